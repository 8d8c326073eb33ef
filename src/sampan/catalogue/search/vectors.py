"""What stories mean, side by side: the means of most in one file that every process maps, the newest from rows.

The file is a convenience: it is written anew when many rows have come since, and may be deleted at any time.
"""

import os
import re
import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self
from zlib import crc32

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from sampan.catalogue.models import Vectors

Floats = NDArray[np.float32]
Places = NDArray[np.intp]
BEHIND = 1000  # rows that a search reads from the database before the file is written anew
SETTLING = 200  # the newest rows stay out of the file: one with a smaller key may still be coming
_PAGE = 5000


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some rows, and of each language the places at which its own stand."""

    rows: NDArray[np.void]
    places: Mapping[int, Places]

    @classmethod
    def of(cls, rows: NDArray[np.void]) -> Self:
        present = np.unique(rows["language"]).tolist()
        return cls(rows, {code: np.flatnonzero(rows["language"] == code) for code in present})

    @property
    def last(self) -> int:
        return int(self.rows["key"][-1]) if len(self.rows) else 0


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
    shelves = _shelves(embedder, len(query))
    present = len(set().union(*(shelf.places for shelf in shelves)))
    favoured = {_code(language) for language in languages}
    wanted = None if among is None else np.fromiter(among, dtype=np.int64)
    found: dict[int, float] = {}
    for shelf in shelves:
        scores = shelf.rows["mean"] @ query
        for code, places in shelf.places.items():
            if wanted is not None:
                places = places[np.isin(shelf.rows["version"][places], wanted)]  # noqa: PLW2901  # narrowed
            share = -(-count // (len(favoured) if code in favoured else present))
            best = _highest(places, scores, share)
            found |= zip(shelf.rows["version"][best].tolist(), scores[best].tolist(), strict=True)
    return sorted(found, key=lambda version: -found[version])


def _highest(places: Places, scores: Floats, count: int) -> Places:
    if len(places) <= count:
        return places
    return places[np.argpartition(scores[places], -count)[-count:]]


def refresh(
    embedder: str, dimensions: int, *, behind: int = BEHIND, settling: int = SETTLING
) -> None:
    """Write the file anew if that many rows have come since."""
    last = _kept(embedder, dimensions).last
    if _newest()[0] - last <= behind + settling:
        return
    since = Vectors.objects.filter(embedder=embedder, pk__gt=last).order_by("-pk")
    keys = list(since.values_list("pk", flat=True)[: behind + settling + 1])
    if len(keys) <= behind + settling:  # keys have gaps
        return
    rows = _rows(embedder, dimensions, above=0, up_to=keys[settling])
    path = _path(embedder)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".new", delete=False) as file:
        np.save(file, rows)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)


def _shelves(embedder: str, dimensions: int) -> tuple[Shelf, Shelf]:
    # A process that searches where no worker runs catches up by itself, late rather than at every thousand rows.
    refresh(embedder, dimensions, behind=5 * BEHIND)
    kept = _kept(embedder, dimensions)
    return kept, _since(embedder, dimensions, kept.last, _newest())


@lru_cache(maxsize=4)
def _since(embedder: str, dimensions: int, last: int, _newest_row: tuple[int, bytes]) -> Shelf:
    """What came after the file; read once for each newest row."""
    return Shelf.of(_rows(embedder, dimensions, above=last))


def _newest() -> tuple[int, bytes]:
    """The newest row's key and content: a key alone comes back after a transaction that was undone."""
    key, mean = Vectors.objects.order_by("-pk").values_list("pk", "mean").first() or (0, b"")
    return key, bytes(mean)


def _code(language: str) -> int:
    return crc32(language.encode())


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


def _kept(embedder: str, dimensions: int) -> Shelf:
    path, empty = _path(embedder), np.zeros(0, dtype=_row_type(dimensions))
    try:
        kept = _mapped(path, path.stat().st_mtime_ns, empty.dtype)
    except FileNotFoundError:
        kept = None
    return kept or Shelf.of(empty)


@lru_cache(maxsize=4)
def _mapped(path: Path, _written: int, row_type: np.dtype[np.void]) -> Shelf | None:
    """The file; None for one of another shape, which an earlier program wrote."""
    rows = np.load(path, mmap_mode="r")
    return Shelf.of(rows) if rows.dtype == row_type else None


def _path(embedder: str) -> Path:
    folder: Path = settings.VAR
    return folder / "search" / f"{re.sub(r'[^a-z0-9]+', '-', embedder.lower())}.npy"


def _row_type(dimensions: int) -> np.dtype[np.void]:
    # 32-bit floats: half as small ones would have to be widened at each search.
    columns = [("key", "<i8"), ("version", "<i8"), ("language", "<u4")]
    return np.dtype([*columns, ("mean", "<f4", (dimensions,))])
