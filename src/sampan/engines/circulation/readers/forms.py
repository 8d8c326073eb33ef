"""A first walk through a table: which form each column of numbers and of days has, which rows repeat earlier ones."""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from .days import day, is_written
from .numbers import decimal_sign, number
from .reading import Refusal, Refused, Unreadable
from .repeats import hash_of, repeats
from .sheet import Cell, Line, Sheet

_ORDER_NAMES = {"dmy": "day/month/year", "mdy": "month/day/year"}


@dataclass(slots=True)
class _Column:
    """What the cells of one column prove, each with the row that proves it first."""

    signs: dict[str, int] = field(default_factory=dict)
    orders: dict[str, int] = field(default_factory=dict)
    real_days: int = 0
    buddhist: int = 0

    def see_number(self, row: int, value: Cell) -> None:
        sign = decimal_sign(value) if isinstance(value, str) else ""
        if sign:
            self.signs.setdefault(sign, row)

    def see_day(self, row: int, value: Cell) -> None:
        if isinstance(value, date):
            self.real_days = self.real_days or row
        read = day(value)
        if read is None:
            return
        self.buddhist += read.is_buddhist
        if is_written(value):
            self.orders.setdefault("/".join(read.readings), row)


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms that hold for whole columns, and the rows that repeat an earlier row cell by cell."""

    decimals: Mapping[str, str]
    orders: Mapping[str, str]
    repeats: Mapping[int, int]
    rows: int

    def number(self, line: Line, heading: str) -> float | None:
        """The number under a heading; None where the cell is empty. Raises Refused where it holds no number."""
        if not heading or not line.text(heading):
            return None
        found = number(line.cells[heading], self.decimals.get(heading, "."))
        if found is None:
            what = f"“{line.text(heading)}” is no number"
            raise Refused(line.number, heading, what, "write it in digits, as 1234.5")
        return found

    def day(self, line: Line, heading: str) -> date | None:
        """The day under a heading; None where the cell is empty. Raises Refused where it holds no day."""
        if not heading or not line.text(heading):
            return None
        read = day(line.cells[heading])
        found = read.read(self.orders.get(heading, "")) if read else None
        if found is None:
            what = f"“{line.text(heading)}” is no day"
            if read is not None:
                what = f"“{line.text(heading)}” is not written as the other days of the column"
            raise Refused(line.number, heading, what, "write it as 2026-01-31")
        return found

    def repeated(self, line: Line) -> Refusal | None:
        """The refusal of a row that repeats an earlier one, else None."""
        first = self.repeats.get(line.number)
        if first is None:
            return None
        return Refusal(
            line.number, "", f"repeats row {first}", "it was counted once", is_repeat=True
        )


def survey(
    sheet: Sheet,
    *,
    numbers: Iterable[str] = (),
    days: Iterable[str] = (),
    decimal: str = "",
    order: str = "",
) -> Forms:
    """Walk through a table once. `decimal` and `order` ("dmy", "mdy") are what a person said, where cells prove none.

    Raises Unreadable where a column mixes two forms, or proves none and nobody said which it has.
    """
    columns = {heading: _Column() for heading in (*numbers, *days)}
    numbers, days = tuple(numbers), tuple(days)
    like_formulas = ""
    hashes = array("Q")
    places = array("Q")
    for line in sheet.lines():
        if isinstance(line, Refusal):
            continue
        hashes.append(hash_of(line))
        if not like_formulas:
            like_formulas = _like_formula(line)
        places.append(line.number)
        for heading in numbers:
            columns[heading].see_number(line.number, line.cells.get(heading))
        for heading in days:
            columns[heading].see_day(line.number, line.cells.get(heading))
    if like_formulas:
        sheet.notes.append(like_formulas)
    for heading in days:
        if columns[heading].buddhist:
            count = columns[heading].buddhist
            sheet.notes.append(
                f"Column {heading}: {count} years are of the Buddhist era; 543 was taken off."
            )
    return Forms(
        decimals={heading: _decimal(heading, columns[heading], decimal) for heading in numbers},
        orders={heading: _order(heading, columns[heading], order) for heading in days},
        repeats=repeats(hashes, places),
        rows=len(hashes),
    )


def _like_formula(line: Line) -> str:
    for heading, cell in line.cells.items():
        if isinstance(cell, str) and cell.startswith("="):
            return f"Row {line.number}, column {heading}: begins with “=” as formulas do; such cells are kept as text."
    return ""


def _decimal(heading: str, column: _Column, told: str) -> str:
    proven = {sign: row for sign, row in column.signs.items() if sign != "?"}
    if len(proven) > 1:
        raise Unreadable(
            f"Column {heading}: row {proven['.']} writes its decimals with a point and row {proven[',']} with a comma; "
            "write all with one sign."
        )
    if proven:
        sign = next(iter(proven))
        if told and told != sign:
            raise Unreadable(
                f"Column {heading}: row {proven[sign]} does not have the decimal sign {told!r} that was named."
            )
        return sign
    if "?" in column.signs and not told:
        raise Unreadable(
            f"Column {heading}: row {column.signs['?']} may mean thousands or decimals, and no other row tells; say in "
            'the mapping: decimal = "." or decimal = ",".'
        )
    return told or "."


def _order(heading: str, column: _Column, told: str) -> str:
    proven = {order: row for order, row in column.orders.items() if "/" not in order}
    if len(proven) > 1:
        raise Unreadable(
            f"Column {heading}: row {proven['dmy']} can only be day/month/year and row {proven['mdy']} only "
            "month/day/year; write all days as 2026-01-31."
        )
    if column.orders and column.real_days:
        row = next(iter(column.orders.values()))
        raise Unreadable(
            f"Column {heading}: row {column.real_days} holds a real date and row {row} a text; a spreadsheet that "
            "reads some days and not others has often exchanged day and month. Write all days as 2026-01-31."
        )
    if proven:
        order = next(iter(proven))
        if told and told != order:
            raise Unreadable(
                f"Column {heading}: row {proven[order]} can only be {_ORDER_NAMES[order]}, not {told} as was named."
            )
        return order
    if column.orders and not told:
        row = next(iter(column.orders.values()))
        raise Unreadable(
            f"Column {heading}: row {row} may be day/month/year or month/day/year, and no other row tells; say in the "
            'mapping: dates = "dmy" or dates = "mdy".'
        )
    return told
