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


@dataclass(frozen=True, slots=True)
class Runs:
    """Longest periods on which all of a question is free: group, first day, day after the last (OPEN: never)."""

    groups: Ints
    starts: Ints
    ends: Ints


def cell_words(
    columns: Columns, rows: Rows, question: Box
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """For each row, the question's (territory, language, use) cells that it holds, as bits; and all cells at once."""
    where = [columns.has(rows, leaf) for leaf in bit_numbers(question.territories)]
    how = [
        columns.has(rows, columns.layout.languages + leaf)
        for leaf in bit_numbers(question.languages)
    ]
    what = [columns.has(rows, columns.layout.uses + leaf) for leaf in bit_numbers(question.uses)]
    pairs = [one & other for one in where for other in how]
    cells = np.stack([one & other for one in pairs for other in what], axis=1)
    return _words(cells), _words(np.ones((1, cells.shape[1]), np.bool_))[0]


def _words(cells: NDArray[np.bool_]) -> NDArray[np.uint64]:
    padded = np.zeros((len(cells), -(-cells.shape[1] // 64) * 64), np.bool_)
    padded[:, : cells.shape[1]] = cells
    return np.packbits(padded, axis=1, bitorder="little").view(np.uint64)


def find_runs(columns: Columns, gives: Rows, takes: Rows, question: Box) -> Runs:
    """The runs of every group that has a row in `gives`; `takes` shut a day however little they take of it.

    Exact. The question may have MOST_CELLS cells; rows must be in order.
    """
    rows = np.sort(np.concatenate([gives, takes]))
    giving = np.isin(rows, gives, assume_unique=True)
    words, full = cell_words(columns, rows, question)
    words[~giving] = 0
    near = _Near(
        columns.group_of[rows].astype(np.int64),
        columns.starts[rows].astype(np.int64),
        columns.ends[rows].astype(np.int64),
        giving,
        words,
        full,
    )
    points = near.points()
    good = np.empty(len(points), np.bool_)
    for first, last in near.chunks(points):
        good[first:last] = near.free(points[first:last])
    return _joined(points, good)


@dataclass(frozen=True, slots=True)
class _Near:
    """The rows of a sweep, in order: group, days, whether they give (or take), and which cells they give."""

    groups: Ints
    starts: Ints
    ends: Ints
    giving: NDArray[np.bool_]
    words: NDArray[np.uint64]
    full: NDArray[np.uint64]

    def points(self) -> Ints:
        """Group and day, in one number, of every day on which something begins or ends."""
        closed = self.ends < OPEN
        begun = self.groups << 32 | self.starts
        return np.unique(np.concatenate([begun, self.groups[closed] << 32 | self.ends[closed]]))

    def span(self, points: Ints) -> tuple[Ints, Ints]:
        """The first row of each point's group, and how many rows it has."""
        first = np.searchsorted(self.groups, points >> 32)
        return first, np.searchsorted(self.groups, points >> 32, "right") - first

    def chunks(self, points: Ints) -> list[tuple[int, int]]:
        """Stretches of points whose pairs with the rows of their groups fit in memory."""
        pairs = np.cumsum(self.span(points)[1])
        limits = np.arange(_CHUNK, int(pairs[-1]) + _CHUNK, _CHUNK)
        edges = [0, *np.searchsorted(pairs, limits, "right").tolist(), len(points)]
        return [(one, other) for one, other in itertools.pairwise(edges) if one < other]

    def free(self, points: Ints) -> NDArray[np.bool_]:
        """Whether all cells are given, and none is taken, on the day of each point (and until the next one)."""
        first, count = self.span(points)
        edges = np.cumsum(count) - count
        row = np.arange(count.sum()) - np.repeat(edges - first, count)
        day = np.repeat(points & _DAY, count)
        active = (self.starts[row] <= day) & (day < self.ends[row])
        held = np.where(active[:, None], self.words[row], np.uint64(0))
        whole: NDArray[np.bool_] = np.bitwise_or.reduceat(held, edges, axis=0) == self.full
        return whole.all(axis=1) & ~np.logical_or.reduceat(active & ~self.giving[row], edges)


def _joined(points: Ints, good: NDArray[np.bool_]) -> Runs:
    """Neighbouring good stretches of one group as one run."""
    groups = points >> 32
    same_as_before = np.concatenate([[False], groups[1:] == groups[:-1]])
    before = np.concatenate([[False], good[:-1]]) & same_as_before
    begins = np.flatnonzero(good & ~before)
    stops = np.flatnonzero(~good & before)
    ends = np.full(len(begins), OPEN, np.int64)
    following = np.searchsorted(stops, begins)
    inside = following < len(stops)
    candidate = stops[following[inside]]
    belongs = groups[candidate] == groups[begins[inside]]
    places = np.flatnonzero(inside)[belongs]
    ends[places] = (points & _DAY)[candidate[belongs]]
    return Runs(groups[begins], (points & _DAY)[begins], ends)
