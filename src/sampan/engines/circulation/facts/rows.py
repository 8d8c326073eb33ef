"""One row of a table: what it may hold, and the sentence for what it may not."""

import math
from collections.abc import Mapping
from datetime import date, datetime

from .schema import TABLES
from .table import Column

_TYPES = {"VARCHAR": "text", "INTEGER": "a whole number", "BIGINT": "a whole number"} | {
    "DOUBLE": "a number",
    "DATE": "a day",
}
Value = str | int | float | date | None
Row = Mapping[str, Value]


class Unfit(ValueError):
    """A row that its table cannot hold; says the column and what would be right."""


def fitted(table: str, row: Row) -> list[Value]:
    """The values of a row in the order of its table's columns. Raises Unfit with the first thing that is wrong.

    >>> fitted("genre", {"work_id": "w1", "scheme": "mdl", "code": "Wuxia"})
    ['w1', 'mdl', 'Wuxia']
    >>> fitted("genre", {"work_id": "w1", "scheme": "mdl"})
    Traceback (most recent call last):
    sampan.engines.circulation.facts.rows.Unfit: genre, column code: is empty; text is needed.
    """
    known = TABLES[table]
    values = [row.get(name) for name in known.names]
    if len(row) > len(values) or any(name not in known.names for name in row):
        strange = sorted(row.keys() - set(known.names))
        raise Unfit(f"{table}: has no column {', '.join(strange)}.")
    return [
        value if value.__class__ is str and value and not column.words and column.type == "VARCHAR"
        else _fitted(table, column, value)
        for column, value in zip(known.columns, values, strict=True)
    ]  # fmt: skip


def _fitted(table: str, column: Column, value: Value) -> Value:
    where = f"{table}, column {column.name}"
    if value is None or value == "":
        if column.required:
            raise Unfit(f"{where}: is empty; {_TYPES[column.type]} is needed.")
        return None
    if not _is(column.type, value):
        raise Unfit(f"{where}: {value!r} is not {_TYPES[column.type]}.")
    if column.words and value not in column.words:
        raise Unfit(f"{where}: “{value}” is none of {', '.join(column.words)}.")
    return value


def _is(kind: str, value: Value) -> bool:
    if kind == "VARCHAR":
        return isinstance(value, str)
    if kind == "DATE":
        return isinstance(value, date) and not isinstance(value, datetime)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) if kind == "DOUBLE" else isinstance(value, int)
