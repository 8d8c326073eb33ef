"""Candidates by their words and by their meaning, merged by reciprocal rank."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from . import meaning, words
from .facets import keeps
from .meaning import Nearness
from .query import Query
from .sight import Facets, Row, Sight

BY_WORDS, BY_MEANING = 1000, 100  # candidates, before what is out of sight falls away
_ENOUGH = (
    30  # of them in sight and within the facets; with fewer, everything in sight is looked through
)
_NEAR, _BESIDE = (
    0.3,
    0.6,
)  # how near is near at the least, and as a share of the nearest; docs/search.md
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
    by_words, rows, is_capped = _by_words(query, sight, facets)
    near = _by_meaning(query, sight, facets, rows)
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


def _by_words(query: Query, sight: Sight, facets: Facets) -> tuple[list[int], dict[int, Row], bool]:
    """Versions in sight that hold the words, best first; their rows; and whether there are more than that."""
    found = words.ranked(query, limit=BY_WORDS)
    rows = sight.rows(found)
    is_capped = len(found) == BY_WORDS
    if is_capped and _too_few(rows, facets):
        rows |= {row.version: row for row in sight.everything(facets)}
        found = words.ranked(query, limit=None)
        is_capped = False
    return [version for version in found if version in rows], rows, is_capped


def _by_meaning(
    query: Query, sight: Sight, facets: Facets, rows: dict[int, Row]
) -> dict[int, Nearness]:
    """Versions in sight that mean much the same, nearest first. Their rows are added to `rows`."""
    if query.exact or not query.text:
        return {}
    vector = meaning.query_vector(query.text, query.language)
    found = meaning.nearest(vector, count=BY_MEANING)
    seen = sight.rows(found)
    if len(found) == BY_MEANING and _too_few(seen, facets):
        seen |= {row.version: row for row in sight.everything(facets)}
        found += meaning.nearest(vector, count=BY_MEANING, among=list(seen))
    near = meaning.nearness(vector, [version for version in found if version in seen])
    unwanted = words.holding(query.unwanted, among=near)
    least = max(_NEAR, _BESIDE * max((n.score for n in near.values()), default=0))
    kept = {v: n for v, n in near.items() if n.score >= least and v not in unwanted}
    rows |= {version: seen[version] for version in kept}
    return dict(sorted(kept.items(), key=lambda pair: -pair[1].score))


def _too_few(rows: Mapping[int, Row], facets: Facets) -> bool:
    return sum(keeps(facets, row) for row in rows.values()) < _ENOUGH


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
