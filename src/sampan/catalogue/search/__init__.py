"""Search over everything that an organisation may see, in any language from any language.

A query is answered twice, by its words (FTS5 or tsvector, over words and over graphemes) and by its meaning (centred
sentence vectors), and the two rankings are merged. docs/search.md says how well, and how it is measured.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils import timezone

from sampan.catalogue.models import Version
from sampan.partners.models import Organisation

from .facets import Count, Counts, count
from .finding import RANKED, Found, find, meaning_soon, rank
from .query import Query, read_query
from .sight import Facets, Sight
from .snippets import Marked, excerpt, mark, pattern

__all__ = [
    "RANKED",
    "Count",
    "Counts",
    "Facets",
    "Hit",
    "Marked",
    "Query",
    "Results",
    "meaning_soon",
    "rank",
    "read_query",
    "search",
]

_BROWSED = 1000  # stories that a list without a query leads through


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A version that answers, with its edition, work and owner loaded; why: by its words, its meaning, or both."""

    version: Version
    headline: Marked
    snippet: Marked
    why: Literal["words", "meaning", "both", "newest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of what was found. `is_capped`: there are more than `total`; a narrower query finds them."""

    query: Query
    facets: Facets
    hits: tuple[Hit, ...]
    total: int
    is_capped: bool
    counts: Counts
    page: int
    size: int

    @property
    def pages(self) -> int:
        return -(-self.total // self.size)


def search(
    *,
    organisation: Organisation | None,
    query: str = "",
    language: str | None = None,
    facets: Facets = Facets(),  # noqa: B008  # frozen
    page: int = 1,
    size: int = 20,
    at: datetime | None = None,
) -> Results:
    """Find stories in sight of the organisation. `language` is the query's, where it is known.

    Without a query, the newest. A page beyond the last is empty. No query text is an error.
    """
    sight = Sight(organisation=organisation, at=at or timezone.now())
    asked = read_query(query, language=language)
    if organisation is None:
        found = Found(rows={}, order=[])
    elif query.strip():
        found = find(asked, sight, facets)
    else:
        found = _newest(sight, facets)
    shown = found.order[(max(page, 1) - 1) * size :][:size]
    return Results(
        query=asked,
        facets=facets,
        hits=_hits(asked, found, shown),
        total=len(found.order),
        is_capped=found.is_capped,
        counts=count(found.rows.values(), facets),
        page=max(page, 1),
        size=size,
    )


def _newest(sight: Sight, facets: Facets) -> Found:
    rows = {row.version: row for row in sight.newest(Facets(), limit=_BROWSED)}
    inside = sight.newest(facets, limit=_BROWSED)
    rows |= {row.version: row for row in inside}
    return Found(
        rows=rows,
        order=[row.version for row in inside],
        is_capped=len(inside) == _BROWSED,
    )


def _hits(query: Query, found: Found, shown: list[int]) -> tuple[Hit, ...]:
    wanted = pattern(query)
    rows = Version.objects.select_related("edition__work__owner", "edition__house")
    versions = rows.defer("content").in_bulk(shown)
    hits = []
    for number in shown:
        version, near = versions[number], found.nearness.get(number)
        language = version.edition.language
        sought = wanted if number in found.by_words else None
        hits.append(
            Hit(
                version=version,
                headline=mark(version.text.partition("\n")[0], language, sought),
                snippet=excerpt(
                    version.text, language, sought, sentence=near.sentence if near else None
                ),
                why=_why(found, number),
            )
        )
    return tuple(hits)


def _why(found: Found, version: int) -> Literal["words", "meaning", "both", "newest"]:
    match version in found.by_words, version in found.nearness:
        case True, True:
            return "both"
        case True, False:
            return "words"
        case False, True:
            return "meaning"
    return "newest"
