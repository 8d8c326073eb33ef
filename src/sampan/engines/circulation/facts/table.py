"""A table as data."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its DuckDB type, the only words it may hold (none: any), and whether it must hold something."""

    name: str
    type: str
    words: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Table:
    """One table: what a row says, its columns, and the columns that no two rows share (none: any number may)."""

    name: str
    says: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    adds_up: bool = False  # equal rows are two amounts, not one told twice

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def table(
    name: str,
    says: str,
    columns: str,
    *,
    key: str = "",
    adds_up: bool = False,
    **words: tuple[str, ...],
) -> Table:
    """Columns as "name TYPE" parted by commas; a star behind the type: required."""
    made = []
    for each in columns.split(","):
        column, kind = each.split()
        starred = kind.endswith("*")
        made.append(Column(column, kind.removesuffix("*"), words.get(column, ()), starred))
    return Table(name, says, tuple(made), tuple(key.split()), adds_up)
