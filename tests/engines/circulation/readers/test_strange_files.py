"""Files as strangers hand them over: the same table in another dress is the same, and what is no table is named."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from sampan.engines.circulation.facts import Store, Writer
from sampan.engines.circulation.facts.countries import country
from sampan.engines.circulation.readers import Unreadable, read
from sampan.engines.circulation.readers.listing import places

from .made import EXPORT, HEADINGS, export_mapping, kept, title_row, written

ROWS = [
    next(csv.reader([title_row(n, f"T{n}", '"Thailand, Laos"' if n % 3 else "")])) for n in range(9)
]
HEAD = HEADINGS.strip().split(",")


def table(rows: list[list[str]], sep: str = ",", end: str = "\r\n", head: list[str] = HEAD) -> str:
    held = io.StringIO()
    csv.writer(held, delimiter=sep, lineterminator=end).writerows([head, *rows])
    return held.getvalue()


def facts(path: Path) -> tuple[object, ...]:
    """What was kept of a catalogue, whatever its source is called."""
    store = path.parent / "store"
    query = (
        "SELECT title, year, minutes, (SELECT string_agg(country, ' ' ORDER BY position) FROM origin AS o "
        "WHERE o.work_id = w.work_id) FROM work AS w ORDER BY title"
    )
    return tuple(kept(path, store, query)[1])


@pytest.mark.parametrize(
    "dressed",
    [
        lambda: table(ROWS, ";"),
        lambda: table(ROWS, "\t", "\n"),
        lambda: table(ROWS, "|", "\r"),
        lambda: "sep=;\r\n" + table(ROWS, ";"),
        lambda: table(ROWS[::-1]),
        lambda: table(ROWS + ROWS[:4]),
        lambda: table([row[::-1] for row in ROWS], head=HEAD[::-1]),
        lambda: table(ROWS, head=[name.replace("_", " ").title() for name in HEAD]),
        lambda: table([["0", *row, "x"] for row in ROWS], head=["", *HEAD, "note"]),
        lambda: table(ROWS) + ("," * 11 + "\r\n") * 500,
        lambda: table(ROWS).encode("utf-16-be"),
        lambda: table(ROWS).encode("utf-32"),
    ],
)  # fmt: skip
def test_a_table_in_another_dress_tells_the_same(
    tmp_path: Path, dressed: Callable[[], str | bytes]
) -> None:
    assert facts(written(tmp_path / "y_titles.csv", dressed())) == facts(
        written(tmp_path / "x_titles.csv", table(ROWS))
    )


def archive(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as parts:
        for name in names:
            parts.writestr(name, "<a/>")
    return held.getvalue()


THAI = (HEADINGS + title_row(1, "บุพเพสันนิวาส คือเธอ") + title_row(2, "พี่นาค ร่างทรง")).encode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (archive("mimetype", "content.xml"), "It is an OpenDocument spreadsheet (.ods); save it as .xlsx."),
        (archive("netflix_titles.csv"), ("It is an archive or a document, and no workbook; unpack it, or "
         "export the table as CSV or XLSX.")),
        (b"\xef\xbb\xbf <!DOCTYPE html><table>", ("It is a web page or XML, and no table; export the table as CSV or "
         "XLSX.")),
        (b'[ {"title": "x"}]', "It is JSON; export the table as CSV."),
        (bytes(range(128, 256)) * 90 + b"\0\1", ("Its encoding is not known: read in any that is, it is no text; "
         "save it as UTF-8.")),
        ((HEADINGS + title_row(1, "おくりびと") + title_row(2, "すずめの戸締まり")).encode("shift_jis"),
         "Its encoding is not known: read in any that is, it is no text; save it as UTF-8."),
        (THAI.decode("latin-1").encode(), ("Its letters were lost before: UTF-8 was taken for another "
         "encoding; export it again as UTF-8.")),
    ],
)  # fmt: skip
def test_what_is_no_table_is_named(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(written(tmp_path / "x_titles.csv", content))
    assert str(caught.value) == sentence


def test_zeros_in_a_text_spoil_their_cells_alone(tmp_path: Path) -> None:
    content = table(ROWS).replace("T4", "T\0004")
    reading = read(written(tmp_path / "x_titles.csv", content))
    assert [one.sentence for one in reading.refusals] == [
        "Row 6, column title: holds bytes that are no text in the encoding of this file; save the file as UTF-8."
    ]


def watched(path: Path, sheets: dict[str, list[list[object]]], *, hidden: str = "") -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate([["Title", "Release Date", "Hours Viewed"], *rows]):
                sheet.write_row(at, 0, row)
            if name == hidden:
                sheet.hide()
            else:
                sheet.activate()
                sheet.set_first_sheet()
    return path


SEEN: list[list[object]] = [[f"Show {n}", "2023-01-01", 100_000 * n] for n in range(1, 12)]


@pytest.mark.parametrize("name", ["watched_2023H1.xlsx", "watched_H1_2023.csv"])
def test_sheets_that_are_hidden_or_copies_are_counted_once(tmp_path: Path, name: str) -> None:
    """The second file is a workbook that is called .csv."""
    sheets = {"Old": SEEN[:7], "Shows": SEEN, "Shows (2)": SEEN[:9]}
    path = watched(tmp_path / name, sheets, hidden="Old")
    reading, hours = kept(path, tmp_path / "s", "SELECT sum(value) FROM engagement")
    assert hours == [(6_600_000.0,)]
    assert (
        "Sheets that were not read, as they are hidden, copies or of another form: “Old”, “Shows (2)”."
    ) in [note.sentence for note in reading.notes]


def test_one_id_on_two_sheets_is_one_title(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "x_titles.xlsx") as book:
        for name, rows in (
            ("A", ROWS[:5]),
            ("B", [[*ROWS[4][:2], "Another", *ROWS[4][3:]], *ROWS[5:]]),
        ):
            sheet = book.add_worksheet(name)
            for at, row in enumerate([HEAD, *rows]):
                sheet.write_row(at, 0, row)
    reading, works = kept(tmp_path / "x_titles.xlsx", tmp_path / "s", "SELECT count(*) FROM work")
    assert works == [(9,)]
    assert [one.sentence for one in reading.refusals] == [
        "Row 2, column B / show_id: is the id of row 6; give each title its own."
    ]


def test_a_title_whose_first_row_was_refused_is_told_by_the_next(tmp_path: Path) -> None:
    path = written(tmp_path / "e.csv", EXPORT + "A,yesterday,1\nA,2021-11-03,2\nB,2021-11-03,3\n")
    query = "SELECT title, value FROM engagement JOIN work USING (work_id) ORDER BY title"
    _, rows = kept(path, tmp_path / "s", query, told=export_mapping())
    assert rows == [("A", 2.0), ("B", 3.0)]


WEEKS = "week\tcategory\tweekly_rank\tshow_title\tweekly_hours_viewed\n"


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        (("29.5", "11.2"), ("Column weekly_hours_viewed: the largest amount is 29.5, and the publisher lists nothing "
         "under 10,000 hours; it looks like thousands or millions. Give hours.")),
        (("-500000", "-600000"), ("2 of 2 rows were not understood, so the whole file was left out. Row 2, column "
         "weekly_hours_viewed: is under zero; write the hours.")),
        (("1e400", "inf"), ("2 of 2 rows were not understood, so the whole file was left out. Row 2, column "
         "weekly_hours_viewed: “1e400” is no number; write it in digits, as 1234.5.")),
    ],
)  # fmt: skip
def test_hours_of_a_week_that_cannot_be(
    tmp_path: Path, hours: tuple[str, str], sentence: str
) -> None:
    rows = "".join(
        f"2024-01-07\tFilms\t{n}\tX{n}\t{said}\n" for n, said in enumerate(hours, start=1)
    )
    with pytest.raises(Unreadable) as caught:
        read(written(tmp_path / "netflix.tsv", WEEKS + rows))
    assert str(caught.value) == sentence


def test_days_of_a_catalogue_are_read_in_the_order_that_one_of_them_proves(tmp_path: Path) -> None:
    days = ["03/04/2021", "13/04/2021", "05/06/2021"]
    rows = [[*row[:6], day, *row[7:]] for row, day in zip(ROWS, days, strict=False)]
    _, found = kept(
        written(tmp_path / "x_titles.csv", table(rows)),
        tmp_path / "s",
        "SELECT strftime(date_from, '%Y-%m-%d') FROM offer ORDER BY 1",
    )
    assert [day for (day,) in found] == ["2021-04-03", "2021-04-13", "2021-06-05"]


def test_weights_with_a_decimal_comma(tmp_path: Path) -> None:
    people = "respid;age;sex;weight;Q1\n1;18-24;F;0,85;Yes\n2;18-24;M;1,15;No\n"
    _, weights = kept(
        written(tmp_path / "s.csv", people),
        tmp_path / "s",
        "SELECT weight FROM respondent ORDER BY 1",
    )
    assert weights == [(0.85,), (1.15,)]


def test_a_list_of_films_by_its_publisher_that_names_no_kinds(tmp_path: Path) -> None:
    head = ["id", "original_language", "title", "production_countries", "genres", "release_date"]
    there = '[{"iso_3166_1": "TH", "name": "Thailand"}, {"iso_3166_1": "LA", "name": "Laos"}]'
    row = ["1", "th", "Rain", there, '[{"id": 18, "name": "Drama"}]', "2021-07-14"]
    query = "SELECT kind, country, code FROM work JOIN origin USING (work_id) JOIN genre USING (work_id) ORDER BY 2"
    _, found = kept(written(tmp_path / "tmdb.csv", table([row], head=head)), tmp_path / "s", query)
    assert found == [("film", "LA", "Drama"), ("film", "TH", "Drama")]


def test_a_catalogue_without_countries_says_so(tmp_path: Path) -> None:
    rows = [row[:5] + row[6:] for row in ROWS]
    reading = read(written(tmp_path / "x_titles.csv", table(rows, head=HEAD[:5] + HEAD[6:])))
    assert "No column tells countries, so every origin is unknown; add one, headed country." in [
        remark.sentence for remark in reading.left_out()
    ]


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("NA", []),
        ("['NA', 'ZA']", ["NA", "ZA"]),
        ("Not Given", []),
        ("不明", []),
        ("Republic of the Philippines", ["PH"]),
        ("Socialist Republic of Viet Nam", ["VN"]),
        ("Lao People’s Democratic Republic", ["LA"]),
        ("Congo, Democratic Republic of", ["CD"]),
        ("South-Korea / Hong-Kong", ["KR", "HK"]),
        ("พม่า, ປະເທດລາວ", ["MM", "LA"]),
        ("Republic of China", ["TW"]),
    ],
)
def test_more_names_of_countries(cell: str, codes: list[str]) -> None:

    assert [country(name) for name in places(cell)] == codes


def test_nothing_is_kept_of_what_could_not_be_read(tmp_path: Path) -> None:
    with Writer(tmp_path / "store") as writer, pytest.raises(Unreadable):
        read(written(tmp_path / "x_titles.csv", b"\x81\x8d\x8f\x90" * 400), into=writer)
    assert Store(tmp_path / "store").tables == ()
