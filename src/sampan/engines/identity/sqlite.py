"""Postings in one SQLite file: for the command line, for benches and for a machine without the server."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import repeat
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from .fingerprints import Fingerprints
from .postings import Hits, hits

_SCHEMA = """
CREATE TABLE IF NOT EXISTS fp (
    hash INTEGER NOT NULL, document INTEGER NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (hash, document, position)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS document (number INTEGER PRIMARY KEY, hashes BLOB NOT NULL);
"""
_CHUNK = 100_000  # rows turned into Python numbers at a time
_INSERT = "INSERT OR IGNORE INTO fp (hash, document, position) VALUES (?, ?, ?)"
_LOOKUP = "SELECT ?1, document, position FROM fp WHERE hash = ?2 ORDER BY document DESC, position DESC LIMIT ?3"


class SqlitePostings:
    """A `Postings` in the SQLite file at `path` (":memory:" for none).

    The table `document` remembers each document's hashes, so that dropping one touches its own rows alone.

    >>> from sampan.engines.identity import fingerprint
    >>> prints = fingerprint("the ferry from Huay Xai left an hour late", "en")
    >>> with SqlitePostings(":memory:") as postings:
    ...     postings.add(4, prints.hashes, prints.positions)
    ...     set(postings.lookup(prints.hashes, limit=10).documents.tolist())
    {4}
    """

    def __init__(self, path: Path | str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute(
            "PRAGMA cache_size = -65536"
        )  # 64 MiB: rows of one story lie far apart
        self._connection.executescript(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __len__(self) -> int:
        """How many documents are kept."""
        count: int = self._connection.execute("SELECT count(*) FROM document").fetchone()[0]
        return count

    def close(self) -> None:
        self._connection.close()

    def add(self, document: int, hashes: NDArray[np.int32], positions: NDArray[np.int64]) -> None:
        self._write([(document, hashes, positions)])

    def add_many(self, prints: Iterable[tuple[int, Fingerprints]]) -> None:
        """Keep many documents in one transaction, sorted first: several times quicker than one by one."""
        self._write([(document, each.hashes, each.positions) for document, each in prints])

    def drop(self, document: int) -> None:
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            self._forget(document)

    def lookup(self, hashes: NDArray[np.int32], *, limit: int) -> Hits:
        return hits(self._rows(hashes.tolist(), limit))

    def _rows(self, hashes: list[int], limit: int) -> Iterator[tuple[int, int, int]]:
        cursor = self._connection.cursor()
        for index, value in enumerate(hashes):
            yield from cursor.execute(_LOOKUP, (index, value, limit))

    def _write(self, documents: list[tuple[int, NDArray[np.int32], NDArray[np.int64]]]) -> None:
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            for number, hashes, _ in documents:
                self._forget(number)
                self._connection.execute(
                    "INSERT INTO document (number, hashes) VALUES (?, ?)",
                    (number, hashes.astype("<i4").tobytes()),
                )
            self._connection.executemany(_INSERT, _sorted_rows(documents))

    def _forget(self, document: int) -> None:
        kept = self._connection.execute(
            "SELECT hashes FROM document WHERE number = ?", (document,)
        ).fetchone()
        if kept is None:
            return
        hashes: list[int] = np.unique(np.frombuffer(kept[0], dtype="<i4")).tolist()
        self._connection.executemany(
            "DELETE FROM fp WHERE hash = ? AND document = ?", zip(hashes, repeat(document))
        )
        self._connection.execute("DELETE FROM document WHERE number = ?", (document,))


def _sorted_rows(
    documents: list[tuple[int, NDArray[np.int32], NDArray[np.int64]]],
) -> Iterator[tuple[int, int, int]]:
    if not documents:
        return
    hashes = np.concatenate([hashes for _, hashes, _ in documents])
    numbers = np.repeat([number for number, _, _ in documents], [len(h) for _, h, _ in documents])
    positions = np.concatenate([positions for _, _, positions in documents])
    order = np.lexsort((numbers, hashes))
    for part in np.array_split(order, len(order) // _CHUNK + 1):
        columns = (column[part].tolist() for column in (hashes, numbers, positions))
        yield from zip(*columns, strict=True)
