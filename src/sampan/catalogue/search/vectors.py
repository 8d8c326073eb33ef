"""What stories mean, side by side: the means of most in files that every process maps, the newest from rows.

The files are a convenience: they are written anew when many rows have come since, and may be deleted at any time.
"""

import re
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.conf import settings

from sampan.catalogue.models import Vectors

from .shelves import Floats, Row, Shelf, best

BEHIND = 1000  # rows that a search reads from the database before the files are written anew
SETTLING = 200  # the newest rows stay out of the files: one with a smaller key may still be coming
_PAGE = 5000
_KEPT = 2  # generations: a process may be opening the one before


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
    present = set().union(*(shelf.indexes for shelf in shelves))
    wanted = None if among is None else np.fromiter(among, dtype=np.int64)
    found: dict[int, float] = {}
    for shelf in shelves:
        for language, index in shelf.indexes.items():
            sharing = len(languages) if language in languages else len(present)
            found |= best(index, query, -(-count // sharing), among=wanted)
    return sorted(found, key=lambda version: -found[version])


def refresh(
    embedder: str, dimensions: int, *, behind: int = BEHIND, settling: int = SETTLING
) -> None:
    """Write the files anew if that many rows have come since."""
    last = _kept(embedder, dimensions).last
    if _newest()[0] - last <= behind + settling:
        return
    since = Vectors.objects.filter(embedder=embedder, pk__gt=last).order_by("-pk")
    keys = list(since.values_list("pk", flat=True)[: behind + settling + 1])
    if len(keys) <= behind + settling:  # keys have gaps
        return
    shelf = Shelf.of(_pages(embedder, above=0, up_to=keys[settling]), dimensions)
    folder = folder_of(embedder)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="new-", ignore_cleanup_errors=True) as new:
        shelf.write(Path(new))
        with suppress(OSError):  # another process was first
            Path(new).rename(folder / str(shelf.last))
    for old in _generations(folder)[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _shelves(embedder: str, dimensions: int) -> tuple[Shelf, Shelf]:
    # A process that searches where no worker runs catches up by itself, late rather than at every thousand rows.
    refresh(embedder, dimensions, behind=5 * BEHIND)
    kept = _kept(embedder, dimensions)
    return kept, _since(embedder, dimensions, kept.last, _newest())


@lru_cache(maxsize=4)
def _since(embedder: str, dimensions: int, last: int, _newest_row: tuple[int, bytes]) -> Shelf:
    """What came after the files; read once for each newest row."""
    return Shelf.of(_pages(embedder, above=last), dimensions, last=last)


def _newest() -> tuple[int, bytes]:
    """The newest row's key and content: a key alone comes back after a transaction that was undone."""
    key, mean = Vectors.objects.order_by("-pk").values_list("pk", "mean").first() or (0, b"")
    return key, bytes(mean)


def _pages(embedder: str, *, above: int, up_to: int | None = None) -> Iterator[list[Row]]:
    """Rows of the table in the order of their keys."""
    while True:
        rows = Vectors.objects.filter(embedder=embedder, pk__gt=above).order_by("pk")
        if up_to is not None:
            rows = rows.filter(pk__lte=up_to)
        columns = rows.values_list("pk", "version", "version__edition__language", "mean")
        page = list(columns[:_PAGE])
        yield page
        if len(page) < _PAGE:
            return
        above = page[-1][0]


def _kept(embedder: str, dimensions: int) -> Shelf:
    for folder in _generations(folder_of(embedder))[::-1]:
        with suppress(
            FileNotFoundError, RuntimeError
        ):  # it was taken away just now, or cannot be read
            shelf = _mapped(folder, folder.stat().st_mtime_ns)
            if all(index.d == dimensions for index in shelf.indexes.values()):
                return shelf
    return Shelf(last=0, indexes={})


@lru_cache(maxsize=4)
def _mapped(folder: Path, _written: int) -> Shelf:
    return Shelf.mapped(folder)


def _generations(folder: Path) -> list[Path]:
    """Each is named by the last key that is in it."""
    if not folder.is_dir():
        return []
    return sorted(
        (each for each in folder.iterdir() if each.name.isdigit()), key=lambda p: int(p.name)
    )


def folder_of(embedder: str) -> Path:
    folder: Path = settings.VAR
    return folder / "search" / re.sub(r"[^a-z0-9]+", "-", embedder.lower())
