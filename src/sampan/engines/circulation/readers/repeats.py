"""Rows that repeat an earlier row, found with sixteen bytes a row."""

import hashlib
from array import array

import numpy as np

from .sheet import Line


def hash_of(line: Line) -> int:
    cells = "\x1f".join("" if cell is None else str(cell) for cell in line.cells.values())
    return int.from_bytes(hashlib.blake2b(cells.encode(errors="replace"), digest_size=8).digest())


def repeats(hashes: "array[int]", places: "array[int]") -> dict[int, int]:
    """Rows that repeat an earlier one, by number. 16 bytes a row are kept; equal hashes are taken for equal rows."""
    if not hashes:
        return {}
    values, rows = np.frombuffer(hashes, np.uint64), np.frombuffer(places, np.uint64)
    order = np.argsort(values, kind="stable")
    ranked = values[order]
    again = np.flatnonzero(ranked[1:] == ranked[:-1]) + 1
    found: dict[int, int] = {}
    for at in again.tolist():
        before = int(rows[order[at - 1]])
        found[int(rows[order[at]])] = found.get(before, before)
    return found
