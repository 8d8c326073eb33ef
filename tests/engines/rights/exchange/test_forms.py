"""The form of cells, seeded with what people really write; and headings with a name misspelt or twice."""

from datetime import datetime, time

import pytest

from sampan.engines.rights.exchange import (
    AvailsTable,
    Line,
    UnreadableTable,
    faults,
    grant_of,
    understand,
)

GOOD = {
    "Territory": "LA", "WorkType": "Movie", "EntryType": "Create", "LicenseType": "EST", "FormatProfile": "HD",
    "Start": "2026-01-01", "End": "Open", "PriceType": "WSP", "PriceValue": 9.99, "PriceCurrency": "USD",
    "SRP": "12", "Exclusive": False, "Download": "Yes", "SeasonNumber": 1, "EpisodeNumber": 12.0,
    "RentalDuration": 720, "AnnounceDate": datetime(2026, 1, 1), "ReleaseHistoryOriginal": "2013",  # noqa: DTZ001 - cells have no zone
    "ReleaseYear": 2013, "TotalRunTime": time(1, 56, 20), "CaptionExemption": 4, "LocalizationType": "dub",
    "RatingSystem": "MPAA", "RatingValue": "PG",
}  # fmt: skip
SEEDED = (
    ("Exclusive", "Ture", "“Ture” is neither yes nor no. Write TRUE or FALSE."),
    ("Download", "maybe", "“maybe” is neither yes nor no. Write TRUE or FALSE."),
    ("EpisodeNumber", "one", "“one” is no whole number. Write a number such as 12."),
    ("EpisodeNumber", 1.5, "“1.5” is no whole number. Write a number such as 12."),
    ("WatchDuration", "-3", "“-3” is no whole number. Write a number such as 12."),
    ("SRP", "9,99", "“9,99” is no amount. Write a number such as 9.99."),
    ("PriceValue", "9,99", "“9,99” is no amount. Write a number such as 9.99."),
    ("PriceValue", -3, "“-3” is no amount. Write a number such as 9.99."),
    ("PriceValue", "", "it is empty. Write the amount of the WSP."),
    ("PriceCurrency", "US$", "“US$” is no currency. Write an ISO 4217 code such as CNY."),
    ("AnnounceDate", "soon", "“soon” is no day. Write 2026-01-31."),
    ("ReleaseYear", "MMXXVI", "“MMXXVI” is no year. Write a year such as 2026."),
    ("TotalRunTime", "95 min", "“95 min” is no running time. Write hours, minutes and seconds: 1:35:00."),
    ("CaptionExemption", 7, "“7” is no reason for exemption. Write the number of one, 1 to 6."),
    ("LocalizationType", "voice", "“voice” is not one of its words. Write one of sub, dub, subdub, any."),
    ("Territory", "United States", "“United States” is a name. Write its code, US."),
    ("Territory", "UK", "“UK” is a name. Write its code, GB."),
)  # fmt: skip


@pytest.mark.parametrize(("column", "cell", "said"), SEEDED)
def test_a_cell_of_another_form_is_reported_where_it_is(
    column: str, cell: object, said: str
) -> None:
    line = Line("Movies", 9, GOOD | {column: cell})
    assert [str(one) for one in faults(line)] == [f"Movies, row 9, column {column}: {said}"]


def test_cells_of_the_right_form_are_no_faults() -> None:
    assert faults(Line("Movies", 9, GOOD)) == []
    for column, cell in (
        ("PriceType", "Tier"), ("PriceType", "Category"), ("TotalRunTime", "56:20"), ("TotalRunTime", "PT1H35M"),
        ("ReleaseHistoryOriginal", "2013-02-05"), ("Exclusive", "YES"), ("Start", "2013-06-14T24:00:00Z"),
    ):  # fmt: skip
        assert faults(Line("Movies", 9, GOOD | {column: cell})) == []


def test_a_price_by_tier_is_a_word() -> None:
    assert faults(Line("", 9, GOOD | {"PriceType": "Category", "PriceValue": "New Release"})) == []


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("PriceCurrency", "XOF", "“XOF” is not a currency kept here. Amounts in it can be read, but not settled."),
        ("RatingSystem", "", "it is empty. Say by which system the title is rated."),
    ],
)  # fmt: skip
def test_what_can_be_taken_as_it_is_is_a_warning(column: str, cell: str, said: str) -> None:
    (fault,) = faults(Line("Movies", 9, GOOD | {column: cell}))
    assert (str(fault), fault.warning) == (f"Movies, row 9, column {column}: {said}", True)


HEAD = "Territory,WorkType,EntryType,LicenseType,FormatProfile,Start,End"
ROW = "LA,Movie,Create,SVOD,HD,2026-01-01,Open"


def test_a_row_that_says_again_what_another_says() -> None:
    found = understand(f"{HEAD}\n{ROW}\n{ROW.replace('LA', 'TH')}\n{ROW}\n".encode())
    told = [[str(fault) for fault in entry.faults] for entry in found.entries()]
    assert told == [
        [],
        [],
        ["row 4, column all: it says in every cell what row 2 says. Take one of the two out."],
    ]


def test_columns_misspelt_and_twice_are_told() -> None:
    found = understand(f"{HEAD},Exlcusive,Start\n{ROW},TRUE,2027-01-01\n".encode())
    assert [str(fault) for fault in found.faults] == [
        "row 1, column Exlcusive: it is no column of avails; its cells are not read. Name it Exclusive.",
        "row 1, column Start: it stands twice; the second is not read. Take out column I.",
    ]


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        (HEAD.replace("LicenseType", "LicenceType"),
            "row 1: the column LicenseType is missing (is “LicenceType” meant for it?)."),
        (HEAD.replace("Territory,", "").replace(",End", ""),
            "row 1: the column Territory is missing, the column End is missing."),
        ("a,b", "No row on top has the columns of avails (Territory, LicenseType, Start, End)."),
    ],
)  # fmt: skip
def test_a_heading_says_which_column_it_lacks(heading: str, said: str) -> None:
    with pytest.raises(UnreadableTable) as caught:
        AvailsTable(f"{heading}\n{ROW}\n".encode())
    assert str(caught.value) == said


def test_a_day_with_words_after_it_is_not_midnight() -> None:
    line = Line("", 9, GOOD | {"Start": "2026-01-01 noon"})
    assert [fault.column for fault in faults(line)] == ["Start"]
    kept = grant_of(
        Line("", 9, GOOD | {"Start": "2026-01-01T00:00:00"}), id="1", licensor="A", licensee="B",
        end_convention="inclusive",
    )  # fmt: skip
    assert str(kept.box.start) == "2026-01-01"
