"""Rows that repeat an earlier row, found with sixteen bytes a row."""

import hashlib
from array import array
from collections.abc import Iterator, Sequence

import numpy as np

from .sheet import Line, Sheet

_MOST = 0.5  # of a sheet's rows that stand on sheets before it: then it is a copy, or part of one


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


def copies(sheets: Sequence[Sheet]) -> Iterator[bool]:
    """For each sheet, whether most of its rows stand on sheets before it, cell by cell."""
    before = np.array([], np.uint64)
    for sheet in sheets:
        rows = [hash_of(line) for line in sheet.lines() if isinstance(line, Line)]
        hashes = np.unique(np.array(rows, np.uint64))
        is_copy = bool(len(hashes)) and float(np.isin(hashes, before).mean()) > _MOST
        yield is_copy
        if not is_copy:
            before = np.union1d(before, hashes)
