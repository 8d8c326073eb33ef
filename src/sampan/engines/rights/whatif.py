"""What a contract would change, before anybody signs it; and what changed between two days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .box import Box, merge, uncovered
from .conflicts import conflicts
from .decision import Reason
from .grant import Grant
from .residual import residual


@dataclass(frozen=True, slots=True)
class Difference:
    """Rights free to sell after and not before (`gained`), and before and not after (`lost`)."""

    gained: tuple[Box, ...]
    lost: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Simulation:
    """What every draft would break, by its id (only those that break something), and what the seller would lose."""

    conflicts: dict[str, tuple[Reason, ...]]
    difference: Difference


def diff(
    question: Box,
    *,
    before: Iterable[Grant],
    after: Iterable[Grant],
    seller: str,
    exclusive: bool = False,
    today: date | None = None,
) -> Difference:
    """What became free to sell in `question`, or stopped being so: for alerts and, with `believed`, for disputes."""
    was = residual(question, grants=before, seller=seller, exclusive=exclusive, today=today).free
    now = residual(question, grants=after, seller=seller, exclusive=exclusive, today=today).free
    return Difference(_less(now, was), _less(was, now))


def _less(these: Sequence[Box], those: Sequence[Box]) -> tuple[Box, ...]:
    return tuple(merge([piece for one in these for piece in uncovered(one, those)]))


def simulate(
    drafts: Iterable[Grant],
    *,
    grants: Iterable[Grant],
    seller: str,
    question: Box,
    today: date | None = None,
) -> Simulation:
    """Check the clauses of a contract in order, each against the record and the clauses before it. Nothing is written.

    >>> from datetime import date
    >>> from sampan.engines.rights import Grant, Verb, box
    >>> year = box("LA, TH", "all", "SVOD", date(2026, 1, 1), date(2027, 1, 1))
    >>> own = Grant(id="1", verb=Verb.IN, licensor="", licensee="A", box=year)
    >>> both = [Grant(id=name, verb=Verb.OUT_EXCLUSIVE, licensor="A", licensee=name,
    ...               box=box("LA", "all", "SVOD", date(2026, 1, 1), date(2027, 1, 1))) for name in ("B", "C")]
    >>> outcome = simulate(both, grants=[own], seller="A", question=year)
    >>> list(outcome.conflicts), [str(one) for one in outcome.difference.lost]
    (['C'], ['subscription video on demand, in every language, in Laos, from 2026-01-01 until 2027-01-01'])
    """
    record = list(grants)
    before = list(record)
    broken = {}
    for draft in drafts:
        found = conflicts(draft, grants=record, today=today)
        if found:
            broken[draft.id] = found
        record.append(draft)
    return Simulation(
        broken, diff(question, before=before, after=record, seller=seller, today=today)
    )
