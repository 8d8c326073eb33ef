"""Counts of facts, origin by territory: the matrix from which the Communication Report grows."""

from collections import Counter
from dataclasses import dataclass

from .models import FactQuerySet


@dataclass(frozen=True, slots=True)
class Flows:
    """How often works of each origin reached each territory."""

    origins: tuple[str, ...]
    territories: tuple[str, ...]
    counts: Counter[tuple[str, str]]

    def rows(self) -> list[tuple[str, list[tuple[str, int]], int]]:
        """Origin, its count for each territory in order, their sum."""
        return [
            (
                origin,
                [(territory, self.counts[origin, territory]) for territory in self.territories],
                sum(self.counts[origin, territory] for territory in self.territories),
            )
            for origin in self.origins
        ]


def flows_of(facts: FactQuerySet) -> Flows:
    pairs = Counter(facts.values_list("origin", "territory"))
    return Flows(
        origins=tuple(sorted({origin for origin, _ in pairs})),
        territories=tuple(sorted({territory for _, territory in pairs})),
        counts=pairs,
    )
