"""Avails as a table of text (CSV), with the columns of the workbooks: read and written a row at a time."""

import codecs
import csv
import io
import itertools
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import TextIO

from .heading import LOOKED_AT, Heading, heading_in, nearly_heading
from .line import Line

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


class UnreadableTable(ValueError):
    """Not a table of the kind that was looked for; `str()` says where and why, and what would be right."""


def text_of(data: bytes) -> str:
    """The text of a table: UTF-8, with or without its mark, or UTF-16 with one. Raises UnreadableTable.

    >>> text_of("\\ufeffid".encode())
    'id'
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableTable(
            f"line {line}: byte {error.start + 1:,} is not UTF-8; save the table as “CSV UTF-8”."
        ) from error


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with the lines on which they begin; cells divided by commas, semicolons or tabs."""
    first = text.partition("\n")[0]
    divider = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider)
    begins = 1
    try:
        for row in reader:
            yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableTable(f"line {begins}: this is not a row of a table ({error}).") from error


class AvailsTable:
    """A table of avails opened for reading; lines are numbered as a text editor does."""

    def __init__(self, data: bytes) -> None:
        """Look at its first rows. Raises UnreadableTable."""
        self._text = text_of(data)
        top = [row for _, row in itertools.islice(rows_of(self._text), LOOKED_AT)]
        heading = heading_in("", top)
        if heading is None:
            raise UnreadableTable(
                nearly_heading("", top)
                or "No row on top has the columns of avails (Territory, LicenseType, Start, End)."
            )
        self.heading: Heading = heading

    def lines(self) -> Iterator[Line]:
        """The lines; blank rows, and rows that begin with “//”, are left out. Raises UnreadableTable."""
        keys = self.heading.keys
        for number, row in itertools.islice(rows_of(self._text), self.heading.first - 1, None):
            extra = [f"cell {place + 1}" for place in range(len(keys), len(row))]
            cells = {
                name: cell for name, cell in zip([*keys, *extra], row, strict=False) if cell.strip()
            }
            if cells and not next(iter(cells.values())).startswith("//"):
                yield Line("", number, cells)


def write_table(target: TextIO, heading: Heading, lines: Iterable[Line]) -> None:
    """Write lines under the columns of a heading, its groups and remarks above and below them; days as ISO."""
    writer = csv.writer(target, lineterminator="\n")
    for row in (heading.groups, heading.columns, heading.remarks):
        if row:
            writer.writerow(row)
    for line in lines:
        writer.writerow([_written(line.cells.get(name)) for name in heading.keys])


def _written(cell: object) -> str:
    """A cell as text.

    >>> _written(datetime(2026, 1, 1)), _written(True), _written(4.0), _written(None)
    ('2026-01-01', 'TRUE', '4', '')
    """
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime):
        return cell.isoformat() if cell.time() > time() else cell.date().isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return (
        str(int(cell))
        if isinstance(cell, float) and cell.is_integer()
        else str(cell if cell is not None else "")
    )
