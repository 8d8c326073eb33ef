"""Making a snapshot: rows in any order in, sorted columns on disk out."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .columns import ARRAYS, OPEN, Layout
from .rows import GIVING, Row

_CHUNK = 1 << 15
SIDES = ("gives", "takes")


def build(folder: Path, rows: Iterable[Row]) -> None:
    """Write the columns of `rows` into `folder`, which they replace only once all are written.

    Whoever has the old snapshot open keeps it.
    """
    packed = _Packed(Layout.current())
    packed.read(rows)
    fresh = folder.with_name(f"{folder.name}.{os.getpid()}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    rank = packed.write_names(fresh)
    for side, name in zip((packed.gives, packed.takes), SIDES, strict=True):
        (fresh / name).mkdir()
        for array, values in side.arrays(rank).items():
            np.save(fresh / name / f"{array}.npy", values)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


class _Side:
    """Rows as they come, each packed into as many bytes as the layout has."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.numbers: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.packed = bytearray()

    def arrays(self, rank: NDArray[np.int32]) -> dict[str, NDArray[np.generic]]:
        """The columns, rows sorted by the rank of their groups."""
        group_of = rank[np.array(self.numbers, np.int32)]
        order = np.argsort(group_of, kind="stable")
        counts = np.bincount(group_of, minlength=len(rank))
        made = (
            self._transposed(order),
            np.array(self.starts, np.int32)[order],
            np.array(self.ends, np.int32)[order],
            group_of[order],
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        )
        return dict(zip(ARRAYS, made, strict=True))

    def _transposed(self, order: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Bit columns out of packed rows, a chunk of rows at a time."""
        width, count = self.layout.width, len(order)
        packed = np.frombuffer(self.packed, np.uint8).reshape(count, width // 8)
        columns = np.zeros((width, -(-count // 64)), np.uint64)
        out = columns.view(np.uint8)
        for first in range(0, count, _CHUNK):
            rows = packed[order[first : first + _CHUNK]]
            for byte in range(width // 8):
                marks = np.unpackbits(rows[:, byte : byte + 1], axis=1, bitorder="little")
                chunk = np.packbits(marks.T, axis=1, bitorder="little")
                out[8 * byte : 8 * byte + 8, first // 8 : first // 8 + chunk.shape[1]] = chunk
        return columns


class _Packed:
    """Both sides of a catalogue, and its groups in the order in which they were met."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.groups: dict[tuple[str, str], int] = {}
        self.gives, self.takes = _Side(layout), _Side(layout)

    def read(self, rows: Iterable[Row]) -> None:
        languages, uses, kinds = self.layout.languages, self.layout.uses, self.layout.kinds
        width = self.layout.width // 8
        group = self.groups.setdefault
        for subject, seller, kind, where, how, what, start, end in rows:
            side = self.gives if kind in GIVING else self.takes
            side.numbers.append(group((subject, seller), len(self.groups)))
            side.starts.append(start.toordinal())
            side.ends.append(OPEN if end is None else end.toordinal())
            mask = where | how << languages | what << uses | 1 << kinds + kind
            side.packed += mask.to_bytes(width, "little")

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
