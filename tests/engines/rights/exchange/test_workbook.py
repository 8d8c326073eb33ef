"""Real workbooks in and out, and seeded faults."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from sampan.engines.rights import LANGUAGES, TERRITORIES, Anchor, Verb
from sampan.engines.rights.exchange import (
    AvailsWorkbook,
    Heading,
    Line,
    UnreadableWorkbook,
    faults,
    grant_of,
    write_workbook,
)

WORKBOOKS = {"Movies_v1.9.xlsx": ("1.9", 78, 26), "TV_v1.8.xlsx": ("1.8", 101, 38)}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_real_workbook_has_no_error_and_comes_back_equal(name: str, shared: Path) -> None:
    book = AvailsWorkbook(shared / "avails" / name)
    lines = list(book.lines())
    (heading,) = book.headings
    assert (heading.version, len(heading.columns), len(lines)) == WORKBOOKS[name]
    assert [str(one) for line in lines for one in faults(line) if not one.warning] == []
    copy = io.BytesIO()
    write_workbook(copy, book.headings, lines)
    again = AvailsWorkbook(copy)
    assert again.headings == book.headings
    assert [line.cells for line in again.lines()] == [line.cells for line in lines]


@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_line_is_a_grant(name: str, shared: Path) -> None:
    for line in AvailsWorkbook(shared / "avails" / name).lines():
        grant = grant_of(
            line, id=str(line.row), licensor="Rockstar", licensee="shop", end_convention="inclusive"
        )
        assert grant.box.territories == TERRITORIES.mask(line.text("Territory"))


GOOD = {
    "Territory": "LA",
    "WorkType": "Movie",
    "EntryType": "Full Extract",
    "LicenseType": "SVOD",
    "FormatProfile": "HD",
    "Start": datetime(2026, 1, 1),  # noqa: DTZ001 - cells have no zone
    "End": "2026-12-31",
    "ContentID": "md:cid:eidr-s:F85A-E100-B068-5B8F-B1C8-T",
}
SEEDED = {
    "Territory": ("XX", "“XX” is not a territory that Sampan knows. Write ISO 3166 codes, or WW."),
    "WorkType": (
        "Film",
        (
            "“Film” is not one of its words. Write one of Movie, Single, Short, Episode, Season, Series, Miniseries, "
            "Collection, Bundle, Supplement, Promotion, Volume."
        ),
    ),
    "FormatProfile": (None, "it is empty. Every avail needs a FormatProfile."),
    "Start": (
        "spring",
        (
            "“spring” is no day. Write 2026-01-31, or one of Immediate, Open, ESTStart, EST, Broadcast, Completed, "
            "Theatrical, TBD."
        ),
    ),
    "End": (
        "2025-12-31",
        "2025-12-31 is before the start on 2026-01-01. Exchange them, or correct one.",
    ),
    "StartLag": ("soon", "“soon” is no number of days. Write P90D for 90 days after."),
    "Description": ("=A1", "it holds a formula. Write the value itself."),
    "ContentID": (
        "md:cid:eidr-s:F85A-E100-B068-5B8F-B1C8-U",
        (
            "md:cid:eidr-s:F85A-E100-B068-5B8F-B1C8-U ends with U; by its digits the check character is T. "
            "Ask its registrant."
        ),
    ),
}


@settings(max_examples=50)
@given(st.sets(st.sampled_from(sorted(SEEDED)), min_size=1))
def test_each_seeded_fault_is_reported_where_it_is(columns: set[str]) -> None:
    if "Start" in columns:
        columns.discard("End")  # without a start, an end cannot be before it
    cells = GOOD | {column: SEEDED[column][0] for column in columns}
    line = Line("Movies", 9, {name: value for name, value in cells.items() if value is not None})
    assert {(one.column, str(one)) for one in faults(line)} == {
        (column, f"Movies, row 9, column {column}: {SEEDED[column][1]}") for column in columns
    }
    assert faults(Line("Movies", 9, GOOD)) == []


def test_languages_both_allowed_and_held_back() -> None:
    """MovieLabs lets them be, Google does not: what is allowed and not held back is what counts."""
    line = Line("Movies", 9, GOOD | {"AllowedLanguages": "lo, th", "HoldbackLanguage": "th"})
    assert [(one.column, one.warning) for one in faults(line)] == [("HoldbackLanguage", True)]
    assert _grant(**line.cells).box.languages == LANGUAGES.mask("lo")


def _grant(**cells: object):
    line = Line("Movies", 9, GOOD | cells)
    return grant_of(line, id="1", licensor="A", licensee="B", end_convention="inclusive")


def test_terms_become_a_box() -> None:
    world = _grant(
        Territory="WW", TerritoryExclusion="CN, TW", AllowedLanguages="lo:sub, en", Exclusive=True
    )
    assert world.verb is Verb.OUT_EXCLUSIVE
    assert world.box.territories == TERRITORIES.mask("World except CN, TW")
    assert world.box.languages == LANGUAGES.mask("lo/sub, en")
    assert world.box.end == date(2027, 1, 1)
    assert _grant(HoldbackLanguage="zh").box.languages == LANGUAGES.mask("all except zh")
    assert _grant(End="Open").box.end is None
    assert _grant(End="2026-12-31T12:00:00").box.end == date(2026, 12, 31)
    late = _grant(Start="Theatrical", StartLag="P90D", End="Broadcast", EndLag="-P1D")
    assert (late.starts, late.ends) == (Anchor("Theatrical", 90), Anchor("Broadcast", -1))
    assert _grant(End="", WindowDuration="P30D").box.end == date(2026, 1, 31)


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_a_sentence(content: bytes) -> None:
    with pytest.raises(UnreadableWorkbook) as caught:
        AvailsWorkbook(io.BytesIO(content))
    assert (
        str(caught.value)
        == "This is not an Excel workbook; save the avails as .xlsx and try again."
    )


def test_a_workbook_of_something_else_is_a_sentence() -> None:
    copy = io.BytesIO()
    write_workbook(copy, [Heading("Sheet", "", ("a",), ("b",), ("c",))], [])
    with pytest.raises(UnreadableWorkbook) as caught:
        AvailsWorkbook(copy)
    assert str(caught.value) == (
        "No sheet has the columns of an Avails workbook in its second row (Territory, LicenseType, Start, End)."
    )


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", bytes(3 << 20))
    with pytest.raises(UnreadableWorkbook) as caught:
        AvailsWorkbook(bomb, most_bytes=2 << 20)
    assert str(caught.value) == (
        "This workbook would unpack to 3 MB; split it into files of less than 2 MB."
    )


HEAD = (
    ["Avail", "AvailTrans", "AvailTrans", "AvailTrans", "AvailTrans", "AvailTrans", "", ""],
    ["ALID", "territory ", "LicenseType", "Start", "End", "FormatProfile", "", "Notes"],
    ["1.9", "//REQ", "//REQ", "//REQ", "//REQ", "//REQ", "", ""],
)
ROW = ["a", "LA", "SVOD", "2026-01-01", "2026-12-31", "HD", "kept", "ours"]


def sheet_of(*rows: list[object], merge: str = "", **cells: str) -> io.BytesIO:
    book = Workbook()
    sheet = book.active
    for row in (*HEAD, *rows):
        sheet.append(row)
    for place, value in cells.items():
        sheet[place] = value
    if merge:
        sheet.merge_cells(merge)
    copy = io.BytesIO()
    book.save(copy)
    return copy


def test_nothing_of_a_row_is_lost() -> None:
    """Columns without a name, columns that nobody knows, names in another spelling."""
    (line,) = AvailsWorkbook(sheet_of(ROW)).lines()
    assert line.cells == {
        "ALID": "a",
        "Territory": "LA",
        "LicenseType": "SVOD",
        "Start": "2026-01-01",
        "End": "2026-12-31",
        "FormatProfile": "HD",
        "column G": "kept",
        "Notes": "ours",
    }


def test_remarks_and_blank_rows_are_passed_over() -> None:
    book = sheet_of(["// as agreed"], ROW, [None] * 8, ["  ", ""], ROW, *[[None, " "]] * 50)
    assert [line.row for line in AvailsWorkbook(book).lines()] == [5, 8]


def test_a_formula_without_a_stored_value_is_a_fault_and_not_lost() -> None:
    book = AvailsWorkbook(sheet_of(ROW, E4="=DATE(2026,12,31)", H4="=TRUE()"))
    (line,) = book.lines()
    assert (line.cells["End"], line.cells["Notes"]) == ("=DATE(2026,12,31)", True)
    assert str(faults(line)[-2]) == (
        "Sheet, row 4, column End: it holds a formula. Write the value itself."
    )


def test_merged_cells_count_for_each_row() -> None:
    book = AvailsWorkbook(sheet_of(ROW, [*ROW[:1], None, *ROW[2:]], merge="B4:B5"))
    assert [line.cells["Territory"] for line in book.lines()] == ["LA", "LA"]
    assert [str(one) for one in book.faults()] == [
        (
            "Sheet, row 4, column Territory: it is merged with other cells. "
            "Write the value in each cell; it was read as the value of all of them."
        )
    ]


def test_an_avail_among_the_headings_is_read_and_told() -> None:
    copy = io.BytesIO()
    book = Workbook()
    for row in (*HEAD[:2], ROW, ROW):
        book.active.append(row)
    book.create_sheet("Notes").append(["hello"])
    book.save(copy)
    workbook = AvailsWorkbook(copy)
    assert [line.row for line in workbook.lines()] == [3, 4]
    assert workbook.passed_over == ("Notes",)
    assert [one.what for one in workbook.faults()] == ["there is an avail in the row of remarks."]
    again = io.BytesIO()
    write_workbook(again, workbook.headings, workbook.lines())
    assert [line.cells for line in AvailsWorkbook(again).lines()] == [
        line.cells for line in workbook.lines()
    ]


def test_the_edges_of_a_day() -> None:
    """Rights are of whole days, in the zones of the territory."""
    assert _grant(End="2026-12-31T23:59:59").box.end == date(2027, 1, 1)
    assert _grant(End="2026-12-31T00:00:00").box.end == date(2026, 12, 31)
    assert _grant(Start="2026-01-01T12:00:00").box.start == date(2026, 1, 2)
    assert _grant(Start="2025-12-31T17:00:00Z").box.start == date(2026, 1, 1)  # midnight in Laos
    assert _grant(End="2026-12-31T17:00:00Z", Territory="ID").box.end == date(2027, 1, 1)
    assert _grant(Start="2025-12-31T15:00:00Z", Territory="ID").box.start == date(2026, 1, 1)


def test_the_columns_of_a_version_that_had_fewer() -> None:
    """1.7.2 had no Exclusive, TerritoryExclusion, WindowDuration or TitleStatus, and called a column StoreLanguage."""
    copy = io.BytesIO()
    heading = Heading(
        "AllAvails",
        "1.7.2",
        ("Avail",) * 9,
        (
            "StoreLanguage",
            "Territory",
            "WorkType",
            "EntryType",
            "LicenseType",
            "FormatProfile",
            "Start",
            "End",
            "ALID",
        ),
        ("1.7.2", *["//REQ"] * 8),
    )
    cells = {
        "AssetLanguage": "lo", "Territory": "LA", "WorkType": "Movie", "EntryType": "Full Extract",
        "LicenseType": "SVOD",
        "FormatProfile": "HD", "Start": GOOD["Start"], "End": "Open", "ALID": "a",
    }  # fmt: skip
    write_workbook(copy, [heading], [Line("AllAvails", 4, cells)])
    book = AvailsWorkbook(copy)
    (line,) = book.lines()
    assert (book.headings[0].version, dict(line.cells), faults(line)) == ("1.7.2", cells, [])
