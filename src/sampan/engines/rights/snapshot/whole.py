"""Questions to a whole catalogue at once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sampan.engines.rights.avails import Match, matches, runs
from sampan.engines.rights.box import Box, intersect, merge, uncovered
from sampan.engines.rights.residual import Residual

from .build import SIDES, build
from .columns import OPEN, Columns, Rows, mapped, marks, ordinal, set_bits
from .rows import Kind, Row
from .sweep import MOST_CELLS, Runs, Side, find_runs

Groups = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers of the (title, seller) groups that match: for certain, and only if doubts fall well."""

    available: Groups
    conditional: Groups


@dataclass(frozen=True, slots=True)
class _Kinds:
    gives: tuple[Kind, ...]
    takes: tuple[Kind, ...]

    @classmethod
    def certain(cls, *, exclusive: bool) -> "_Kinds":
        shared = (Kind.SHARES, Kind.SHARES_IN_DOUBT) if exclusive else ()
        return cls((Kind.GIVES,), (Kind.TAKES, Kind.TAKES_IN_DOUBT, *shared))

    @classmethod
    def possible(cls, *, exclusive: bool) -> "_Kinds":
        shared = (Kind.SHARES,) if exclusive else ()
        return cls((Kind.GIVES, Kind.GIVES_IN_DOUBT), (Kind.TAKES, *shared))


_DOUBTFUL = (Kind.GIVES_IN_DOUBT, Kind.TAKES_IN_DOUBT, Kind.SHARES_IN_DOUBT)


class Snapshot:
    """The rights of a whole catalogue as of one moment, mapped from a folder.

    Answers what `avails` and `residual` answer for one title, for a buyer whom no grant names.
    """

    def __init__(self, folder: Path, *, most_cells: int = MOST_CELLS) -> None:
        """Open the snapshot that `Snapshot.build` wrote. Raises ValueError if the vocabularies have grown since.

        Questions of more than `most_cells` cells are matched title by title where rows must be added up.
        """
        self.folder = folder
        self.gives, self.takes = (Columns.open(folder / name) for name in SIDES)
        self.subjects, self.sellers = (
            mapped(folder / "subjects.npy"),
            mapped(folder / "sellers.npy"),
        )
        self._most_cells = most_cells
        self._doubtful = any(side.has_any(_DOUBTFUL) for side in (self.gives, self.takes))

    @classmethod
    def build(cls, folder: Path, rows: Iterable[Row]) -> "Snapshot":
        """Write a snapshot of `rows` (see `sale_rows`) into `folder`, replace what is there, and open it."""
        build(folder, rows)
        return cls(folder)

    @property
    def size(self) -> int:
        """Bytes of all columns together, read or not."""
        names = self.subjects.nbytes + self.sellers.nbytes
        return int(names) + self.gives.size + self.takes.size

    def names(self, groups: Groups) -> list[tuple[str, str]]:
        """Title and seller of groups."""
        subjects, sellers = self.subjects[groups], self.sellers[groups]
        return [
            (subject.decode(), seller.decode())
            for subject, seller in zip(subjects.tolist(), sellers.tolist(), strict=True)
        ]

    def avails(
        self,
        question: Box,
        *,
        match: Match = "cover-entire",
        exclusive: bool = False,
        min_days: int = 1,
    ) -> Found:
        """Every title and seller that matches, as `avails` would say of each. Exact."""
        certain = _Kinds.certain(exclusive=exclusive)
        available = self._matching(question, certain, match, min_days)
        possible = _Kinds.possible(exclusive=exclusive)
        if not self._doubtful:
            return Found(available, available[:0])
        either = self._matching(question, possible, match, min_days)
        return Found(available, np.setdiff1d(either, available, assume_unique=True))

    def _matching(self, question: Box, kinds: _Kinds, match: Match, min_days: int) -> Groups:
        if match == "cover-entire" and (question.days is None or min_days <= question.days):
            return self._covering(question, kinds)
        gives = set_bits(self.gives.meeting(question, kinds.gives))
        takes = set_bits(self.takes.meeting(question, kinds.takes))
        return self._swept(question, gives, takes, match, min_days)

    def _covering(self, question: Box, kinds: _Kinds) -> Groups:
        """Nothing taken in the window; and one row that gives it all, or several that do together."""
        start, end = ordinal(question.start), ordinal(question.end)
        taken = np.zeros(len(self.subjects), np.bool_)
        takes = set_bits(self.takes.meeting(question, kinds.takes))
        within = (self.takes.starts[takes] < end) & (self.takes.ends[takes] > start)
        taken[self.takes.group_of[takes[within]]] = True
        alone = np.zeros(len(self.subjects), np.bool_)
        gives = marks(self.gives.covering(question, kinds.gives), len(self.gives.starts))
        gives &= (self.gives.starts <= start) & (self.gives.ends >= end)
        alone[self.gives.group_of[gives]] = True
        alone &= ~taken
        alone[self._together(question, kinds, ~(taken | alone))] = True
        return np.flatnonzero(alone)

    def _together(self, question: Box, kinds: _Kinds, open_groups: NDArray[np.bool_]) -> Groups:
        start, end = ordinal(question.start), ordinal(question.end)
        part = marks(self.gives.meeting(question, kinds.gives), len(self.gives.starts))
        part &= (self.gives.starts < end) & (self.gives.ends > start)
        part &= open_groups[self.gives.group_of]
        rows = np.flatnonzero(part)
        groups = self.gives.group_of[rows]
        several = np.bincount(groups, minlength=len(self.subjects)) > 1
        return self._swept(question, rows[several[groups]], rows[:0], "cover-entire", 1)

    def _swept(
        self, question: Box, gives: Rows, takes: Rows, match: Match, min_days: int
    ) -> Groups:
        cells = (
            question.territories.bit_count()
            * question.languages.bit_count()
            * question.uses.bit_count()
        )
        if cells > self._most_cells:
            return self._one_by_one(question, gives, takes, match, min_days)
        found = find_runs(Side(self.gives, gives), Side(self.takes, takes), question)
        fitting = found.groups[_fitting(found, question, match, min_days)]
        return fitting[np.diff(fitting, prepend=-1) > 0]

    def _one_by_one(
        self, question: Box, gives: Rows, takes: Rows, match: Match, min_days: int
    ) -> Groups:
        """The same by boxes, for questions of more cells than the sweep takes."""
        always = replace(question, start=date.min, end=None)
        fitting = []
        for group in np.unique(self.gives.group_of[gives]).tolist():
            given, taken = self.gives.boxes(group, gives), self.takes.boxes(group, takes)
            left = _left(always, [box for _, box in given], [box for _, box in taken])
            if matches(runs(always, left), question, match, min_days):
                fitting.append(group)
        return np.array(fitting, np.int64)

    def residual(
        self, subject: str, seller: str, question: Box, *, exclusive: bool = False
    ) -> Residual:
        """What is left of `question` of one title; nothing, where the seller has no such title."""
        group = self._group(subject.encode(), seller.encode())
        if group is None:
            return Residual((), ())
        return self.residual_of(group, question, exclusive=exclusive)

    def residual_of(self, group: int, question: Box, *, exclusive: bool = False) -> Residual:
        """What is left of `question` of one group of a Found."""
        rows = (*self.gives.boxes(group), *self.takes.boxes(group))
        near = [(kind, box) for kind, box in rows if box.meets(question)]
        certain, possible = (
            _Kinds.certain(exclusive=exclusive),
            _Kinds.possible(exclusive=exclusive),
        )
        free = _of(near, certain, question)
        either = _of(near, possible, question)
        unsure = [rest for one in either for rest in uncovered(one, free)]
        return Residual(tuple(merge(free)), tuple(merge(unsure)))

    def _group(self, subject: bytes, seller: bytes) -> int | None:
        first, last = (
            int(np.searchsorted(self.subjects, subject)),
            int(np.searchsorted(self.subjects, subject, "right")),
        )
        sellers = self.sellers[first:last].tolist()
        return first + sellers.index(seller) if seller in sellers else None


def _of(near: list[tuple[Kind, Box]], kinds: _Kinds, question: Box) -> list[Box]:
    given = [box for kind, box in near if kind in kinds.gives]
    return _left(question, given, [box for kind, box in near if kind in kinds.takes])


def _left(question: Box, given: list[Box], taken: list[Box]) -> list[Box]:
    """The boxes of the question that are given and not taken; none meets another."""
    free: list[Box] = []
    for box in given:
        shared = intersect(question, box)
        if shared:
            free += uncovered(shared, [*taken, *free])
    return free


def _fitting(found: Runs, question: Box, match: Match, min_days: int) -> NDArray[np.bool_]:
    """Which runs match the window; the vectorised twin of `avails.matches`."""
    first, last = ordinal(question.start), ordinal(question.end)
    if match == "overlap":
        shared = np.minimum(found.ends, last) - np.maximum(found.starts, first)
        return shared >= min_days
    long = found.ends - found.starts >= min_days
    if match == "start-within":
        return long & (first <= found.starts) & (found.starts < last)
    if match == "end-within":
        return long & (found.ends < OPEN) & (first < found.ends) & (found.ends <= last)
    return long & (found.starts <= first) & (found.ends >= last)
