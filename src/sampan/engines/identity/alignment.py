"""Where two texts say the same: maximal equal runs of units, found along the diagonals that postings point at."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .candidates import BAND
from .hashing import Stretches
from .units import Units
from .weights import RUN, SEED, reach

REPEATS = 16  # a seed that stands more often in the query pairs only on the diagonals of postings
DIAGONALS = 64  # so many of these diagonals are read from end to end
BLOCKS = 256  # the heaviest are chained


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """Parallel arrays, by their place in the query: units starts..ends-1 equal those from `sources` on."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    sources: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts)

    def where(self, rows: NDArray[np.bool_] | NDArray[np.intp] | list[int]) -> "Blocks":
        return Blocks(starts=self.starts[rows], ends=self.ends[rows], sources=self.sources[rows])


class Seeds:
    """Every seed (3 words, 8 characters, 3 Han) of a text, ready to be compared with another's."""

    def __init__(self, row: Units) -> None:
        ends = reach(SEED.sums(row.kinds), SEED.full)
        count = int(np.count_nonzero(ends <= len(row)))
        self.ends = ends[:count]
        self.hashes = Stretches(row.hashes).hash(np.arange(count), self.ends)
        self.weight = RUN.sums(row.kinds)
        self._units = row.hashes
        self._order = np.argsort(self.hashes, kind="stable")
        self._sorted = self.hashes[self._order]

    def __len__(self) -> int:
        return len(self.hashes)

    def blocks(
        self, source: "Seeds", queries: NDArray[np.int64], sources: NDArray[np.int64]
    ) -> Blocks:
        """Maximal equal runs of this text and `source` near the diagonals of the pairs (queries, sources)."""
        diagonals, counts = np.unique(sources - queries, return_counts=True)
        chosen = diagonals[np.argsort(-counts, kind="stable")[:DIAGONALS]]
        near, near_diagonals = self._pairs_near(source, diagonals)
        on, on_diagonals = self._pairs_on(source, chosen)
        firsts, offsets = np.concatenate((near, on)), np.concatenate((near_diagonals, on_diagonals))
        order = np.lexsort((firsts, offsets))
        return self._heaviest(self._to_the_end(self._merged(firsts[order], offsets[order]), source))

    def _pairs_near(
        self, source: "Seeds", diagonals: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        left = np.searchsorted(self._sorted, source.hashes, side="left")
        counts = np.searchsorted(self._sorted, source.hashes, side="right") - left
        counts[counts > REPEATS] = 0
        places = np.repeat(np.arange(len(source)), counts)
        within = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
        firsts = self._order[np.repeat(left, counts) + within]
        offsets = places - firsts
        right = np.searchsorted(diagonals, offsets)
        above = diagonals[np.minimum(right, len(diagonals) - 1)]
        below = diagonals[np.maximum(right - 1, 0)]
        kept = np.minimum(np.abs(above - offsets), np.abs(offsets - below)) <= BAND
        return firsts[kept], offsets[kept]

    def _pairs_on(
        self, source: "Seeds", diagonals: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        firsts, offsets = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for diagonal in diagonals.tolist():
            start, end = max(0, -diagonal), min(len(self), len(source) - diagonal)
            if start < end:
                same = self.hashes[start:end] == source.hashes[start + diagonal : end + diagonal]
                here = np.flatnonzero(same) + start
                firsts.append(here)
                offsets.append(np.full(len(here), diagonal))
        return np.concatenate(firsts), np.concatenate(offsets)

    def _merged(self, firsts: NDArray[np.int64], offsets: NDArray[np.int64]) -> Blocks:
        """Blocks from seeds in order of (diagonal, place): neighbours on a diagonal are one run."""
        opens = np.ones(len(firsts), dtype=bool)
        opens[1:] = (np.diff(offsets) != 0) | (np.diff(firsts) > 1)
        begin = np.flatnonzero(opens)
        last = np.append(begin[1:], len(firsts))[: len(begin)] - 1
        starts = firsts[begin]
        return Blocks(starts=starts, ends=self.ends[firsts[last]], sources=starts + offsets[begin])

    def _to_the_end(self, blocks: Blocks, source: "Seeds") -> Blocks:
        """Blocks made longer by the last equal units, too light to fill a seed of their own (in mixed text)."""
        ends, offsets = blocks.ends.copy(), blocks.sources - blocks.starts
        own, other = np.append(self._units, 0), np.append(source._units, 1)  # noqa: SLF001 - of its own kind
        growing = np.ones(len(blocks), dtype=bool)
        while growing.any():
            places = np.minimum(ends + offsets, len(other) - 1)
            growing = own[ends] == other[places]
            ends += growing
        return Blocks(starts=blocks.starts, ends=ends, sources=blocks.sources)

    def _heaviest(self, blocks: Blocks) -> Blocks:
        weights = self.weight[blocks.ends] - self.weight[blocks.starts]
        chosen = np.argsort(-weights, kind="stable")[:BLOCKS]
        return blocks.where(chosen[np.lexsort((blocks.sources[chosen], blocks.starts[chosen]))])
