"""On which days is all of a question free? For many titles at once, along the days on which anything changes."""

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sampan.engines.rights.box import Box

from .columns import OPEN, Columns, Rows, bit_numbers

MOST_CELLS = 512
_CHUNK = 1 << 18
_DAY = (1 << 32) - 1

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Runs:
    """Longest periods on which all of a question is free: group, first day, day after the last (OPEN: never)."""

    groups: Ints
    starts: Ints
    ends: Ints


@dataclass(frozen=True, slots=True)
class Side:
    """Some rows of the columns that give, or of those that take."""

    columns: Columns
    rows: Rows

    @property
    def groups(self) -> NDArray[np.int32]:
        """The group of each row."""
        return self.columns.group_of[self.rows]

    @property
    def starts(self) -> NDArray[np.int32]:
        """The first day of each row."""
        return self.columns.starts[self.rows]

    @property
    def ends(self) -> NDArray[np.int32]:
        """The day after the last of each row."""
        return self.columns.ends[self.rows]


def cell_words(columns: Columns, rows: Rows, question: Box) -> tuple[Words, Words]:
    """The question's (territory, language, use) cells that each row holds, as bits, a column a row; and all cells."""
    where = [columns.has(rows, leaf) for leaf in bit_numbers(question.territories)]
    how = [
        columns.has(rows, columns.layout.languages + leaf)
        for leaf in bit_numbers(question.languages)
    ]
    what = [columns.has(rows, columns.layout.uses + leaf) for leaf in bit_numbers(question.uses)]
    pairs = [one & other for one in where for other in how]
    cells = [one & other for one in pairs for other in what]
    words = np.zeros((-(-len(cells) // 64), len(rows)), np.uint64)
    full = np.zeros((len(words), 1), np.uint64)
    for place, held in enumerate(cells):
        bit = np.uint64(1 << place % 64)
        words[place // 64][held] |= bit
        full[place // 64] |= bit
    return words, full


def find_runs(gives: Side, takes: Side, question: Box) -> Runs:
    """The runs of every group that has a row in `gives`; `takes` shut a day however little they take of it.

    Exact. The question may have MOST_CELLS cells; the rows of each side must be in order.
    """
    words, full = cell_words(gives.columns, gives.rows, question)
    enough = _together_full(gives.groups, words, full)
    gives = Side(gives.columns, gives.rows[enough])
    if not len(gives.rows):
        return Runs(gives.rows, gives.rows, gives.rows)
    if len(takes.rows):
        takes = Side(takes.columns, takes.rows[np.isin(takes.groups, gives.groups)])
    near = _Near.of(gives, takes, words[:, enough], full)
    points = near.points()
    good = np.empty(len(points), np.bool_)
    for first, last in near.chunks(points):
        good[first:last] = near.free(points[first:last])
    return near.joined(points, good)


def _together_full(groups: NDArray[np.int32], words: Words, full: Words) -> NDArray[np.bool_]:
    """The rows of groups whose rows hold every cell between them, on whatever days; no other can have a run."""
    if not len(groups):
        return np.zeros(0, np.bool_)
    begins = np.flatnonzero(np.diff(groups, prepend=-1))
    held: NDArray[np.bool_] = np.bitwise_or.reduceat(words, begins, axis=1) == full
    return np.repeat(held.all(axis=0), np.diff(begins, append=len(groups)))


@dataclass(frozen=True, slots=True)
class _Near:
    """The rows of a sweep, sorted by group, and their groups, numbered anew from 0 without gaps."""

    groups: Ints
    first_row: Ints
    row_count: Ints
    number: Ints
    starts: Ints
    ends: Ints
    giving: NDArray[np.bool_]
    words: Words
    full: Words

    @classmethod
    def of(cls, gives: Side, takes: Side, words: Words, full: Words) -> "_Near":
        groups = np.concatenate([gives.groups, takes.groups]).astype(np.int64)
        order = np.argsort(groups, kind="stable")
        groups = groups[order]
        first_row = np.flatnonzero(np.diff(groups, prepend=-1))
        row_count = np.diff(first_row, append=len(groups))
        nothing = np.zeros((len(full), len(takes.rows)), np.uint64)
        return cls(
            groups[first_row],
            first_row,
            row_count,
            np.repeat(np.arange(len(first_row)), row_count),
            np.concatenate([gives.starts, takes.starts]).astype(np.int64)[order],
            np.concatenate([gives.ends, takes.ends]).astype(np.int64)[order],
            order < len(gives.rows),
            np.concatenate([words, nothing], axis=1)[:, order],
            full,
        )

    def points(self) -> Ints:
        """Group and day, in one number, of every day on which something begins or ends."""
        closed = self.ends < OPEN
        ended = self.number[closed] << 32 | self.ends[closed]
        points = np.concatenate([self.number << 32 | self.starts, ended])
        points.sort()
        return points[np.diff(points, prepend=-1) > 0]

    def chunks(self, points: Ints) -> list[tuple[int, int]]:
        """Stretches of points whose pairs with the rows of their groups fit in memory."""
        pairs = np.cumsum(self.row_count[points >> 32])
        limits = np.arange(_CHUNK, int(pairs[-1]) + _CHUNK, _CHUNK)
        edges = [0, *np.searchsorted(pairs, limits, "right").tolist(), len(points)]
        return [(one, other) for one, other in itertools.pairwise(edges) if one < other]

    def free(self, points: Ints) -> NDArray[np.bool_]:
        """Whether all cells are given, and none is taken, on the day of each point (and until the next one)."""
        number = points >> 32
        count = self.row_count[number]
        edges = np.cumsum(count) - count
        row = np.arange(int(count.sum())) - np.repeat(edges - self.first_row[number], count)
        day = np.repeat(points & _DAY, count)
        active = (self.starts[row] <= day) & (day < self.ends[row])
        held = self.words[:, row] * active
        whole: NDArray[np.bool_] = np.bitwise_or.reduceat(held, edges, axis=1) == self.full
        taken: NDArray[np.bool_] = np.logical_or.reduceat(active & ~self.giving[row], edges)
        return whole.all(axis=0) & ~taken

    def joined(self, points: Ints, good: NDArray[np.bool_]) -> Runs:
        """Neighbouring good stretches of one group as one run."""
        number, day = points >> 32, points & _DAY
        opens = np.diff(number, prepend=-1) > 0
        before = np.concatenate([[False], good[:-1]]) & ~opens
        begins = np.flatnonzero(good & (opens | ~before))
        # A run lasts to the next bad point of its group; without one, for ever.
        breaks = np.flatnonzero(~good | opens)
        following = np.searchsorted(breaks, begins, "right")
        stop = np.append(breaks, len(points))[following]
        ends = np.append(day, OPEN)[stop]
        ends[np.append(number, -1)[stop] != number[begins]] = OPEN
        return Runs(self.groups[number[begins]], day[begins], ends)
