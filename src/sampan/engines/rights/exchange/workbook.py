"""EMA/MovieLabs Avails workbooks, 1.7.2 to 1.9: row 1 groups, row 2 columns, row 3 remarks, data from row 4.

Rows are read and written one at a time; what a cell holds comes back as it was. A cell that is merged with others
gives its value to all of them, since each line stands alone.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from .fault import Fault
from .heading import LOOKED_AT, Heading, heading_in, nearly_heading
from .line import Cell, Line
from .sheets import Traits, traits

MOST_BYTES = 400 << 20
"""How large a workbook may be once unpacked: far above any catalogue, far below what a bomb asks for."""
_LOGICAL = {"=TRUE()": True, "=FALSE()": False, "=TRUE": True, "=FALSE": False}


Range = tuple[int, int, int, int]
"""First column, first row, last column, last row."""


class UnreadableWorkbook(ValueError):
    """Not an Avails workbook; `str()` says what it is not, and what would be right."""


class AvailsWorkbook:
    """A workbook opened for reading. Lines stream; the whole is never in memory."""

    def __init__(self, source: Path | BinaryIO, *, most_bytes: int = MOST_BYTES) -> None:
        """Open it. Raises UnreadableWorkbook, also for one that would unpack to more than `most_bytes`."""
        try:
            with ZipFile(source) as parts:
                unpacked = sum(part.file_size for part in parts.infolist())
                if unpacked > most_bytes:
                    raise UnreadableWorkbook(
                        f"This workbook would unpack to {unpacked >> 20} MB; split it into files of less than "
                        f"{most_bytes >> 20} MB."
                    )
                self._traits = traits(parts)
            self._book = load_workbook(source, read_only=True, data_only=True)
            self._formulas = (
                load_workbook(source, read_only=True)
                if any(one.formulas for one in self._traits.values())
                else None
            )
        except (BadZipFile, InvalidFileException, KeyError, OSError, SyntaxError) as error:
            raise UnreadableWorkbook(
                "This is not an Excel workbook; save the avails as .xlsx and try again."
            ) from error
        found = {sheet.title: _heading(sheet) for sheet in self._book.worksheets}
        self.headings = tuple(heading for heading in found.values() if heading)
        self.passed_over = tuple(title for title, heading in found.items() if not heading)
        if not self.headings:
            nearly = [told for sheet in self._book.worksheets if (told := _nearly(sheet))]
            raise UnreadableWorkbook(
                nearly[0]
                if nearly
                else "No sheet has the columns of an Avails workbook in its second row "
                "(Territory, LicenseType, Start, End)."
            )

    def lines(self) -> Iterator[Line]:
        """The lines of all sheets; blank rows, and rows that begin with “//”, are left out."""
        for heading in self.headings:
            keys = heading.keys
            for number, row in self._rows(heading):
                cells = {
                    name: value for name, value in zip(keys, row, strict=False) if _filled(value)
                }
                if cells and not str(next(iter(cells.values()))).startswith("//"):
                    yield Line(heading.sheet, number, cells)

    def faults(self) -> Iterator[Fault]:
        """What is strange about the workbook as a whole: merged cells, an avail among the headings, other sheets."""
        for heading in self.headings:
            yield from _heading_faults(heading, self._traits.get(heading.sheet))

    def _rows(self, heading: Heading) -> Iterator[tuple[int, list[Any]]]:
        """The rows of data, a formula without a stored value as its text, merged cells filled."""
        told = self._traits.get(heading.sheet, Traits((), formulas=False))
        merged = sorted((one for one in told.merged if one[3] >= heading.first), key=_top)
        rows = self._read(self._book, heading)
        second = self._formulas and told.formulas
        formulas = self._read(self._formulas, heading) if second else iter(())
        spread = _Spread(merged)
        for number, values in enumerate(rows, start=heading.first):
            row = [_plain(value, written) for value, written in _beside(values, next(formulas, ()))]
            yield number, spread.over(number, row)

    @staticmethod
    def _read(book: Any, heading: Heading) -> Iterator[tuple[Any, ...]]:
        sheet = book[heading.sheet]
        sheet.reset_dimensions()  # some programs write a wrong one
        rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(min_row=heading.first, values_only=True)
        return rows


def _filled(value: object) -> bool:
    return value is not None and str(value).strip() != ""


def _beside(values: Sequence[Any], written: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    for place, value in enumerate(values):
        yield value, written[place] if place < len(written) else None


def _plain(value: object, written: object) -> object:
    """The value of a cell; where a formula has none stored, the formula itself, so that it is not lost."""
    if value is None and isinstance(written, str) and written.startswith("="):
        return _LOGICAL.get(written.upper(), written)
    return value


def _top(range_: Range) -> int:
    return range_[1]


class _Spread:
    """Merged ranges, from the top down, each giving its first value to all of its cells."""

    def __init__(self, ranges: list[Range]) -> None:
        self._coming = deque(ranges)
        self._here: list[tuple[Range, Any]] = []

    def over(self, number: int, row: list[Any]) -> list[Any]:
        """The row of that number, filled."""
        self._here = [one for one in self._here if one[0][3] >= number]
        while self._coming and self._coming[0][1] <= number:
            range_ = self._coming.popleft()
            if range_[0] <= len(row):
                self._here.append((range_, row[range_[0] - 1] if range_[1] == number else None))
        for (left, _, right, _), value in self._here:
            for place in range(left - 1, min(right, len(row))):
                row[place] = value
        return row


def _heading(sheet: Any) -> Heading | None:
    sheet.reset_dimensions()
    return heading_in(sheet.title, sheet.iter_rows(max_row=LOOKED_AT, values_only=True))


def _nearly(sheet: Any) -> str:
    return nearly_heading(sheet.title, sheet.iter_rows(max_row=LOOKED_AT, values_only=True))


def _heading_faults(heading: Heading, told: Traits | None) -> Iterator[Fault]:
    yield from heading.faults()
    if not heading.remarks:
        yield Fault(
            heading.sheet, heading.first, heading.keys[0], "there is an avail in the row of remarks.",
            "Leave the row under the columns to remarks; it was read as an avail.", warning=True,
        )  # fmt: skip
    for left, top, _right, bottom in told.merged if told else ():
        if bottom >= heading.first:
            keys = heading.keys
            column = keys[left - 1] if left <= len(keys) else f"column {get_column_letter(left)}"
            yield Fault(
                heading.sheet, top, column, "it is merged with other cells.",
                "Write the value in each cell; it was read as the value of all of them.", warning=True,
            )  # fmt: skip


def write_workbook(
    target: Path | BinaryIO, headings: Iterable[Heading], lines: Iterable[Line]
) -> None:
    """Write lines under their headings, in the order given; `lines` of one sheet need not be together."""
    book = Workbook(write_only=True)
    sheets = {}
    for heading in headings:
        sheet = book.create_sheet(heading.sheet)
        version: tuple[Cell, ...] = (
            (_number(heading.version),) if heading.version else heading.remarks[:1]
        )
        rows = [heading.groups] if heading.groups else []
        for row in (*rows, heading.columns, (*version, *heading.remarks[1:])):
            sheet.append([cell or None for cell in row])
        sheets[heading.sheet] = (sheet, heading.keys)
    for line in lines:
        sheet, columns = sheets[line.sheet]
        sheet.append([line.cells.get(name) for name in columns])
    book.save(target)


def _number(version: str) -> Cell:
    try:
        return float(version)
    except ValueError:
        return version
