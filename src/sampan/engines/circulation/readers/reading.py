"""What a reader answers: facts, the rows that it refused with their reasons, and what it understood."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from sampan.engines.circulation.facts import Row

from .remark import Remark

Fact = tuple[str, Row]
Once = MutableMapping[Hashable, tuple[str, int]]  # the file and row of what may be told once
_REPEATS = {"repeats", "told_before"}
_LESS = {"no_countries", "sheets_left", "unknown_country"}
LISTED = 1000  # refusals kept in full; the rest are counted


class Unreadable(ValueError):
    """A whole file that no facts were taken from; the remark says why and what would be right."""

    def __init__(self, kind: str, **found: Any) -> None:
        self.remark = Remark(kind, found)
        super().__init__(self.remark.sentence)


class Unmapped(Unreadable):
    """A table that no reader knows: a person must say what its columns hold."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row left out, or one cell of it: where, what was there, what would be right.

    >>> Refusal(7, "weekly_rank", "no_rank", {"said": "eleven"}).sentence
    'Row 7, column weekly_rank: “eleven” is no rank; write 1 to 10.'
    """

    row: int
    column: str
    kind: str
    found: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_repeat(self) -> bool:
        return self.kind in _REPEATS

    @property
    def remark(self) -> Remark:
        what = Remark(self.kind, self.found).plain
        if not self.column:
            return Remark("at_row", {"row": self.row, "what": what})
        return Remark("at_cell", {"row": self.row, "column": self.column, "what": what})

    @property
    def sentence(self) -> str:
        return self.remark.sentence


class Refused(Exception):
    """Raised while a row is understood; carries its refusal."""

    def __init__(self, row: int, column: str, kind: str, **found: Any) -> None:
        self.refusal = Refusal(row, column, kind, found)
        super().__init__(kind)


@dataclass(slots=True)
class Reading:
    """The account of one file: which reader, how many rows, what was refused, and a few facts as they were understood.

    `notes` are remarks on what holds for the whole file: its encoding, how dates were read, which unit.
    """

    reader: str
    source_id: str
    name: str
    sha256: str = ""
    rows: int = 0
    refused: int = 0
    repeats: int = 0
    services: set[str] = field(default_factory=set)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    preview: dict[str, list[Row]] = field(default_factory=dict)
    once: Once = field(default_factory=dict)
    told: set[Hashable] = field(default_factory=set)  # works and titles, of all sheets
    _fresh: list[tuple[set[Hashable] | Once, Hashable]] = field(default_factory=list)

    def first(self, row: int, *key: Hashable) -> int | None:
        """The row of this file that told the same before; None for the first. Raises Refused where another file did."""
        if key not in self.once:
            self.once[key] = (self.name, row)
            self._fresh.append((self.once, key))
            return None
        name, first = self.once[key]
        if name != self.name:
            raise Refused(row, "", "told_before", name=name)
        return first

    def is_new(self, told: Hashable) -> bool:
        """Whether a work, or a title of one, is told for the first time."""
        if told in self.told:
            return False
        self.told.add(told)
        self._fresh.append((self.told, told))
        return True

    def begin(self) -> None:
        """A row begins; what it tells first is told first by it."""
        self.rows += 1
        self._fresh.clear()

    def forget(self) -> None:
        """The row was refused: what it told first may be told by another."""
        for seen, told in self._fresh:
            if isinstance(seen, set):
                seen.discard(told)
            else:
                del seen[told]

    def note(self, remark: Remark) -> None:
        if remark not in self.notes:
            self.notes.append(remark)

    def left_out(self) -> Iterator[Remark]:
        """What does not count, or for less than it might: sheets, countries, then each row refused."""
        yield from (note for note in self.notes if note.kind in _LESS)
        yield from (refusal.remark for refusal in self.refusals)
        listed = len({refusal.row for refusal in self.refusals})
        if listed < self.refused:
            yield Remark("more_refused", {"count": self.refused - listed})

    def take(self, items: Iterator[Fact | Refusal]) -> Iterator[Fact]:
        """Pass the facts on and keep account of everything."""
        refused_rows: set[int] = set()
        for item in items:
            if isinstance(item, Refusal):
                if item.row not in refused_rows:
                    refused_rows.add(item.row)
                    self.refused += 1
                    self.repeats += item.is_repeat
                if len(self.refusals) < LISTED:
                    self.refusals.append(item)
                continue
            table, row = item
            self.counts[table] += 1
            if service := row.get("service_id"):
                self.services.add(str(service))
            if len(shown := self.preview.setdefault(table, [])) < 5:
                shown.append(row)
            yield item
