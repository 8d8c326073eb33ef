"""What a channel says of each use: allowed, reserved, on conditions, or nothing; and where two channels disagree."""

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from sampan.engines.rights.vocabulary import USES

from .policy import LEAVES, Policy

Said = Literal["allowed", "reserved", "conditional"]
AGENTS = "robots.txt agents"
"""The channel by which single crawlers are shut out or let in: one may be let in and others not."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one signal, found at `where`, says of the uses that it names; it is silent on all others.

    It holds below `location`, a path in which `*` stands for anything; None is whatever the signal came with.
    """

    channel: str
    where: str
    says: Mapping[str, Said]
    location: str | None = None

    @property
    def place(self) -> str:
        """Where it was found, and below which path it holds."""
        return self.where if self.location is None else f"{self.where}, {self.location}"

    @property
    def below(self) -> str:
        """The plain beginning of the paths for which it holds; "" is all of them."""
        path = urlsplit(self.location or "").path
        return re.split(r"[*$]", path, maxsplit=1)[0].rstrip("/")


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
            f"{self.allows.channel} ({self.allows.place}) allows {USES.name(self.use)}, but {self.reserves.channel} "
            f"({self.reserves.place}) reserves it; until they agree, take it as reserved."
        )


def compare(statements: Iterable[Statement]) -> tuple[Disagreement, ...]:
    """Every use on which one statement says yes and another no for the same path, in the order of the uses.

    >>> yes = Statement("robots.txt", "/robots.txt", {"ai.train": "allowed"})
    >>> no = Statement("TDMRep", "tdmrep.json", {"ai.train": "reserved"})
    >>> [one.use for one in compare([yes, no])]
    ['ai.train']

    Of one signal, the longest location counts: what is open below one path may be closed below another.

    >>> compare([Statement("TDMRep", "tdmrep.json", {"ai.train": "allowed"}, "/free/*"),
    ...          Statement("TDMRep", "tdmrep.json", {"ai.train": "reserved"}, "/")])
    ()
    """
    record = list(statements)
    pairs = dict.fromkeys(
        (use, one, other)
        for below in sorted({statement.below for statement in record})
        for one, other in itertools.permutations(_in_force(record, below), 2)
        for use in LEAVES
        if record[one].says.get(use) == "allowed" and record[other].says.get(use) == "reserved"
        if not record[one].channel == record[other].channel == AGENTS
    )
    return tuple(
        Disagreement(use, record[one], record[other])
        for use, one, other in sorted(pairs, key=lambda pair: LEAVES.index(pair[0]))
    )


def _in_force(record: list[Statement], below: str) -> list[int]:
    """The statements that hold for a path: of one signal, those of the longest location that covers it."""
    longest: dict[tuple[str, str], int] = {}
    covering = [number for number, one in enumerate(record) if below.startswith(one.below)]
    for number in covering:
        signal = (record[number].channel, record[number].where)
        longest[signal] = max(longest.get(signal, 0), len(record[number].below))
    return [
        number
        for number in covering
        if len(record[number].below) == longest[record[number].channel, record[number].where]
    ]


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


def policy_said(says: Mapping[str, Said]) -> Policy | None:
    """The policy that a statement amounts to: what is not plainly allowed is reserved; None where nothing is said.

    >>> sorted(policy_said({"ai.index": "allowed", "ai.train": "conditional"}).allowed), policy_said({})
    (['ai.index'], None)
    """
    allowed = frozenset(use for use, verdict in says.items() if verdict == "allowed")
    return Policy(allowed) if says else None


def _stricter(one: Said | None, other: Said) -> Said:
    """Of what two categories of one signal say, that which allows less; "conditional" gives way to a plain word."""
    if one is None or one == "conditional":
        return other
    return "reserved" if "reserved" in (one, other) else one
