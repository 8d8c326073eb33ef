"""How many titles each choice would leave, counted as if nothing were chosen in its own facet."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from sampan.catalogue.models import Genre, TitleKind
from sampan.engines.rights import TERRITORIES
from sampan.engines.rights.regulation import ages_in
from sampan.partners.models import Organisation

from .rows import GENRES, KINDS, RATED, UNRATED
from .shelf import Mask, Shelf
from .standing import NAMES, Standings
from .wanted import Question, Wanted


@dataclass(frozen=True, slots=True)
class Count:
    value: str
    number: int


Counts = dict[str, list[Count]]
_MOST = 40  # values of a facet that a page shows


class Narrowing:
    """The masks of a search, one a facet: what is within, and what would be with a facet left open."""

    def __init__(
        self, kept: Shelf, wanted: Wanted, seen: Mask, standings: Standings | None
    ) -> None:
        self._kept, self._rows, self._standings = kept, kept.rows, standings
        self._base = seen & _ranges(kept, wanted)
        self._places, self._rated_as = _countries(wanted.question), wanted.ratings
        self._facets = dict(_chosen(kept, wanted, standings))

    def within(self, *, but: str = "") -> Mask:
        mask = self._base
        for name, one in self._facets.items():
            if name != but:
                mask = mask & one
        return mask

    def counts(self) -> Counts:
        rows, reader = self._rows, self._kept.reader
        told = {
            "kind": self._plain("kind", rows["kind"], TitleKind.values),
            "origin": self._plain("origin", rows["origin"], reader.origins.texts),
            "genre": self._bits("genre", rows["genres"], Genre.values),
            "version": self._bits("version", rows["versions"], reader.versions.texts[:64]),
            "rated": self._rated(),
            "house": self._houses(),
        }
        if self._standings is not None:
            told["standing"] = self._plain("standing", self._standings, list(NAMES), in_order=True)
        return told

    def _plain(
        self, facet: str, column: np.ndarray, names: Sequence[str], *, in_order: bool = False
    ) -> list[Count]:
        numbers = np.bincount(column[self.within(but=facet)], minlength=len(names)).tolist()
        found = [Count(name, n) for name, n in zip(names, numbers, strict=False) if n]
        return found if in_order else _most(found)

    def _bits(self, facet: str, column: np.ndarray, names: Sequence[str]) -> list[Count]:
        held = column[self.within(but=facet)].astype(np.uint64)
        numbers = [np.count_nonzero(held & np.uint64(1 << bit)) for bit in range(len(names))]
        return _most([Count(name, int(n)) for name, n in zip(names, numbers, strict=True) if n])

    def _rated(self) -> list[Count]:
        """How many are rated at most so high, for each age of a scale that adds some, or is chosen.

        Where rights are looked for, of the scales there.
        """
        within, found = self.within(but="rated"), []
        shown = self._places and self._places | {one.partition(":")[0] for one in self._rated_as}
        for place, territory in enumerate(RATED):
            if shown and territory not in shown:
                continue
            ages = self._rows["ages"][:, place][within]
            numbers = np.bincount(ages, minlength=UNRATED + 1)[:UNRATED].cumsum()
            before = 0
            for age in _ages_of(territory):
                value, number = f"{territory}:{age}", int(numbers[age])
                if number > before or value in self._rated_as:
                    found.append(Count(value, number))
                before = number
        return found

    def _houses(self) -> list[Count]:
        owners, numbers = np.unique(
            self._rows["owner"][self.within(but="house")], return_counts=True
        )
        found = dict(zip(owners.tolist(), numbers.tolist(), strict=True))
        slugs = Organisation.objects.in_bulk(list(found)).items()
        return _most([Count(house.slug, found[pk]) for pk, house in slugs])


def _most(counts: list[Count]) -> list[Count]:
    return sorted(counts, key=lambda one: (-one.number, one.value))[:_MOST]


def _ranges(kept: Shelf, wanted: Wanted) -> Mask:
    rows = kept.rows
    mask = np.ones(len(rows), np.bool_)
    first, last = wanted.years
    if first is not None:
        mask &= rows["year"] >= first
    if last is not None:
        mask &= (rows["year"] <= last) & (rows["year"] > 0)
    if wanted.minutes is not None:
        mask &= (rows["minutes"] <= wanted.minutes) & (rows["minutes"] > 0)
    if wanted.age is not None:
        mask &= (rows["age"] <= wanted.age) & (rows["age"] != UNRATED)
    return mask


def _chosen(kept: Shelf, wanted: Wanted, standings: Standings | None) -> Iterator[tuple[str, Mask]]:
    rows, reader = kept.rows, kept.reader
    # A season or an episode stands on the page of its series; alone only where somebody asks for such.
    kinds = [KINDS[kind] for kind in wanted.kinds if kind in KINDS]
    yield "kind", np.isin(rows["kind"], kinds) if wanted.kinds else ~rows["is_part"]
    if wanted.origins:
        places = [
            place for one in wanted.origins if (place := reader.origins.find(one)) is not None
        ]
        yield "origin", np.isin(rows["origin"], places)
    if wanted.houses:
        owners = Organisation.objects.filter(slug__in=wanted.houses).values_list("pk", flat=True)
        yield "house", np.isin(rows["owner"], list(owners))
    if wanted.genres:
        yield "genre", _any(rows["genres"], GENRES.get, wanted.genres)
    if wanted.versions:
        yield "version", _any(rows["versions"], reader.versions.find, wanted.versions)
    if wanted.ratings:
        yield "rated", _rated_at_most(rows["ages"], wanted.ratings)
    if standings is not None:
        chosen = [NAMES[name] for name in wanted.standings if name in NAMES]
        yield "standing", np.isin(standings, chosen) if chosen else standings < NAMES["no"]


def _rated_at_most(ages: np.ndarray, ratings: Sequence[str]) -> Mask:
    """Any of them; what is no rating here fits nothing."""
    mask = np.zeros(len(ages), np.bool_)
    for one in ratings:
        territory, _, age = one.partition(":")
        if territory in RATED and age.isascii() and age.isdecimal() and int(age) < UNRATED:
            mask |= ages[:, RATED.index(territory)] <= int(age)
    return mask


@cache
def _ages_of(territory: str) -> tuple[int, ...]:
    return tuple(sorted({age for age in ages_in(territory).values() if age is not None}))


def _countries(question: Question | None) -> frozenset[str]:
    """Where rights are looked for; empty: nowhere in particular."""
    if question is None:
        return frozenset()
    mask = TERRITORIES.mask(", ".join(question.territories), question.start)
    return frozenset(code.partition("-")[0] for code in TERRITORIES.codes(mask))


def _any(column: np.ndarray, place_of: Callable[[str], int | None], names: Sequence[str]) -> Mask:
    bits = sum(1 << place for name in names if (place := place_of(name)) is not None)
    mask: Mask = (column & column.dtype.type(bits)) != 0
    return mask
