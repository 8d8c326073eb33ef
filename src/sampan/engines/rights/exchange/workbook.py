"""EMA/MovieLabs Avails workbooks, 1.7.2 to 1.9: row 1 groups, row 2 columns, row 3 remarks, data from row 4.

Rows are read and written one at a time; what a cell holds comes back as it was.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

Cell = str | int | float | bool | datetime | date | time
_HEADING_ROWS = 3
MOST_BYTES = 400 << 20
"""How large a workbook may be once unpacked: far above any catalogue, far below what a bomb asks for."""
_TELLING = {"LicenseType", "Territory", "Start", "End"}


class UnreadableWorkbook(ValueError):
    """Not an Avails workbook; `str()` says what it is not, and what would be right."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The three rows on top of a sheet. `version` is what the third says first, or ""."""

    sheet: str
    version: str
    groups: tuple[str, ...]
    columns: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One avail: the filled cells of a row, by column name."""

    sheet: str
    row: int
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """A cell as text, without blanks around it; "" where it is empty."""
        return str(self.cells.get(column, "")).strip()


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
            self._book = load_workbook(source, read_only=True, data_only=True)
        except (BadZipFile, InvalidFileException, KeyError, OSError) as error:
            raise UnreadableWorkbook(
                "This is not an Excel workbook; save the avails as .xlsx and try again."
            ) from error
        self.headings = tuple(
            found for sheet in self._book if (found := _heading(sheet.title, sheet))
        )
        if not self.headings:
            raise UnreadableWorkbook(
                "No sheet has the columns of an Avails workbook in its second row (Territory, LicenseType, Start, End)."
            )

    def lines(self) -> Iterator[Line]:
        """The lines of all sheets, blank rows left out."""
        for heading in self.headings:
            rows = self._book[heading.sheet].iter_rows(min_row=_HEADING_ROWS + 1, values_only=True)
            for number, row in enumerate(rows, start=_HEADING_ROWS + 1):
                cells: dict[str, Any] = {
                    name: value
                    for name, value in zip(heading.columns, row, strict=False)
                    if name and value is not None and value != ""
                }
                if cells:
                    yield Line(heading.sheet, number, cells)


def _heading(title: str, sheet: Iterable[object]) -> Heading | None:
    rows = list(sheet.iter_rows(max_row=_HEADING_ROWS, values_only=True))  # type: ignore[attr-defined]
    if len(rows) < _HEADING_ROWS:
        return None
    groups, columns, remarks = (
        tuple("" if cell is None else str(cell) for cell in row) for row in rows
    )
    if not set(columns) >= _TELLING:
        return None
    first = remarks[0]
    return Heading(title, "" if first.startswith("/") else first, groups, columns, remarks)


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
        for row in (heading.groups, heading.columns, (*version, *heading.remarks[1:])):
            sheet.append([cell or None for cell in row])
        sheets[heading.sheet] = (sheet, heading.columns)
    for line in lines:
        sheet, columns = sheets[line.sheet]
        sheet.append([line.cells.get(name) if name else None for name in columns])
    book.save(target)


def _number(version: str) -> Cell:
    try:
        return float(version)
    except ValueError:
        return version
