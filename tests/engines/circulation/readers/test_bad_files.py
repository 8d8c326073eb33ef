"""What is wrong with a file is said in a sentence, and nothing of it is half kept."""

import datetime as dt
import tracemalloc
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from sampan.engines.circulation.facts import Store, Writer
from sampan.engines.circulation.readers import Mapping, Unreadable, read

from .made import EXPORT, HEADINGS, export_mapping, kept, title_row, workbook, written


def refusal(path: Path, told: Mapping | None = None) -> str:
    """The sentence of a whole file's refusal; it left nothing in the store that it was to go into."""
    folder = path.parent / "store"
    with Writer(folder) as writer:
        writer.add("service", {"service_id": "s", "name": "S", "kind": "other"})
        with pytest.raises(Unreadable) as caught:
            read(path, into=writer, told=told)
    assert Store(folder).tables == ("service",)
    return str(caught.value)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            "A,13/11/2021,1\nB,11/13/2021,2\n",
            "Column วันที่: row 2 can only be day/month/year and row 3 only month/day/year; write all days as 2026-01-31.",
        ),
        (
            "A,03/11/2021,1\nB,11/12/2021,2\n",
            ("Column วันที่: row 2 may be day/month/year or month/day/year, and no other row tells; say in the mapping: "
            'dates = "dmy" or dates = "mdy".'),
        ),
        (
            'A,2021-11-03,"1,234"\nB,2021-11-03,"2,345"\n',
            ("Column นาทีที่รับชม: row 2 may mean thousands or decimals, and no other row tells; say in the mapping: "
            'decimal = "." or decimal = ",".'),
        ),
        (
            'A,2021-11-03,1.5\nB,2021-11-03,"2,5"\n',
            "Column นาทีที่รับชม: row 2 writes its decimals with a point and row 3 with a comma; write all with one sign.",
        ),
        (
            "A,2021-11-03,12%\n",
            "Column นาทีที่รับชม: row 2 holds a percentage; an amount in minutes is needed.",
        ),
        (
            "A,x,1\nB,y,1\nC,2021-11-03,2\n",
            ("2 of 3 rows were not understood, so the whole file was left out. Row 2, column วันที่: “x” is no day; write "
            "it as 2026-01-31."),
        ),
        ("", "It has headings and no rows."),
    ],
)  # fmt: skip
def test_forms_that_cannot_be_told_apart(tmp_path: Path, rows: str, sentence: str) -> None:
    assert refusal(written(tmp_path / "e.csv", EXPORT + rows), export_mapping()) == sentence


def test_units_that_do_not_agree(tmp_path: Path) -> None:
    path = written(tmp_path / "e.csv", EXPORT + "A,2021-11-03,1\n")
    assert refusal(path, export_mapping(unit="hours")) == (
        "Column นาทีที่รับชม says minutes and the mapping hours; one of them is wrong."
    )
    millions = written(tmp_path / "m.csv", "ชื่อรายการ,วันที่,ชั่วโมง (ล้าน)\nA,2021-11-03,1.5\n")
    told = export_mapping("ชั่วโมง (ล้าน)", unit="hours")
    assert refusal(millions, told) == (
        "Column ชั่วโมง (ล้าน) counts in 1,000,000; say multiply = 1000000 in the mapping."
    )
    told = export_mapping("ชั่วโมง (ล้าน)", unit="hours", multiply=1e6)
    _, rows = kept(millions, tmp_path / "s", "SELECT unit, value FROM engagement", told=told)
    assert rows == [("hours", 1_500_000.0)]


@pytest.mark.parametrize(
    ("heading", "times", "sentence"),
    [
        (
            "Hours Viewed",
            60,
            "every amount is a multiple of 6,000,000, as 100,000 hours in minutes",
        ),
        (
            "Hours Viewed",
            1e-6,
            "the largest amount is 4, and the publisher lists nothing under 50,000",
        ),
        ("Minutes Viewed", 60, "the list is read in hours; give hours, not another unit"),
    ],
)
def test_what_we_watched_in_another_unit(
    tmp_path: Path, heading: str, times: float, sentence: str
) -> None:
    rows = [["Title", "Available Globally?", "Release Date", heading]]
    rows += [[f"Show {n}", "Yes", "2023-01-01", n * 100_000 * times] for n in range(1, 41)]  # type: ignore[list-item]
    said = refusal(workbook(tmp_path / "watched_2023H1.xlsx", rows))
    assert said.startswith(f"Column {heading}: {sentence}")


def test_days_that_a_spreadsheet_may_have_exchanged(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "e.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, EXPORT.strip().split(","))
        sheet.write(1, 0, "A")
        sheet.write_datetime(1, 1, dt.date(2021, 3, 11), book.add_format({"num_format": "d/m/yy"}))
        sheet.write(1, 2, 5)
        sheet.write_row(2, 0, ["B", "13/11/2021", 6])
    assert refusal(tmp_path / "e.xlsx", export_mapping()) == (
        "Column วันที่: row 2 holds a real date and row 3 a text; a spreadsheet that reads some days and not others has "
        "often exchanged day and month. Write all days as 2026-01-31."
    )


def test_formulas(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (EXPORT.strip().split(","), ["A", "2021-11-03", "=1+1"], ["B", "2021-11-03", 5]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "never.xlsx")
    reading, rows = kept(
        tmp_path / "never.xlsx",
        tmp_path / "s",
        "SELECT value FROM engagement",
        told=export_mapping(),
    )
    assert rows == [(5.0,)]
    assert [each.sentence for each in reading.refusals] == [
        "Row 2, column นาทีที่รับชม: holds a formula that was never computed; open the file, let it compute, and save it."
    ]
    with xlsxwriter.Workbook(tmp_path / "computed.xlsx") as computed:
        sheet = computed.add_worksheet()
        sheet.write_row(0, 0, EXPORT.strip().split(","))
        for at, (title, result) in enumerate((("=cmd", 2), ("C", "#DIV/0!"), ("D", 4)), start=1):
            sheet.write_string(at, 0, title)
            sheet.write_string(at, 1, "2021-11-03")
            sheet.write_formula(at, 2, "=1+1", None, result)
    reading, rows = kept(
        tmp_path / "computed.xlsx", tmp_path / "t",
        "SELECT title, value FROM engagement JOIN work USING (work_id) ORDER BY value", told=export_mapping(),
    )  # fmt: skip
    assert rows == [("=cmd", 2.0), ("D", 4.0)]
    assert [each.sentence for each in reading.refusals] == [
        "Row 3, column นาทีที่รับชม: holds the error #DIV/0!; write the value itself."
    ]
    notes = [note.sentence for note in reading.notes]
    assert "3 cells hold formulas; what they last came to was read." in notes
    assert any("begins with “=”" in note for note in notes)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "The file is empty."),
        ("a.xlsx", b"PK\x03\x04garbage", "The workbook is damaged or cut off; send it again."),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
         "It is an old Excel file (.xls) or one with a password; save it as .xlsx."),
        ("a.sav", b"$FL2" + bytes(50), "The .sav file is damaged or of another kind; export it again."),
        ("a.csv", b"a,b\n1,2\n", ("No reader knows a table with the columns “a”, “b”; make a mapping that names what "
         "each column holds.")),
        ("a.csv", (HEADINGS + title_row(1, "琅琊榜")).encode("gb18030") + title_row(2, "บุพเพสันนิวาส คือเธอ").encode(),
         "Its lines are in several encodings, as when files were stuck together; save each as UTF-8."),
    ],
)  # fmt: skip
def test_files_of_no_use(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    assert refusal(written(tmp_path / name, content)) == sentence


def test_rows_that_repeat_and_rows_of_another_shape(tmp_path: Path) -> None:
    rows = [
        title_row(1, "A"),
        title_row(1, "A"),
        title_row(2, "B, with comma"),
        title_row(1, "C"),
        title_row(3, "D"),
    ]
    path = written(tmp_path / "x_titles.csv", HEADINGS + "".join(rows))
    reading, works = kept(path, tmp_path / "s", "SELECT title FROM work ORDER BY title")
    assert works == [("A",), ("D",)]
    assert [each.sentence for each in reading.refusals] == [
        "Row 3: repeats row 2; it was counted once.",
        "Row 4: has 13 cells where 12 columns are headed; put text that holds a comma or a line break in quotes.",
        "Row 5, column show_id: is the id of row 2; give each title its own.",
    ]
    assert (reading.rows, reading.refused) == (5, 3)


def test_a_quotation_that_is_not_closed(tmp_path: Path) -> None:
    open_quote = 's2,Movie,"never closed,,,China\n'
    path = written(
        tmp_path / "x_titles.csv", HEADINGS + title_row(1, "A") + open_quote + title_row(3, "C")
    )
    reading, _ = kept(path, tmp_path / "s", "SELECT 1")
    assert "runs over 2 lines: a quotation may not be closed" in reading.refusals[0].sentence
    endless = HEADINGS + title_row(1, "A") + 's2,Movie,"' + "never closed, " * 20_000
    assert refusal(written(tmp_path / "y_titles.csv", endless)).startswith(
        "Row 3: a quotation mark opens a cell"
    )


@pytest.mark.slow
def test_a_million_blank_rows_of_text(tmp_path: Path) -> None:
    content = HEADINGS + title_row(1, "A") + "\n" * 1_000_000 + title_row(2, "B")
    path = written(tmp_path / "x_titles.csv", content)
    tracemalloc.start()
    reading = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (reading.rows, reading.counts["work"]) == (2, 2)
    assert peak < 20_000_000


@pytest.mark.slow
def test_a_million_coloured_rows_of_a_sheet(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "e.xlsx", {"constant_memory": True}) as book:
        sheet, red = book.add_worksheet(), book.add_format({"bg_color": "red"})
        sheet.write_row(0, 0, EXPORT.strip().split(","))
        sheet.write_row(1, 0, ["A", "2021-11-03", 5])
        for row in range(2, 1_000_000):
            sheet.write_blank(row, 0, None, red)
    reading, rows = kept(
        tmp_path / "e.xlsx", tmp_path / "s", "SELECT value FROM engagement", told=export_mapping()
    )
    assert (reading.rows, rows) == (1, [(5.0,)])
