"""Making a snapshot: rows in any order in, sorted columns on disk out."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .columns import ARRAYS, OPEN, Columns, Layout
from .rows import Row

_CHUNK = 1 << 15


def build(folder: Path, rows: Iterable[Row]) -> Columns:
    """Write the columns of `rows` into `folder`, which they replace only once all are written; and open them.

    Whoever has the old snapshot open keeps it.
    """
    layout = Layout.current()
    table = _Table(layout)
    table.read(rows)
    fresh = folder.with_name(f"{folder.name}.{os.getpid()}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name, array in table.arrays().items():
        np.save(fresh / f"{name}.npy", array)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return Columns.open(folder)


class _Table:
    """Rows as they come, each packed into as many bytes as the layout has."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.groups: dict[tuple[str, str], int] = {}
        self.numbers: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.packed = bytearray()

    def read(self, rows: Iterable[Row]) -> None:
        languages, uses, kinds = self.layout.languages, self.layout.uses, self.layout.kinds
        width = self.layout.width // 8
        groups, numbers, starts, ends = self.groups, self.numbers, self.starts, self.ends
        parts: list[bytes] = []
        for subject, seller, kind, where, how, what, start, end in rows:
            numbers.append(groups.setdefault((subject, seller), len(groups)))
            starts.append(start.toordinal())
            ends.append(OPEN if end is None else end.toordinal())
            mask = where | how << languages | what << uses | 1 << kinds + kind
            parts.append(mask.to_bytes(width, "little"))
        self.packed = bytearray(b"".join(parts))

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        names = sorted(self.groups)
        rank = np.empty(len(names), np.int32)
        rank[[self.groups[name] for name in names]] = np.arange(len(names), dtype=np.int32)
        group_of = rank[np.array(self.numbers, np.int32)]
        order = np.argsort(group_of, kind="stable")
        counts = np.bincount(group_of, minlength=len(names))
        made = (
            self._transposed(order),
            np.array(self.starts, np.int32)[order],
            np.array(self.ends, np.int32)[order],
            group_of[order],
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
            np.array([subject.encode() for subject, _ in names] or [b""], np.bytes_),
            np.array([seller.encode() for _, seller in names] or [b""], np.bytes_),
        )
        return dict(zip(ARRAYS, made, strict=True))

    def _transposed(self, order: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Bit columns out of packed rows, a chunk of rows at a time."""
        width, count = self.layout.width, len(order)
        packed = np.frombuffer(self.packed, np.uint8).reshape(count, width // 8)
        columns = np.zeros((width, -(-count // 64)), np.uint64)
        out = columns.view(np.uint8)
        for first in range(0, count, _CHUNK):
            marks = np.unpackbits(packed[order[first : first + _CHUNK]], axis=1, bitorder="little")
            chunk = np.packbits(np.ascontiguousarray(marks.T), axis=1, bitorder="little")
            out[:, first // 8 : first // 8 + chunk.shape[1]] = chunk
        return columns
