"""What a reader answers: facts, the rows that it refused with their reasons, and what it understood."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sampan.engines.circulation.facts import Row

Fact = tuple[str, Row]
LISTED = 1000  # refusals kept in full; the rest are counted


class Unreadable(ValueError):
    """A whole file that no facts were taken from; the sentence says why and what would be right."""


class Unmapped(Unreadable):
    """A table that no reader knows: a person must say what its columns hold."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row left out, or one cell of it: where, what was there, what would be right.

    >>> Refusal(7, "weekly_rank", "“eleven” is no rank", "write 1 to 10").sentence
    'Row 7, column weekly_rank: “eleven” is no rank; write 1 to 10.'
    """

    row: int
    column: str
    what: str
    right: str
    is_repeat: bool = False

    @property
    def sentence(self) -> str:
        where = f"Row {self.row}, column {self.column}" if self.column else f"Row {self.row}"
        return f"{where}: {self.what}; {self.right}."


class Refused(Exception):
    """Raised while a row is understood; carries its refusal."""

    def __init__(self, row: int, column: str, what: str, right: str) -> None:
        super().__init__(what)
        self.refusal = Refusal(row, column, what, right)


@dataclass(slots=True)
class Reading:
    """The account of one file: which reader, how many rows, what was refused, and a few facts as they were understood.

    `notes` are sentences on what holds for the whole file: its encoding, how dates were read, which unit.
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
    notes: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    preview: dict[str, list[Row]] = field(default_factory=dict)

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

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
