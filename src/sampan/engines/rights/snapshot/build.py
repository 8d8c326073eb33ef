"""Making a snapshot: rows in any order in, sorted columns on disk out."""

import itertools
import os
import shutil
from array import array
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .columns import ARRAYS, OPEN, Layout
from .rows import GIVING, Row

_ROWS_AT_ONCE = 1 << 13
_CHUNK = 1 << 15
SIDES = ("gives", "takes")
_SWAPS = tuple(
    (np.uint64(shift), np.uint64(mask))
    for shift, mask in ((7, 0x00AA00AA00AA00AA), (14, 0x0000CCCC0000CCCC), (28, 0x00000000F0F0F0F0))
)
"""The three steps in which eight bytes of eight bits are transposed (Warren, "Hacker's Delight", 7-3)."""


def build(folder: Path, rows: Iterable[Row]) -> None:
    """Write the columns of `rows` into `folder`, which they replace only once all are written.

    Whoever has the old snapshot open keeps it.
    """
    packed = _Packed(Layout.current())
    packed.read(rows)
    fresh = folder.with_name(f"{folder.name}.{os.getpid()}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    rank = packed.write_names(fresh)
    gives = np.isin(np.frombuffer(packed.kinds, np.uint8), GIVING)
    for mine, name in zip((gives, ~gives), SIDES, strict=True):
        (fresh / name).mkdir()
        for column, values in packed.columns(mine, rank).items():
            np.save(fresh / name / f"{column}.npy", values)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


class _Packed:
    """The rows of a catalogue as they come, each packed into as many bytes as the layout has, and its groups."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.groups: dict[tuple[str, str], int] = {}
        self.numbers, self.starts, self.ends = array("i"), array("i"), array("i")
        self.kinds, self.packed = bytearray(), bytearray()

    def read(self, rows: Iterable[Row]) -> None:
        """Take the rows, thousands at a time."""
        left = iter(rows)
        while some := list(itertools.islice(left, _ROWS_AT_ONCE)):
            self._take(some)

    def _take(self, rows: list[Row]) -> None:
        languages, uses, kinds = self.layout.languages, self.layout.uses, self.layout.kinds
        width, group, groups = self.layout.width // 8, self.groups.setdefault, self.groups
        self.numbers.extend([group(row[:2], len(groups)) for row in rows])
        self.kinds += bytes([row[2] for row in rows])
        self.starts.extend([row[6].toordinal() for row in rows])
        self.ends.extend([OPEN if row[7] is None else date.toordinal(row[7]) for row in rows])
        self.packed += b"".join(
            [
                (where | how << languages | what << uses | 1 << kinds + kind).to_bytes(
                    width, "little"
                )
                for _, _, kind, where, how, what, _, _ in rows
            ]
        )

    def columns(
        self, mine: NDArray[np.bool_], rank: NDArray[np.int32]
    ) -> dict[str, NDArray[np.generic]]:
        """The columns of the rows of one side, sorted by the rank of their groups."""
        rows = np.flatnonzero(mine)
        group_of = rank[np.frombuffer(self.numbers, np.int32)[rows]]
        order = np.argsort(group_of, kind="stable")
        rows, counts = rows[order], np.bincount(group_of, minlength=len(rank))
        made = (
            self._transposed(rows),
            np.frombuffer(self.starts, np.int32)[rows],
            np.frombuffer(self.ends, np.int32)[rows],
            group_of[order],
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        )
        return dict(zip(ARRAYS, made, strict=True))

    def _transposed(self, rows: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Bit columns out of packed rows, a chunk of rows at a time."""
        width = self.layout.width
        packed = np.frombuffer(self.packed, np.uint8).reshape(-1, width // 8)
        columns = np.zeros((width, -(-len(rows) // 64)), np.uint64)
        out = columns.view(np.uint8)
        for first in range(0, len(rows), _CHUNK):
            chunk = transposed(packed[rows[first : first + _CHUNK]])
            out[:, first // 8 : first // 8 + chunk.shape[1]] = chunk
        return columns

    def write_names(self, folder: Path) -> NDArray[np.int32]:
        """Write titles and sellers in order; the rank of each group in it."""
        folder.mkdir(parents=True)
        names = sorted(self.groups)
        for place, column in enumerate(("subjects", "sellers")):
            encoded = [name[place].encode() for name in names]
            np.save(folder / f"{column}.npy", np.array(encoded or [b""], np.bytes_)[: len(names)])
        rank = np.empty(len(names), np.int32)
        rank[[self.groups[name] for name in names]] = np.arange(len(names), dtype=np.int32)
        return rank


def transposed(rows: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Rows of bytes as columns of bits: bit r of column c (both from the least) is bit c of row r.

    >>> transposed(np.array([[0b00000001], [0b10000001]], np.uint8)).ravel().tolist()
    [3, 0, 0, 0, 0, 0, 0, 2]
    """
    count, width = rows.shape
    padded = np.zeros((width, -(-count // 8) * 8), np.uint8)
    padded[:, :count] = rows.T
    words = padded.view(np.uint64)
    for shift, mask in _SWAPS:
        swap = (words ^ (words >> shift)) & mask
        words ^= swap ^ (swap << shift)
    by_bit = words.view(np.uint8).reshape(width, -1, 8).transpose(0, 2, 1)
    return by_bit.reshape(width * 8, -1)
