"""A first walk through a table: which form each column of numbers and of days has, which rows repeat earlier ones."""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from .days import day, is_written
from .numbers import decimal_sign, number
from .reading import Refusal, Refused, Unreadable
from .remark import Remark
from .repeats import hash_of, repeats
from .sheet import Cell, Line, Sheet


@dataclass(slots=True)
class _Column:
    """What the cells of one column prove, each with the row that proves it first."""

    signs: dict[str, int] = field(default_factory=dict)
    orders: dict[str, int] = field(default_factory=dict)
    written: int = 0
    certain: int = 0
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
            self.written += 1
            self.orders.setdefault("/".join(read.readings), row)
        else:
            self.certain += 1


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
            raise Refused(line.number, heading, "no_number", said=line.text(heading))
        return found

    def day(self, line: Line, heading: str) -> date | None:
        """The day under a heading; None where the cell is empty. Raises Refused where it holds no day."""
        if not heading or not line.text(heading):
            return None
        read = day(line.cells[heading])
        found = read.read(self.orders.get(heading, "")) if read else None
        if found is None:
            kind = "no_day" if read is None else "other_day"
            raise Refused(line.number, heading, kind, said=line.text(heading))
        return found

    def repeated(self, line: Line) -> Refusal | None:
        """The refusal of a row that repeats an earlier one, else None."""
        first = self.repeats.get(line.number)
        if first is None:
            return None
        return Refusal(line.number, "", "repeats", {"first": first})


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
    numbers, days = tuple(numbers), tuple(days)
    columns = {heading: _Column() for heading in (*numbers, *days)}
    like_formula: Remark | None = None
    hashes = array("Q")
    places = array("Q")
    for line in sheet.lines():
        if isinstance(line, Refusal):
            continue
        hashes.append(hash_of(line))
        if like_formula is None:
            like_formula = _like_formula(line)
        places.append(line.number)
        for heading in numbers:
            columns[heading].see_number(line.number, line.cells.get(heading))
        for heading in days:
            columns[heading].see_day(line.number, line.cells.get(heading))
    if like_formula is not None:
        sheet.notes.append(like_formula)
    for heading in days:
        if count := columns[heading].buddhist:
            sheet.notes.append(Remark("buddhist_days", {"column": heading, "count": count}))
    return Forms(
        decimals={heading: _decimal(heading, columns[heading], decimal) for heading in numbers},
        orders={heading: _order(heading, columns[heading], order) for heading in days},
        repeats=repeats(hashes, places),
        rows=len(hashes),
    )


def _like_formula(line: Line) -> Remark | None:
    for heading, cell in line.cells.items():
        if isinstance(cell, str) and cell.startswith("="):
            return Remark("like_formula", {"row": line.number, "column": heading})
    return None


def _decimal(heading: str, column: _Column, told: str) -> str:
    proven = {sign: row for sign, row in column.signs.items() if sign != "?"}
    if len(proven) > 1:
        raise Unreadable("clash_of_signs", column=heading, point=proven["."], comma=proven[","])
    if proven:
        sign = next(iter(proven))
        if told and told != sign:
            raise Unreadable("other_sign", column=heading, row=proven[sign], told=repr(told))
        return sign
    if "?" in column.signs and not told:
        raise Unreadable("open_decimal", column=heading, row=column.signs["?"])
    return told or "."


def _order(heading: str, column: _Column, told: str) -> str:
    proven = {order: row for order, row in column.orders.items() if "/" not in order}
    if len(proven) > 1:
        raise Unreadable("clash_of_orders", column=heading, **proven)
    if column.orders and column.real_days:
        row = next(iter(column.orders.values()))
        raise Unreadable("clash_of_dates", column=heading, real=column.real_days, text=row)
    if proven:
        order = next(iter(proven))
        if told and told != order:
            row = proven[order]
            raise Unreadable("other_order", column=heading, row=row, order=order, told=told)
        return order
    # Few among certain ones are refused row by row.
    if column.written > column.certain and not told:
        row = next(iter(column.orders.values()))
        raise Unreadable("open_order", column=heading, row=row)
    return told
