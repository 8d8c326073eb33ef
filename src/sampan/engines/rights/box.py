"""The shape of a right: where × in which language × for what × between two days, and its algebra.

All answers are exact. Source: half-open intervals and subtraction in at most five pieces.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from .vocabulary import LANGUAGES, TERRITORIES, USES


@dataclass(frozen=True, slots=True)
class Box:
    """Masks of territories, languages and uses, from `start` until the day before `end`; None: without end.

    Raises ValueError where nothing is inside: a box is never empty.
    """

    territories: int
    languages: int
    uses: int
    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if not (self.territories and self.languages and self.uses):
            raise ValueError("A right needs at least one territory, one language and one use.")
        if self.end is not None and self.end <= self.start:
            raise ValueError(
                f"A right that starts on {self.start} must end after that day, not on {self.end}."
            )

    def meets(self, other: "Box") -> bool:
        """Whether the two share at least one territory, language, use and day."""
        if not (self.territories & other.territories and self.uses & other.uses):
            return False
        if not self.languages & other.languages:
            return False
        return (self.end is None or other.start < self.end) and (
            other.end is None or self.start < other.end
        )

    def covers(self, other: "Box") -> bool:
        """Whether all of `other` is inside."""
        return not (
            other.territories & ~self.territories
            or other.languages & ~self.languages
            or other.uses & ~self.uses
            or other.start < self.start
            or (self.end is not None and (other.end is None or other.end > self.end))
        )

    @property
    def days(self) -> int | None:
        """How many days it lasts; None without end."""
        return None if self.end is None else (self.end - self.start).days

    def __str__(self) -> str:
        until = f"until {self.end}" if self.end else "without end"
        return (
            f"{USES.words(self.uses)}, in {LANGUAGES.words(self.languages)}, "
            f"in {TERRITORIES.words(self.territories)}, from {self.start} {until}"
        )


def box(
    territories: str,
    languages: str,
    uses: str,
    start: date,
    end: date | None = None,
    *,
    on: date | None = None,
) -> Box:
    """A box from the words of the vocabularies. `on` dates the groups (by default the day it starts).

    Raises UnknownTerm and ValueError, each a sentence.

    >>> from datetime import date
    >>> str(box("LA, TH", "lo/sub", "vod.svod", date(2026, 1, 1), date(2027, 1, 1)))
    'subscription video on demand, in Lao subtitles, in Laos and Thailand, from 2026-01-01 until 2027-01-01'
    """
    return Box(
        TERRITORIES.mask(territories, on or start),
        LANGUAGES.mask(languages, on or start),
        USES.mask(uses, on or start),
        start,
        end,
    )


def earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two ends, None being no end."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def intersect(one: Box, other: Box) -> Box | None:
    """What two boxes share, or None."""
    if not one.meets(other):
        return None
    return Box(
        one.territories & other.territories,
        one.languages & other.languages,
        one.uses & other.uses,
        max(one.start, other.start),
        earlier(one.end, other.end),
    )


def subtract(whole: Box, part: Box) -> list[Box]:
    """`whole` less `part`: at most five boxes that do not meet one another.

    >>> from datetime import date
    >>> year = box("LA, TH", "lo", "SVOD", date(2026, 1, 1), date(2027, 1, 1))
    >>> june = box("LA", "lo", "SVOD", date(2026, 6, 1), date(2026, 7, 1))
    >>> [str(piece.start) for piece in subtract(year, june)]
    ['2026-01-01', '2026-01-01', '2026-07-01']
    """
    if not whole.meets(part):
        return [whole]
    where, how, what = whole.territories, whole.languages, whole.uses
    start, end = whole.start, whole.end
    pieces = []
    if rest := where & ~part.territories:
        pieces.append(Box(rest, how, what, start, end))
        where &= part.territories
    if rest := how & ~part.languages:
        pieces.append(Box(where, rest, what, start, end))
        how &= part.languages
    if rest := what & ~part.uses:
        pieces.append(Box(where, how, rest, start, end))
        what &= part.uses
    if start < part.start:
        pieces.append(Box(where, how, what, start, part.start))
    if part.end is not None and (end is None or part.end < end):
        pieces.append(Box(where, how, what, part.end, end))
    return pieces


def uncovered(whole: Box, parts: Iterable[Box]) -> list[Box]:
    """What is left of `whole` once every one of `parts` is taken away, in boxes that do not meet."""
    left = [whole]
    for part in parts:
        left = [piece for one in left for piece in subtract(one, part)]
        if not left:
            break
    return left


def ordered(boxes: Iterable[Box]) -> list[Box]:
    """Boxes in an order of their own, so that what is cut by them is cut alike however they came."""
    return sorted(
        boxes,
        key=lambda one: (one.start, one.end or date.max, one.territories, one.languages, one.uses),
    )


def covered(whole: Box, parts: Iterable[Box]) -> bool:
    """Whether `parts` together cover all of `whole`; no single one needs to."""
    return not uncovered(whole, parts)


def same(these: Iterable[Box], those: Iterable[Box]) -> bool:
    """Whether two lists of boxes hold the same rights, however they are cut."""
    these, those = list(these), list(those)
    return all(covered(one, those) for one in these) and all(covered(one, these) for one in those)


def merge(boxes: Iterable[Box]) -> list[Box]:
    """The same rights in fewer boxes, for people to read. The boxes given must not meet one another.

    The cut is not canonical: compare rights with `same`, never by their lists.

    >>> from datetime import date
    >>> halves = [box("LA", "lo", "SVOD", date(2026, 1, 1), date(2026, 7, 1)),
    ...           box("LA", "lo", "SVOD", date(2026, 7, 1), None)]
    >>> [str(piece.end) for piece in merge(halves)]
    ['None']
    """
    left = list(boxes)
    while True:
        before = len(left)
        left = _chained(left)
        for place in (2, 1, 0):
            left = _joined(left, place)
        if len(left) == before:
            return left


def _chained(boxes: list[Box]) -> list[Box]:
    """Join boxes that follow one another in time and are alike in all else."""
    groups: dict[tuple[int, int, int], list[Box]] = {}
    for one in boxes:
        groups.setdefault((one.territories, one.languages, one.uses), []).append(one)
    joined: list[Box] = []
    for group in groups.values():
        group.sort(key=lambda one: one.start)
        for one in group:
            if joined and joined[-1].end == one.start and _alike(joined[-1], one):
                one = Box(one.territories, one.languages, one.uses, joined.pop().start, one.end)  # noqa: PLW2901
            joined.append(one)
    return joined


def _alike(one: Box, other: Box) -> bool:
    return (one.territories, one.languages, one.uses) == (
        other.territories,
        other.languages,
        other.uses,
    )


def _joined(boxes: list[Box], place: int) -> list[Box]:
    """Join boxes that differ on one axis only, the one at that place of a box's fields."""
    groups: dict[tuple[Any, ...], int] = {}
    for one in boxes:
        fields: tuple[Any, ...] = (
            one.territories, one.languages, one.uses, one.start, one.end,
        )  # fmt: skip
        key = (*fields[:place], *fields[place + 1 :])
        groups[key] = groups.get(key, 0) | fields[place]
    return [Box(*(*key[:place], mask, *key[place:])) for key, mask in groups.items()]


def volume(boxes: Iterable[Box], until: date) -> int:
    """How many (territory, language, use, day) cells boxes hold before `until`, those without end cut there.

    The boxes must not meet one another.
    """
    return sum(
        one.territories.bit_count()
        * one.languages.bit_count()
        * one.uses.bit_count()
        * max(0, (min(one.end or until, until) - one.start).days)
        for one in boxes
    )
