"""Grants as a table of text (CSV), a row a clause, in words that people write. Every fault has its row and column."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TextIO, TypeVar

from sampan.engines.rights.box import Box
from sampan.engines.rights.grant import Anchor, Grant, Obligation, Verb
from sampan.engines.rights.vocabulary import LANGUAGES, TERRITORIES, USES, UnknownTerm, Vocabulary

from .fault import Fault
from .table import UnreadableTable, rows_of

NEEDED = (
    "id", "verb", "licensor", "licensee", "territories", "languages", "uses", "start", "end", "clause",
)  # fmt: skip
OPTIONAL = (
    "subject", "source", "sublicensing", "runs", "waives", "lapses", "starts", "ends", "signed", "obligations",
    "overspill",
)  # fmt: skip
_ANCHOR = re.compile(r"(.+?)\s*(?:([+-]\s*\d+))?\s*(?:\((\d{4}-\d\d-\d\d)\))?")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row's cells, and where to note what is wrong in them."""

    number: int
    cells: dict[str, str]
    faults: list[Fault] = field(default_factory=list)

    def text(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def read(self, column: str, reading: Callable[[str], Value]) -> Value | None:
        """What the cell says; None, and a fault noted, where it says nothing that can be."""
        try:
            return reading(self.text(column))
        except (UnknownTerm, ValueError) as error:
            self.fault(column, str(error))
            return None

    def fault(self, column: str, told: str) -> None:
        self.faults.append(Fault("", self.number, column, told, ""))


def read_grants(
    text: str, *, source: str = ""
) -> Iterator[tuple[int, Grant | None, tuple[Fault, ...]]]:
    """Each row of a table: its number, the grant that it says (None where it cannot), and its faults.

    `source` names the table where a row has no source of its own. Raises UnreadableTable where a needed column is
    missing.
    """
    rows = rows_of(text)
    _, first = next(rows, (1, []))
    columns = [name.strip() for name in first]
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        has = ", ".join(filter(None, columns)) or "none"
        raise UnreadableTable(f"It lacks the columns {', '.join(missing)}; it has {has}.")
    met: dict[str, int] = {}
    for number, cells in rows:
        filled = [cell for cell in cells if cell.strip()]
        if filled and not (len(filled) == 1 and filled[0].startswith("//")):
            row = _Row(number, dict(zip(columns, cells, strict=False)))
            if len(cells) > len(columns):
                row.fault(columns[-1], "More cells than columns; put quotes around lists.")
            _name(row, met)
            grant = _grant(row, source)
            yield number, grant, tuple(row.faults)


def _name(row: _Row, met: dict[str, int]) -> None:
    """Note where a row takes the id of an earlier one: the two could not be told apart when the table comes again."""
    first = met.setdefault(row.text("id") or f"row {row.number}", row.number)
    if first != row.number:
        row.fault(
            "id", f"“{row.text('id')}” is the id of row {first} already; give each clause its own."
        )


def _grant(row: _Row, source: str) -> Grant | None:
    verb, box = row.read("verb", _verb), _box(row)
    starts, ends = row.read("starts", _anchor), row.read("ends", _anchor)
    lapses = row.read("lapses", _optional_day)
    sublicensing, runs = row.read("sublicensing", _number), row.read("runs", _number)
    signed, overspill = row.read("signed", _yes), row.read("overspill", _no)
    if row.faults or verb is None or box is None:
        return None
    return row.read(
        "verb",
        lambda _cell: Grant(
            id=row.text("id") or f"row {row.number}",
            verb=verb,
            box=box,
            licensor=row.text("licensor"),
            licensee=row.text("licensee") or None,
            subject=row.text("subject"),
            clause=row.text("clause"),
            source=row.text("source") or source,
            obligations=_obligations(row.text("obligations")),
            waives=row.text("waives") or None,
            lapses_on=lapses,
            starts=starts,
            ends=ends,
            signed=bool(signed),
            overspill=bool(overspill),
            sublicensing=sublicensing,
            runs=runs,
        ),
    )


def _box(row: _Row) -> Box | None:
    start = row.read("start", _day)
    end = row.read("end", _optional_day)
    on = start or date.min
    masks = [
        row.read(column, lambda cell, axis=axis: axis.mask(cell, on))  # type: ignore[misc]
        for column, axis in (("territories", TERRITORIES), ("languages", LANGUAGES), ("uses", USES))
    ]
    if start is None or None in masks:
        return None
    where, how, what = (mask or 0 for mask in masks)
    return row.read("end", lambda _cell: Box(where, how, what, start, end))


def _verb(cell: str) -> Verb:
    try:
        return Verb(cell)
    except ValueError:
        known = ", ".join(verb.value for verb in Verb)
        raise ValueError(f"“{cell}” is no verb; the verbs are {known}.") from None


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError(f"“{cell}” is no day; days are written 2026-11-22.") from None


def _optional_day(cell: str) -> date | None:
    return _day(cell) if cell else None


def _number(cell: str) -> int | None:
    if cell and not cell.isdigit():
        raise ValueError(f"“{cell}” is no number; write 3, or leave it empty.")
    return int(cell) if cell else None


def _yes(cell: str) -> bool:
    return _answer(cell, empty=True)


def _no(cell: str) -> bool:
    return _answer(cell, empty=False)


def _answer(cell: str, *, empty: bool) -> bool:
    if cell.casefold() not in ("", "yes", "no", "true", "false"):
        raise ValueError(f"“{cell}” is neither yes nor no.")
    return empty if not cell else cell.casefold() in ("yes", "true")


def _anchor(cell: str) -> Anchor | None:
    """An event with its lag and what is sure of it: `theatrical + 90 (2027-01-01)`."""
    found = _ANCHOR.fullmatch(cell)
    if not cell or found is None:
        return None
    bound = _day(found[3]) if found[3] else None
    return Anchor(found[1].strip(), int((found[2] or "0").replace(" ", "")), bound)


def _obligations(cell: str) -> tuple[Obligation, ...]:
    """Duties, divided by semicolons: `credit: KPL; report`."""
    pairs = [one.partition(":") for one in cell.split(";") if one.strip()]
    return tuple(Obligation(kind.strip(), detail.strip()) for kind, _, detail in pairs)


def write_grants(target: TextIO, grants: Iterable[Grant]) -> None:
    """Write grants so that `read_grants` reads the same."""
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([*NEEDED, *OPTIONAL])
    for grant in grants:
        cells = _cells(grant)
        writer.writerow([cells[name] for name in (*NEEDED, *OPTIONAL)])


def words_of(axis: Vocabulary, mask: int) -> str:
    """A mask in words that the axis reads back as the same mask.

    >>> words_of(TERRITORIES, TERRITORIES.mask("World except LA, VN"))
    'World except LA, VN'
    """
    parts = axis.parts(mask)
    named = ", ".join(parts.included)
    return f"{named} except {', '.join(parts.excluded)}" if parts.excluded else named


def _cells(grant: Grant) -> dict[str, object]:
    box = grant.box
    return {
        "id": grant.id,
        "verb": grant.verb.value,
        "licensor": grant.licensor,
        "licensee": grant.licensee or "",
        "territories": words_of(TERRITORIES, box.territories),
        "languages": words_of(LANGUAGES, box.languages),
        "uses": words_of(USES, box.uses),
        "start": box.start,
        "end": box.end or "",
        "clause": grant.clause,
        "subject": grant.subject,
        "source": grant.source,
        "sublicensing": "" if grant.sublicensing is None else grant.sublicensing,
        "runs": "" if grant.runs is None else grant.runs,
        "waives": grant.waives or "",
        "lapses": grant.lapses_on or "",
        "starts": _written(grant.starts),
        "ends": _written(grant.ends),
        "signed": "yes" if grant.signed else "no",
        "obligations": "; ".join(
            f"{one.kind}: {one.detail}".rstrip(": ") for one in grant.obligations
        ),
        "overspill": "yes" if grant.overspill else "no",
    }


def _written(anchor: Anchor | None) -> str:
    if anchor is None:
        return ""
    bound = f" ({anchor.bound})" if anchor.bound else ""
    return f"{anchor.event} {anchor.days:+d}{bound}"
