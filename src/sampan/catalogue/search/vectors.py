"""What stories mean, side by side: the means of most in one file that every process maps, the newest from rows.

The file is a convenience: it is written anew when many rows have come since, and may be deleted at any time.
"""

import os
import re
import tempfile
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from sampan.catalogue.models import Vectors

Floats = NDArray[np.float32]
BEHIND = 1000  # rows that a search reads from the database before the file is written anew
SETTLING = 200  # the newest rows stay out of the file: one with a smaller key may still be coming
_PAGE = 5000


def nearest(
    query: Floats,
    *,
    embedder: str,
    count: int,
    languages: Collection[str] = (),
    among: Iterable[int] | None = None,
) -> list[int]:
    """The versions whose means lie nearest to the query, nearest first: about `count`, and as many of `languages`.

    Each language has a share. What is centred still lies a little nearer to its own, and one would fill the list.
    """
    parts = _parts(embedder, len(query))
    versions, codes = (
        np.concatenate([part[name] for part in parts]) for name in ("version", "language")
    )
    scores = np.concatenate([part["mean"] @ query for part in parts])
    if among is not None:
        kept = np.isin(versions, np.fromiter(among, dtype=np.int64))
        versions, codes, scores = versions[kept], codes[kept], scores[kept]
    present, favoured = np.unique(codes), {_code(language) for language in languages}
    chosen = [np.zeros(0, dtype=np.intp)]
    for code in present.tolist():
        share = -(-count // (len(favoured) if code in favoured else len(present)))
        places = np.flatnonzero(codes == code)
        if len(places) > share:
            places = places[np.argpartition(-scores[places], share)[:share]]
        chosen.append(places)
    places = np.concatenate(chosen)
    order = places[np.argsort(-scores[places], kind="stable")]
    return list(dict.fromkeys(versions[order].tolist()))


def refresh(
    embedder: str, dimensions: int, *, behind: int = BEHIND, settling: int = SETTLING
) -> None:
    """Write the file anew if that many rows have come since."""
    newest, last = _newest()[0], _last(_kept(embedder, dimensions))
    if newest - last <= behind + settling:
        return
    rows = _rows(embedder, dimensions, above=0, up_to=newest - settling)
    path = _path(embedder)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".new", delete=False) as file:
        np.save(file, rows)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)


def _parts(embedder: str, dimensions: int) -> list[NDArray[np.void]]:
    # A process that searches where no worker runs catches up by itself, late rather than at every thousand rows.
    refresh(embedder, dimensions, behind=5 * BEHIND)
    kept = _kept(embedder, dimensions)
    return [kept, _since(embedder, dimensions, _last(kept), _newest())]


@lru_cache(maxsize=4)
def _since(
    embedder: str, dimensions: int, last: int, _newest_row: tuple[int, bytes]
) -> NDArray[np.void]:
    """What came after the file; read once for each newest row."""
    return _rows(embedder, dimensions, above=last)


def _newest() -> tuple[int, bytes]:
    """The newest row's key and content: a key alone comes back after a transaction that was undone."""
    key, mean = Vectors.objects.order_by("-pk").values_list("pk", "mean").first() or (0, b"")
    return key, bytes(mean)


def _code(language: str) -> int:
    return crc32(language.encode())


def _last(rows: NDArray[np.void]) -> int:
    return int(rows["key"][-1]) if len(rows) else 0


def _rows(
    embedder: str, dimensions: int, *, above: int, up_to: int | None = None
) -> NDArray[np.void]:
    """Rows of the table as rows of the file, in the order of their keys."""
    pages = []
    while True:
        rows = Vectors.objects.filter(embedder=embedder, pk__gt=above).order_by("pk")
        if up_to is not None:
            rows = rows.filter(pk__lte=up_to)
        columns = rows.values_list("pk", "version", "version__edition__language", "mean")
        found = list(columns[:_PAGE])
        page = np.zeros(len(found), dtype=_row_type(dimensions))
        for place, (key, version, language, mean) in enumerate(found):
            page[place] = (key, version, _code(language), np.frombuffer(mean, dtype="<f2"))
        pages.append(page)
        if len(found) < _PAGE:
            return np.concatenate(pages)
        above = found[-1][0]


def _kept(embedder: str, dimensions: int) -> NDArray[np.void]:
    path, empty = _path(embedder), np.zeros(0, dtype=_row_type(dimensions))
    try:
        kept = _mapped(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return empty
    return kept if kept.dtype == empty.dtype else empty


@lru_cache(maxsize=4)
def _mapped(path: Path, _written: int) -> NDArray[np.void]:
    mapped: NDArray[np.void] = np.load(path, mmap_mode="r")
    return mapped


def _path(embedder: str) -> Path:
    folder: Path = settings.VAR
    return folder / "search" / f"{re.sub(r'[^a-z0-9]+', '-', embedder.lower())}.npy"


def _row_type(dimensions: int) -> np.dtype[np.void]:
    # 32-bit floats: half as small ones would have to be widened at each search.
    columns = [("key", "<i8"), ("version", "<i8"), ("language", "<u4")]
    return np.dtype([*columns, ("mean", "<f4", (dimensions,))])
