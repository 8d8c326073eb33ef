"""Statements: what each party is due this time, chained by hash, so that a re-run gives the same bytes."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .waterfall import Distribution, Line, Tier, distribute


@dataclass(frozen=True, slots=True)
class Statement:
    """One period: cumulative figures, what is paid now (the difference from the statement before), and the hash."""

    number: int
    until: date
    currency: str
    cumulative: Distribution
    paid_now: tuple[Line, ...]
    previous: str
    hash: str


def statements(
    receipts: Sequence[tuple[date, int]], tiers: Sequence[Tier], *, currency: str
) -> tuple[Statement, ...]:
    """A statement for every period's receipts (day it ends, minor units; a correction may be negative).

    The same input gives the same bytes and hashes. A line of `paid_now` below zero is to be paid back.

    >>> from fractions import Fraction
    >>> thirds = [Tier("profit", "split", {name: Fraction(1, 3) for name in ("a", "b", "c")})]
    >>> three = statements([(date(2026, month, 1), 100) for month in (1, 2, 3)], thirds, currency="CNY")
    >>> [[line.minor for line in one.paid_now] for one in three]
    [[34, 33, 33], [33, 34, 33], [33, 33, 34]]
    """
    found: list[Statement] = []
    total, before, previous = 0, distribute(0, tiers), ""
    for number, (until, minor) in enumerate(receipts, start=1):
        total += minor
        now = distribute(total, tiers)
        paid = tuple(
            Line(line.tier, line.party, line.minor - old.minor)
            for line, old in zip(now.lines, before.lines, strict=True)
        )
        digest = hashlib.sha256(
            as_bytes((number, until, currency, now, paid, previous))
        ).hexdigest()
        found.append(Statement(number, until, currency, now, paid, previous, digest))
        before, previous = now, digest
    return tuple(found)


def as_bytes(content: object) -> bytes:
    """Canonical JSON of statements or parts of them: lists in the order of their fields, no blanks, ISO days."""
    return json.dumps(_plain(content), sort_keys=True, separators=(",", ":")).encode()


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Line):
        return [value.tier, value.party, value.minor]
    if isinstance(value, Distribution):
        return [value.receipts, [_plain(line) for line in value.lines], value.left]
    if isinstance(value, Statement):
        content = (value.number, value.until, value.currency, value.cumulative, value.paid_now)
        return [*map(_plain, content), value.previous, value.hash]
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
