"""A search, answered: which titles, in what order, how each stands, and how many every other choice would leave."""

from collections.abc import Collection
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sampan.catalogue.search import RANKED, Query, meaning_soon, rank, read_query
from sampan.partners.models import Organisation

from .counting import Counts, Narrowing
from .shelf import Shelf, shelf
from .standing import Standing, Standings, standings, standings_of
from .wanted import Sort, Wanted

Keys = NDArray[np.int64]
_UNRANKED = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The works in order, with their standings (none where no rights were asked for), and the counts."""

    works: Keys
    standings: Standings | None
    counts: Counts
    is_capped: bool = False

    @property
    def total(self) -> int:
        return len(self.works)

    def cut(self, page: int, size: int) -> list[tuple[int, Standing | None]]:
        """The keys on one page, each with how it stands."""
        part = slice((page - 1) * size, page * size)
        works = self.works[part].tolist()
        if self.standings is None:
            return [(work, None) for work in works]
        return [
            (work, Standing(one))
            for work, one in zip(works, self.standings[part].tolist(), strict=True)
        ]


def find(*, organisation: Organisation, wanted: Wanted, at: datetime) -> Found:
    """Every title in sight of the house that answers. Raises Invalid for rights that cannot be asked for."""
    kept = shelf(at=at)
    asked = read_query(wanted.text) if wanted.text.strip() else None
    coming = meaning_soon(asked) if asked else None  # made while the rights are looked at
    how = standings(kept, wanted.question, today=at.date()) if wanted.question else None
    ranks, is_capped = _ranks(kept, asked, coming)
    seen = kept.seen_by(organisation, at=at)
    if ranks is not None:
        seen &= ranks < _UNRANKED
    narrowing = Narrowing(kept, wanted, seen, how)
    places = np.flatnonzero(narrowing.within())
    places = places[_order(kept, places, wanted.sort, ranks, how)]
    return Found(
        works=kept.rows["work"][places],
        standings=None if how is None else how[places],
        counts=narrowing.counts(),
        is_capped=is_capped,
    )


def matching(
    *,
    organisation: Organisation,
    wanted: Wanted,
    at: datetime,
    among: Collection[int] | None = None,
) -> set[int]:
    """The works that answer, for a wish: of all, or of the few given, which is quick."""
    if among is None:
        return set(find(organisation=organisation, wanted=wanted, at=at).works.tolist())
    kept = shelf(at=at)
    seen = np.zeros(len(kept.rows), np.bool_)
    seen[kept.places(among)] = True
    seen &= kept.seen_by(organisation, at=at)
    if not seen.any():
        return set()
    how = None
    if wanted.question:
        how = standings_of(kept, wanted.question, works=among, today=at.date())
    within = Narrowing(kept, wanted, seen, how).within()
    if within.any() and wanted.text.strip():
        ranks, _is_capped = _ranks(kept, read_query(wanted.text))
        assert ranks is not None
        within = within & (ranks < _UNRANKED)
    return set(kept.rows["work"][within].tolist())


def _ranks(
    kept: Shelf, asked: Query | None, coming: "Future[Any] | None" = None
) -> tuple[NDArray[np.int32] | None, bool]:
    """Of each title its place among the answers to the text; the words are looked for in every listing."""
    if asked is None:
        return None, False
    versions = rank(asked, among=kept.listings["version"], coming=coming)
    places = kept.places(kept.works_of(versions))
    ranks = np.full(len(kept.rows), _UNRANKED, np.int32)
    ranks[places] = np.arange(len(places))
    return ranks, len(versions) >= RANKED


def _order(
    kept: Shelf,
    places: NDArray[np.intp],
    sort: Sort,
    ranks: NDArray[np.int32] | None,
    how: Standings | None,
) -> NDArray[np.intp]:
    """Last key first, as lexsort has it; the newest first where nothing else decides."""
    rows = kept.rows[places]
    newest = -rows["created"]
    keys: list[NDArray[np.generic]] = [-rows["work"], newest]
    if sort == Sort.YEAR:
        keys.append(-rows["year"].astype(np.int32))
    elif sort == Sort.LENGTH:
        keys.append(np.where(rows["minutes"] > 0, rows["minutes"], 1 << 30))
    elif sort == Sort.BEST:
        if ranks is not None:
            keys.append(ranks[places])
        if how is not None:
            keys.append(how[places])
    return np.lexsort(keys)
