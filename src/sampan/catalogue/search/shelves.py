"""An exact index of means for each language (faiss, 16-bit floats), in memory or mapped from files.

One index a language, because each language has a share of what is found; and 16 bits, because that is how means are
kept: no number is lost, and a scan reads half as much as of 32.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Row = tuple[int, int, str, bytes | memoryview]  # key, version, language, mean
_SUFFIX = ".faiss"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The means of some rows, up to the key `last`; their labels are the versions."""

    last: int
    indexes: Mapping[str, Any]

    @classmethod
    def of(cls, pages: Iterable[list[Row]], dimensions: int, *, last: int = 0) -> Self:
        """In memory, from rows in the order of their keys; `last` where there are none."""
        indexes: dict[str, Any] = {}
        for page in pages:
            by_language = defaultdict(list)
            for row in page:
                by_language[row[2]].append(row)
            for language, rows in by_language.items():
                means = np.frombuffer(b"".join(row[3] for row in rows), dtype="<f2")
                indexes.setdefault(language, _index(dimensions)).add_with_ids(
                    means.reshape(-1, dimensions).astype(np.float32),
                    np.array([row[1] for row in rows], dtype=np.int64),
                )
            last = page[-1][0] if page else last
        return cls(last=last, indexes=indexes)

    @classmethod
    def mapped(cls, folder: Path) -> Self:
        """What `write` wrote, shared by every process that maps it."""
        return cls(
            last=int(folder.name),
            indexes={
                path.stem: faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
                for path in folder.glob(f"*{_SUFFIX}")
            },
        )

    def write(self, folder: Path) -> None:
        """A file a language, on disk for certain when this returns."""
        for language, index in self.indexes.items():
            path = folder / f"{language}{_SUFFIX}"
            faiss.write_index(index, str(path))
            with path.open("rb") as file:
                os.fsync(file.fileno())


def best(
    index: Any, query: Floats, count: int, *, among: NDArray[np.int64] | None = None
) -> dict[int, float]:
    """The `count` versions whose means lie nearest to the query, each with its cosine."""
    chosen = None
    if among is not None:
        selector = faiss.IDSelectorBatch(among)
        chosen = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # set by faiss's own wrapper
    scores, versions = index.search(query[None], min(count, index.ntotal), params=chosen)
    pairs = zip(versions[0].tolist(), scores[0].tolist(), strict=True)
    return {version: score for version, score in pairs if version >= 0}


def _index(dimensions: int) -> Any:
    return faiss.IndexIDMap(
        faiss.IndexScalarQuantizer(
            dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
    )
