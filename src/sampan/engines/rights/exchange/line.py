"""One avail as a line of named cells: the form that workbooks, tables and XML share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

Cell = str | int | float | bool | datetime | date | time


@dataclass(frozen=True, slots=True)
class Line:
    """One avail: the filled cells of a row by column name, as in the workbooks. `sheet` is "" outside of them.

    `row` is the row of a workbook or table, or the line of an XML file on which the transaction begins.
    """

    sheet: str
    row: int
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """A cell as text, without blanks around it; "" where it is empty."""
        return str(self.cells.get(column, "")).strip()
