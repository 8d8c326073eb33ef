"""What a query and a story mean, and how near the one is to the other."""

import logging
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sampan.catalogue.models import Vectors, Version
from sampan.engines.language import Centring, Embedder, sentences, story_vectors
from sampan.partners.errors import Unreachable

from . import embedders, vectors

log = logging.getLogger(__name__)

Floats = NDArray[np.float32]
Held = bytes | memoryview  # as SQLite gives a column of bytes, and as PostgreSQL does
MOST_SENTENCES = 300  # of one story; what comes after is found by its words


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a story is to a query (-2 to 2), and where its nearest sentence stands in its text."""

    score: float
    sentence: tuple[int, int]


@lru_cache(maxsize=1)
def embedder() -> Embedder:
    """The one that this installation uses; loading it takes a second, once a process."""
    return embedders.chosen()


def query_vector_soon(text: str, language: str) -> "Future[Floats | None]":
    """The same as `query_vector`, made beside what the caller does: the model lets other threads go on.

    None when the model is elsewhere and does not answer: words alone are then looked for.
    """
    return _beside().submit(_query_vector_if_any, text, language)


def _query_vector_if_any(text: str, language: str) -> Floats | None:
    try:
        return query_vector(text, language)
    except (Unreachable, ValueError) as problem:
        log.warning("looked for words alone: %s", problem)
        return None


@lru_cache(maxsize=1)
def _beside() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="query")


@lru_cache(maxsize=512)
def query_vector(text: str, language: str) -> Floats:
    """The centred direction of a query. Kept, because people turn pages and choose facets."""
    # As a passage: the means are of passages, and the model's other prefix moves a text off them (docs/search.md).
    vector: Floats = centring().centre(embedder().passages([text]), language)[0]
    return vector


@lru_cache(maxsize=1)
def centring() -> Centring:
    return embedders.means_of(embedder(), vectors.folder_of(embedder().name))


def keep_vectors(version: Version) -> None:
    """Embed the sentences of a version, and keep them with their mean. Takes about a second a story."""
    language = version.edition.language
    spans = sentences(version.text, language)[:MOST_SENTENCES]
    passages = embedder().passages([span.text for span in spans])
    story = story_vectors(centring().centre(passages, language))
    Vectors.objects.update_or_create(
        version=version,
        embedder=embedder().name,
        defaults={
            "mean": story.mean.astype("<f2").tobytes(),
            "sentences": story.sentences.astype("<f2").tobytes(),
            "spans": np.array([(span.start, span.end) for span in spans], dtype="<i4").tobytes(),
        },
    )


def nearest(
    query: Floats,
    *,
    count: int,
    languages: Sequence[str] = (),
    among: Iterable[int] | None = None,
) -> list[int]:
    """See vectors.nearest."""
    return vectors.nearest(
        query, embedder=embedder().name, count=count, languages=languages, among=among
    )


def nearness(query: Floats, versions: Sequence[int]) -> dict[int, Nearness]:
    """Mean and nearest sentence together: either alone finds fewer (reference/news.md §4: .65/.81 against .74/.89)."""
    kept = Vectors.objects.filter(embedder=embedder().name, version__in=versions)
    rows = [row for row in kept.values_list("version", "mean", "sentences", "spans") if row[2]]
    if not rows:
        return {}
    means = _floats((mean for _version, mean, _held, _spans in rows), len(query)) @ query
    scores = _floats((held for _version, _mean, held, _spans in rows), len(query)) @ query
    ends = np.cumsum([len(held) // (2 * len(query)) for _version, _mean, held, _spans in rows])
    found = {}
    for place, ((version, _mean, _held, spans), end) in enumerate(zip(rows, ends, strict=True)):
        own = scores[ends[place - 1] if place else 0 : end]
        best = int(own.argmax())
        start, stop = np.frombuffer(spans, dtype="<i4").reshape(-1, 2)[best].tolist()
        found[version] = Nearness(float(means[place] + own[best]), (start, stop))
    return found


def _floats(held: Iterable[Held], dimensions: int) -> Floats:
    """Kept vectors as one matrix: one multiplication serves all candidates."""
    together = np.frombuffer(b"".join(held), dtype="<f2").reshape(-1, dimensions)
    return together.astype(np.float32)
