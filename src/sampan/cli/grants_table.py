"""A table of grants as people keep it: a CSV file, a row a clause. Every fault is named by its row and column."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sampan.engines.rights import LANGUAGES, TERRITORIES, USES, Box, Grant, UnknownTerm, Verb

COLUMNS = (
    "id", "verb", "licensor", "licensee", "territories", "languages", "uses", "start", "end", "clause",
)  # fmt: skip
_SHOWN = 20  # faults; who has more, has another kind of table

Value = TypeVar("Value")


class Faulty(Exception):
    """The table cannot be used; a sentence a line, each with its place."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row's cells, and where to note what is wrong in them."""

    cells: dict[str, str]
    number: int
    faults: list[str]

    def read(self, column: str, reading: Callable[[str], Value]) -> Value | None:
        """What the cell says; None, and a fault noted, where it says nothing that can be."""
        try:
            return reading(self.cells[column])
        except (UnknownTerm, ValueError) as error:
            self.faults.append(f"row {self.number}, column {column}: {error}")
            return None


def read_grants(text: str, *, source: str) -> list[Grant]:
    """The grants of a table. Raises Faulty with everything that is wrong in it."""
    rows = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        has = ", ".join(rows.fieldnames or ["none"])
        raise Faulty(f"{source} lacks the columns {', '.join(missing)}; it has {has}.")
    faults: list[str] = []
    try:
        read = [_grant(_Row(cells, rows.line_num, faults), source) for cells in rows]
    except csv.Error as error:
        raise Faulty(f"{source}, row {rows.line_num}: {error}.") from error
    if faults:
        more = [f"and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
        raise Faulty("\n".join([f"{source}, {fault}" for fault in faults[:_SHOWN]] + more))
    return [grant for grant in read if grant is not None]


def _grant(row: _Row, source: str) -> Grant | None:
    verb, box = row.read("verb", _verb), _box(row)
    if "" in row.cells:
        row.faults.append(f"row {row.number}: more cells than columns; put quotes around lists")
    if verb is None or box is None:
        return None
    cells = row.cells
    return Grant(
        id=cells["id"] or f"row {row.number}",
        verb=verb,
        box=box,
        licensor=cells["licensor"].strip(),
        licensee=cells["licensee"].strip() or None,
        clause=cells["clause"].strip(),
        source=source,
    )


def _box(row: _Row) -> Box | None:
    start = row.read("start", _day)
    end = row.read("end", lambda cell: _day(cell) if cell.strip() else None)
    on = start or date.min
    masks = [
        row.read(column, lambda cell, axis=axis: axis.mask(cell.strip(), on))  # type: ignore[misc]
        for column, axis in (
            ("territories", TERRITORIES),
            ("languages", LANGUAGES),
            ("uses", USES),
        )
    ]
    if start is None or None in masks:
        return None
    territories, languages, uses = (mask or 0 for mask in masks)
    return row.read("end", lambda _cell: Box(territories, languages, uses, start, end))


def _verb(cell: str) -> Verb:
    try:
        return Verb(cell.strip())
    except ValueError:
        known = ", ".join(verb.value for verb in Verb)
        raise ValueError(f"“{cell}” is no verb; the verbs are {known}.") from None


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell.strip())
    except ValueError:
        raise ValueError(f"“{cell}” is no day; days are written 2026-11-22.") from None
