"""The columns on disk: one bit column a leaf, mapped into memory, so that a question reads only the leaves it names.

Bit r of `bits[c]` is column c of row r; rows are sorted by title and seller, so that a group of them is a slice.
Source: bitmap indexes (O'Neil and Quass, "Improved query performance with variant indexes", 1997).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sampan.engines.rights.box import Box
from sampan.engines.rights.vocabulary import LANGUAGES, TERRITORIES, USES

from .rows import Kind

OPEN = 2**31 - 1
"""The ordinal of a day that never comes: the end of a right without end."""

Bits = NDArray[np.uint64]
Rows = NDArray[np.int64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each axis begins among the bit columns; every axis is padded to whole bytes."""

    languages: int
    uses: int
    kinds: int
    width: int

    @classmethod
    def current(cls) -> "Layout":
        """The layout of the present vocabularies."""
        sizes = (len(TERRITORIES.leaves), len(LANGUAGES.leaves), len(USES.leaves), len(Kind))
        edges = np.cumsum([-(-size // 8) * 8 for size in sizes])
        return cls(*(int(edge) for edge in edges))


@dataclass(frozen=True, slots=True)
class Columns:
    """The rows of one side (those that give, or those that take away), column by column.

    `group_rows[g]` to `group_rows[g + 1]` are the rows of group g: one title in one seller's book.
    """

    layout: Layout
    bits: Bits
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    group_of: NDArray[np.int32]
    group_rows: NDArray[np.int32]

    @classmethod
    def open(cls, folder: Path) -> "Columns":
        """Map the arrays of `folder`. Raises ValueError where they were built for other vocabularies."""
        layout = Layout.current()
        found = {name: mapped(folder / f"{name}.npy") for name in ARRAYS}
        if len(found["bits"]) != layout.width:
            raise ValueError(
                f"The snapshot in {folder} was built for other vocabularies; build it again."
            )
        return cls(layout, **found)

    @property
    def size(self) -> int:
        """Bytes of all arrays together, read or not."""
        return sum(getattr(self, name).nbytes for name in ARRAYS)

    def meeting(self, question: Box, kinds: tuple[Kind, ...]) -> Bits:
        """A bit for each row of these kinds that shares territory, language and use with the question, whenever."""
        found = self._any(self.layout.kinds, bit_numbers(sum(1 << kind for kind in kinds)))
        found &= self._any(0, bit_numbers(question.territories))
        found &= self._any(self.layout.languages, bit_numbers(question.languages))
        found &= self._any(self.layout.uses, bit_numbers(question.uses))
        return found

    def covering(self, question: Box, kinds: tuple[Kind, ...]) -> Bits:
        """A bit for each row of these kinds that holds every territory, language and use of the question, whenever."""
        found = self._any(self.layout.kinds, bit_numbers(sum(1 << kind for kind in kinds)))
        self._all(found, 0, bit_numbers(question.territories))
        self._all(found, self.layout.languages, bit_numbers(question.languages))
        self._all(found, self.layout.uses, bit_numbers(question.uses))
        return found

    def has_any(self, kinds: tuple[Kind, ...]) -> bool:
        """Whether there is any row of these kinds."""
        return any(bool(self.bits[self.layout.kinds + kind].any()) for kind in kinds)

    def _any(self, first: int, leaves: list[int]) -> Bits:
        found = np.array(self.bits[first + leaves[0]])
        for leaf in leaves[1:]:
            np.bitwise_or(found, self.bits[first + leaf], out=found)
        return found

    def _all(self, found: Bits, first: int, leaves: list[int]) -> None:
        for leaf in leaves:
            np.bitwise_and(found, self.bits[first + leaf], out=found)

    def has(self, rows: Rows, column: int) -> NDArray[np.bool_]:
        """Whether each of the rows has a bit column set."""
        words = self.bits[column][rows >> 6]
        marks: NDArray[np.bool_] = (words >> (rows & 63).astype(np.uint64) & np.uint64(1)) != 0
        return marks

    def boxes(self, group: int, among: Rows | None = None) -> list[tuple[Kind, Box]]:
        """The rows of one group as boxes again; only those `among` some rows, where given (in order)."""
        first, last = int(self.group_rows[group]), int(self.group_rows[group + 1])
        words = np.ascontiguousarray(self.bits[:, first >> 6 : (last + 63) >> 6])
        marks = np.unpackbits(words.view(np.uint8), axis=1, bitorder="little")
        packed = np.packbits(marks[:, first & 63 :][:, : last - first].T, axis=1, bitorder="little")
        wanted: Iterable[int] = range(first, last)
        if among is not None:
            wanted = among[np.searchsorted(among, first) : np.searchsorted(among, last)].tolist()
        return [
            self._box(packed[row - first].tobytes(), int(self.starts[row]), int(self.ends[row]))
            for row in wanted
        ]

    def _box(self, row: bytes, start: int, end: int) -> tuple[Kind, Box]:
        layout = self.layout
        languages, uses, kinds = layout.languages // 8, layout.uses // 8, layout.kinds // 8
        return Kind(row[kinds].bit_length() - 1), Box(
            int.from_bytes(row[:languages], "little"),
            int.from_bytes(row[languages:uses], "little"),
            int.from_bytes(row[uses:kinds], "little"),
            date.fromordinal(start),
            None if end == OPEN else date.fromordinal(end),
        )


ARRAYS = ("bits", "starts", "ends", "group_of", "group_rows")


def mapped(path: Path) -> NDArray[Any]:
    """An array on disk, as a plain view: numpy's own memmap class pays for bookkeeping at every slice."""
    array: NDArray[Any] = np.load(path, mmap_mode="r").view(np.ndarray)
    return array


def marks(words: Bits, count: int) -> Marks:
    """The first `count` bits as true and false: for bits of which many are set."""
    return np.unpackbits(words.view(np.uint8), count=count, bitorder="little").view(np.bool_)


def set_bits(words: Bits) -> Rows:
    """The numbers of the bits set, in order: for bits of which few are set, since words without any are passed over.

    >>> set_bits(np.array([5, 0, 1 << 63], np.uint64)).tolist()
    [0, 2, 191]
    """
    some = np.flatnonzero(words)
    found = np.flatnonzero(marks(words[some], 64 * len(some)))
    rows: Rows = (some[found >> 6] << 6) + (found & 63)
    return rows


def bit_numbers(mask: int) -> list[int]:
    """The numbers of the bits set in a mask."""
    return [place for place in range(mask.bit_length()) if mask >> place & 1]


def ordinal(day: date | None) -> int:
    """A day as a number; OPEN for none."""
    return OPEN if day is None else day.toordinal()
