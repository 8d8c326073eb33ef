"""Candidates by their words and by their meaning, merged by reciprocal rank."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sampan.catalogue.models import Version

from . import meaning, words
from .facets import keeps
from .meaning import Floats, Nearness
from .query import Query
from .sight import Facets, Row, Sight

BY_WORDS = 150  # candidates, before what is out of sight falls away
RANKED = 5000  # by their words, where the caller narrows further
BY_MEANING = 100  # each language has a share of them
_ENOUGH = 30  # candidates in sight and within the facets; with fewer, all that is in sight is gone through
_BESIDE = 0.6  # how near in meaning an answer is at the least, beside the nearest of its language
_STEADY = 60  # of reciprocal rank fusion (Cormack, Clarke, Büttcher, SIGIR 2009)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found: all in sight (for the counts), those within the facets in order, and how near each is."""

    rows: dict[int, Row]
    order: list[int]
    nearness: dict[int, Nearness] = field(default_factory=dict)
    by_words: frozenset[int] = frozenset()
    is_capped: bool = False


def find(query: Query, sight: Sight, facets: Facets) -> Found:
    """Everything that answers the query, in sight of the organisation and within the facets."""
    coming = None
    if query.text and not query.exact:
        coming = meaning.query_vector_soon(query.text, query.language)
    by_words = words.ranked(query, limit=BY_WORDS)
    vector = coming.result() if coming else None
    by_meaning = _by_meaning(vector, facets)
    rows = sight.rows({*by_words, *by_meaning})
    is_capped = len(by_words) == BY_WORDS
    if (is_capped and _too_few(by_words, rows, facets)) or (
        by_meaning and _too_few(by_meaning, rows, facets)
    ):
        rows |= {row.version: row for row in sight.everything(facets)}
        by_words, is_capped = words.ranked(query, limit=None), False
        by_meaning += _by_meaning(vector, facets, among=rows)
    by_words = [version for version in by_words if version in rows]
    spoken = {version: row.language for version, row in rows.items()}
    near = {} if vector is None else _near(vector, query, by_meaning, spoken)
    order = fuse(
        [version for version in by_words if keeps(facets, rows[version])],
        [version for version in near if keeps(facets, rows[version])],
    )
    return Found(
        rows={version: rows[version] for version in {*by_words, *near}},
        order=order,
        nearness=near,
        by_words=frozenset(by_words),
        is_capped=is_capped,
    )


def meaning_soon(query: Query) -> "Future[Floats | None] | None":
    """What the query means, made beside what the caller does; None where only its words count."""
    if not query.text or query.exact:
        return None
    return meaning.query_vector_soon(query.text, query.language)


def rank(
    query: Query, *, among: NDArray[np.int64], coming: "Future[Floats | None] | None" = None
) -> list[int]:
    """Which of these versions answer the query, the best first; in whose sight they are is the caller's question.

    `coming` is what `meaning_soon` gave, where the caller had something to do meanwhile.
    """
    coming = coming or meaning_soon(query)
    holding = np.array(words.ranked(query, limit=RANKED), np.int64)
    by_words: list[int] = holding[np.isin(holding, among)].tolist()
    if coming is None or not len(among):
        return by_words
    vector = coming.result()
    if vector is None:
        return by_words
    candidates = _inside(meaning.nearest(vector, count=BY_MEANING), among)
    if len(candidates) < _ENOUGH:  # looking among them alone is exact, and slower
        candidates = meaning.nearest(vector, count=BY_MEANING, among=among)
    spoken = Version.objects.filter(pk__in=candidates).values_list("pk", "edition__language")
    return fuse(by_words, list(_near(vector, query, candidates, dict(spoken))))


def _inside(versions: list[int], among: NDArray[np.int64]) -> list[int]:
    """Those of the versions that are among the others, which are in order."""
    wanted = np.array(versions, np.int64)
    places = np.minimum(np.searchsorted(among, wanted), len(among) - 1)
    inside: list[int] = wanted[among[places] == wanted].tolist()
    return inside


def _by_meaning(
    vector: Floats | None, facets: Facets, *, among: Iterable[int] | None = None
) -> list[int]:
    if vector is None:
        return []
    return meaning.nearest(vector, count=BY_MEANING, languages=facets.languages, among=among)


def _near(
    vector: Floats, query: Query, candidates: Sequence[int], spoken: Mapping[int, str]
) -> dict[int, Nearness]:
    """Of the candidates whose language is told those nearer than by chance, and not far behind the nearest."""
    chance = meaning.centring().chance
    near = meaning.nearness(vector, [version for version in candidates if version in spoken])
    unwanted = words.holding(query.unwanted, among=near)
    least: dict[str, float] = {}
    for version, nearness in near.items():
        language = spoken[version]
        floor = chance.floor(query.language, language)
        least[language] = max(floor, least.get(language, 0), _BESIDE * nearness.score)
    kept = [
        (version, nearness)
        for version, nearness in near.items()
        if nearness.score >= least[spoken[version]] and version not in unwanted
    ]
    return dict(sorted(kept, key=lambda pair: -pair[1].score))


def _too_few(versions: Iterable[int], rows: Mapping[int, Row], facets: Facets) -> bool:
    return sum(v in rows and keeps(facets, rows[v]) for v in versions) < _ENOUGH


def fuse(*rankings: Sequence[int]) -> list[int]:
    """One ranking of several: each gives 1 / (60 + rank) to what it holds; of equals the newer stands first.

    >>> fuse([1, 2, 3], [3, 4])
    [3, 1, 4, 2]
    """
    scores: dict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, version in enumerate(ranking, start=1):
            scores[version] += 1 / (_STEADY + rank)
    return sorted(scores, key=lambda version: (-scores[version], -version))
