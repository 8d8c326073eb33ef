"""The one relation of the identity engine, and what any table that holds it must answer.

A table keeps rows (hash, document, position): a 32-bit signed hash, a document number that grows with time, an
opaque 64-bit position. SQLite by itself (`sqlite.py`), a Django model on SQLite or PostgreSQL, or Parquet on Spark
hold the same rows and give the same answers, because all thinking is done outside the table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """Parallel arrays, one row a posting found.

    `queries` are indexes into the hashes that were asked for.
    """

    queries: NDArray[np.int64]
    documents: NDArray[np.int64]
    positions: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.queries)


class Postings(Protocol):
    """Where fingerprints are kept."""

    def add(self, document: int, hashes: NDArray[np.int32], positions: NDArray[np.int64]) -> None:
        """Keep the fingerprints of a document, in place of any that it had."""

    def drop(self, document: int) -> None:
        """Forget a document; one that is not there is no error."""

    def lookup(self, hashes: NDArray[np.int32], *, limit: int) -> Hits:
        """Rows of each hash, in the order of `hashes`; of one hash, the newest `limit` (by document, then by
        position).
        """


def hits(rows: Iterable[tuple[int, int, int]]) -> Hits:
    """Rows of (index of the query, document, position), as a database gives them, in arrays.

    >>> found = hits([(0, 7, 100), (2, 7, 130)])
    >>> found.queries.tolist(), found.documents.tolist()
    ([0, 2], [7, 7])
    """
    table = np.array(list(rows), dtype=np.int64).reshape(-1, 3)
    return Hits(queries=table[:, 0], documents=table[:, 1], positions=table[:, 2])
