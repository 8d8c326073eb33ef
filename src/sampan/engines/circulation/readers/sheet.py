"""A table in a file, as a stream of rows that can be read again from the start."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache

from .reading import Refusal
from .remark import Remark

Cell = str | int | float | bool | date | datetime | time | None
WIDEST = 1000  # columns; the widest real export seen has 60
_HEADING_WITHIN = 40  # rows; publishers put a title and remarks above the headings


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as a spreadsheet counts it, its cells by heading."""

    number: int
    cells: dict[str, Cell]

    def text(self, heading: str) -> str:
        """The cell as text without blanks around it; empty where there is nothing.

        >>> Line(2, {"year": 2021.0, "title": " Vạn  Xuân "}).text("year")
        '2021'
        """
        value = self.cells.get(heading)
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return " ".join(str(value).split())


def _nothing_to_close() -> None:
    """Text files are opened anew by each reading."""


@dataclass(slots=True)
class Sheet:
    """A table: its headings, and `lines()`, which begins a new reading each time it is called.

    A line is refused by the sheet itself where it does not have the shape of the table.
    """

    name: str
    headings: tuple[str, ...]
    lines: Callable[[], Iterator[Line | Refusal]]
    notes: list[Remark] = field(default_factory=list)
    close: Callable[[], None] = _nothing_to_close
    is_hidden: bool = False
    _known: dict[str, str] = field(default_factory=dict)

    def column(self, *names: str) -> str:
        """The heading that is one of `names`, whatever its case and its blanks; empty where there is none."""
        if not self._known:
            self._known.update((bare(heading), heading) for heading in reversed(self.headings))
            self._known.update((heading, heading) for heading in self.headings)
        for name in names:
            if found := self._known.get(name) or self._known.get(bare(name)):
                return found
        return ""


@cache
def bare(heading: str) -> str:
    """A heading without what hands change in it: capitals, and how its words are parted.

    >>> bare("Release Year"), bare("release_year"), bare(" RELEASE-YEAR ")
    ('release year', 'release year', 'release year')
    """
    return re.sub(r"[\s_-]+", " ", heading.casefold()).strip()


def is_blank(cells: list[Cell]) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)


def find_headings(rows: Iterator[tuple[int, list[Cell]]]) -> tuple[int, dict[int, str]] | None:
    """The number of the row of headings and its headings by position; None where no row is one.

    It is the first row that has text in most of the columns that the widest of the first rows has.

    >>> find_headings(iter([(1, ["Report", None]), (3, [None, "Title", "Hours"]), (4, [None, "Joy", 5])]))
    (3, {1: 'Title', 2: 'Hours'})
    """
    seen: list[tuple[int, list[Cell]]] = []
    for number, cells in rows:
        if not is_blank(cells):
            seen.append((number, cells))
        if len(seen) >= _HEADING_WITHIN:
            break
    widest = max((_filled(cells) for _, cells in seen), default=0)
    for number, cells in seen:
        words = {
            at: " ".join(cell.split())
            for at, cell in enumerate(cells)
            if isinstance(cell, str) and cell.strip()
        }
        if len(words) >= max(1, 0.6 * widest) and len(words) == _filled(cells):
            return number, words
    return None


def _filled(cells: list[Cell]) -> int:
    return sum(1 for cell in cells if cell is not None and str(cell).strip())


def distinct(headings: dict[int, str]) -> tuple[dict[int, str], list[Remark]]:
    """Headings without doubles: the second “Hours” becomes “Hours (2)”; the remarks that say so."""
    counts: dict[str, int] = {}
    made: dict[int, str] = {}
    notes: list[Remark] = []
    for at, heading in headings.items():
        counts[heading] = counts.get(heading, 0) + 1
        made[at] = heading if counts[heading] == 1 else f"{heading} ({counts[heading]})"
        if counts[heading] > 1:
            notes.append(Remark("twice_headed", {"heading": heading, "called": made[at]}))
    return made, notes
