"""Counts by language, origin, kind and month, and what is left when a reader has chosen some."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from .sight import Facets, Row


@dataclass(frozen=True, slots=True)
class Count:
    """So many results have this value; `chosen` is what the reader narrowed to."""

    value: str
    number: int
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Of each facet its values, the most frequent first (months: the newest first).

    A facet is counted as if nothing were chosen in it, so that a reader sees what else there is.
    """

    languages: tuple[Count, ...] = ()
    origins: tuple[Count, ...] = ()
    kinds: tuple[Count, ...] = ()
    months: tuple[Count, ...] = ()


def keeps(facets: Facets, row: Row, *, but: str = "") -> bool:
    """Whether a row is within what was chosen, leaving the facet `but` aside."""
    return (
        (but == "languages" or not facets.languages or row.language in facets.languages)
        and (but == "origins" or not facets.origins or row.origin in facets.origins)
        and (but == "kinds" or not facets.kinds or row.kind in facets.kinds)
        and (but == "months" or facets.since is None or row.at.date() >= facets.since)
        and (but == "months" or facets.until is None or row.at.date() < facets.until)
    )


def count(rows: Collection[Row], facets: Facets) -> Counts:
    """How many rows each choice would leave."""

    def by(name: str, value: Callable[[Row], str]) -> Counter[str]:
        return Counter(value(row) for row in rows if keeps(facets, row, but=name))

    return Counts(
        languages=_told(by("languages", lambda row: row.language), facets.languages),
        origins=_told(by("origins", lambda row: row.origin), facets.origins),
        kinds=_told(by("kinds", lambda row: row.kind), facets.kinds),
        months=tuple(
            Count(month, number)
            for month, number in sorted(
                by("months", lambda row: f"{row.at:%Y-%m}").items(), reverse=True
            )
        ),
    )


def _told(numbers: Counter[str], chosen: Iterable[str]) -> tuple[Count, ...]:
    numbers.update(
        dict.fromkeys(chosen, 0)
    )  # what was chosen is shown even where it leaves nothing
    kept = frozenset(chosen)
    order = sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Count(value, number, value in kept) for value, number in order)
