"""What a channel says of each use: allowed, reserved, on conditions, or nothing; and where two channels disagree."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sampan.engines.rights.vocabulary import USES

from .policy import LEAVES

Said = Literal["allowed", "reserved", "conditional"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one signal, found at `where`, says of the uses that it names; it is silent on all others."""

    channel: str
    where: str
    says: Mapping[str, Said]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A use that one signal allows and another reserves."""

    use: str
    allows: Statement
    reserves: Statement

    @property
    def sentence(self) -> str:
        """The disagreement for people, with what would be right."""
        return (
            f"{self.allows.channel} ({self.allows.where}) allows {USES.name(self.use)}, but {self.reserves.channel} "
            f"({self.reserves.where}) reserves it; until they agree, take it as reserved."
        )


def compare(statements: Iterable[Statement]) -> tuple[Disagreement, ...]:
    """Every use on which one statement says yes and another no, in the order of the uses.

    >>> yes = Statement("robots.txt", "/robots.txt", {"ai.train": "allowed"})
    >>> no = Statement("TDMRep", "tdmrep.json", {"ai.train": "reserved"})
    >>> [one.use for one in compare([yes, no])]
    ['ai.train']
    """
    record = list(statements)
    return tuple(
        Disagreement(use, one, other)
        for use in LEAVES
        for one, other in itertools.product(record, record)
        if one.says.get(use) == "allowed" and other.says.get(use) == "reserved"
    )


def said(categories: Mapping[tuple[str, ...], Said | None]) -> dict[str, Said]:
    """What categories say of single uses. One that holds several can be allowed whole, but reserved only in part."""
    found: dict[str, Said] = {}
    for uses, verdict in categories.items():
        if verdict is None:
            continue
        verdict = "conditional" if verdict == "reserved" and len(uses) > 1 else verdict  # noqa: PLW2901
        for use in uses:
            found[use] = _stricter(found.get(use), verdict)
    return found


def _stricter(one: Said | None, other: Said) -> Said:
    """Of what two categories of one signal say, that which allows less; "conditional" gives way to a plain word."""
    if one is None or one == "conditional":
        return other
    return "reserved" if "reserved" in (one, other) else one
