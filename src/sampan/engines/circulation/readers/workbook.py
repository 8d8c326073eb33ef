"""XLSX, streamed: values as last computed, formulas known for what they are."""

import io
import re
import zipfile
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from .reading import Refusal, Unreadable
from .remark import Remark
from .sheet import WIDEST, Cell, Line, Sheet, distinct, find_headings, is_blank

_ENDINGS = {".xlsx", ".xlsm"}  # openpyxl opens no path that ends otherwise
_MOST_UNPACKED = 2 << 30  # bytes of all parts together
_MOST_TEXTS = 256 << 20  # bytes of the table of texts, which is held in memory
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"}
# A row with its number, or what makes a cell more than coloured: a value, a text of its own, a formula.
_MARKS = re.compile(
    rb"<(?:\w+:)?(row)(?=[\s/>])(?:[^>]*?\sr=\"(\d+)\")?|<(?:\w+:)?(?:v|is|f)(?=[\s/>])"
)
_LONGEST = 1 << 14  # bytes of a tag; what comes after it may be endless
_PLACE = 1 << 14  # more than the columns that a workbook can have


def workbook(path: Path) -> list[Sheet]:
    """The sheets of a workbook that hold a table. Raises Unreadable where it cannot be opened or holds none."""
    _check_kind(path)
    book = _open(path, values=True)
    try:
        sheets = [
            sheet for each in book.worksheets if (sheet := _sheet(path, book, each)) is not None
        ]
    except BaseException:
        book.close()
        raise
    if not sheets:
        book.close()
        raise Unreadable("no_sheet")
    return sheets


def _check_kind(path: Path) -> None:
    """Refuse other archives than workbooks, and workbooks too large to be read."""
    try:
        with zipfile.ZipFile(path) as parts:
            sizes = {part.filename: part.file_size for part in parts.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable("damaged_workbook") from error
    if "content.xml" in sizes:
        raise Unreadable("is_opendocument")
    if not any(name.startswith("xl/") for name in sizes):
        raise Unreadable("is_archive")
    if sum(sizes.values()) > _MOST_UNPACKED or sizes.get("xl/sharedStrings.xml", 0) > _MOST_TEXTS:
        raise Unreadable("large_workbook")


def _open(path: Path, *, values: bool) -> Workbook:
    source = path if path.suffix.lower() in _ENDINGS else io.BytesIO(path.read_bytes())
    try:
        return openpyxl.load_workbook(source, read_only=True, data_only=values, keep_links=False)
    except Exception as error:
        raise Unreadable("locked_workbook") from error


def _rows(sheet: ReadOnlyWorksheet, last: int) -> Iterator[tuple[int, list[Cell]]]:
    """Rows that hold something, numbered as in the sheet; blank ones, however many, are passed over."""
    sheet.reset_dimensions()  # a sheet often claims a million rows
    try:
        rows: Iterator[tuple[Cell, ...]] = sheet.iter_rows(max_row=last, values_only=True)  # type: ignore[misc, assignment]
        for number, row in enumerate(rows, start=1):
            if any(cell is not None for cell in row):
                yield number, list(row)
    except Exception as error:
        raise Unreadable("damaged_sheet", sheet=sheet.title) from error


def _sheet(path: Path, book: Workbook, sheet: object) -> Sheet | None:
    if not isinstance(sheet, ReadOnlyWorksheet):
        return None  # a sheet of charts
    name = sheet.title
    last, has_formulas = _extent(path, sheet)
    found = find_headings(_rows(sheet, last))
    if found is None:
        return None
    first, words = found
    headings, notes = distinct(words)
    if max(headings) >= WIDEST:
        raise Unreadable("many_columns_of", sheet=name, most=WIDEST)
    notes.insert(0, Remark("sheet", {"sheet": name, "row": first}))
    formulas: array[int] | None = None

    def lines() -> Iterator[Line | Refusal]:
        nonlocal formulas
        if formulas is None:
            formulas = _formulas(path, name, last) if has_formulas else array("Q")
            if formulas:
                notes.append(Remark("formulas", {"count": len(formulas)}))
        for number, cells in _rows(sheet, last):
            if number > first and not is_blank(cells):
                yield _line(number, cells, headings, formulas)

    is_hidden = sheet.sheet_state != "visible"
    return Sheet(name, tuple(headings.values()), lines, notes, book.close, is_hidden)


def _extent(path: Path, sheet: ReadOnlyWorksheet) -> tuple[int, bool]:
    """The last row that holds anything, and whether a formula stands anywhere.

    Found in the sheet's bytes: a sheet may hold a million rows of nothing but colour, slow to walk through.
    """
    last, row, has_formulas, tail = 0, 0, False, b""
    part_name = sheet._worksheet_path  # type: ignore[attr-defined]  # noqa: SLF001 - told nowhere else
    with zipfile.ZipFile(path) as parts, parts.open(part_name) as part:
        while block := part.read(1 << 20):
            whole = tail + block
            cut = whole.rfind(b"<", -_LONGEST)
            whole, tail = (whole[:cut], whole[cut:]) if cut >= 0 else (whole, b"")
            for found in _MARKS.finditer(whole):
                if found[1]:
                    row = int(found[2] or row + 1)
                else:
                    last = row
                    has_formulas = has_formulas or found[0][-1:] == b"f"
    return last, has_formulas


def _formulas(path: Path, name: str, last: int) -> "array[int]":
    """Where formulas stand, as row times 2^14 plus column, in order."""
    places = array("Q")
    with closing(_open(path, values=False)) as book:
        sheet = book[name]
        assert isinstance(sheet, ReadOnlyWorksheet)
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_row=last), start=1):
            for at, cell in enumerate(row):
                if cell.data_type == "f":
                    places.append(number * _PLACE + at)
    return places


def _line(
    number: int, cells: list[Cell], headings: dict[int, str], formulas: "array[int]"
) -> Line | Refusal:
    read: dict[str, Cell] = {}
    for at, heading in headings.items():
        value = cells[at] if at < len(cells) else None
        if value is None and formulas and _holds(formulas, number * _PLACE + at):
            return Refusal(number, heading, "never_computed")
        if isinstance(value, str) and value in _ERRORS:
            return Refusal(number, heading, "error_value", {"said": value})
        read[heading] = value if not isinstance(value, str) or value.strip() else None
    return Line(number, read)


def _holds(places: "array[int]", place: int) -> bool:
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place
