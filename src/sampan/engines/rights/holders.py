"""Who holds these rights, and through whose hands they came."""

from collections.abc import Iterable
from dataclasses import dataclass

from .box import Box
from .chain import Book
from .grant import OUT, Grant

ANYBODY = "*"
"""Stands for every partner that no grant names."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A party, a piece of the question that it may use, the chain that brought it, and whether that is certain."""

    party: str
    box: Box
    chain: tuple[Grant, ...]
    firm: bool


def holders(question: Box, *, grants: Iterable[Grant], owner: str) -> tuple[Holder, ...]:
    """Everybody who may use a part of `question`, the owner first, then by name; `ANYBODY` for unnamed partners.

    >>> from datetime import date
    >>> from sampan.engines.rights import Grant, Verb, box
    >>> own = Grant(id="1", verb=Verb.IN, licensor="", licensee="A", box=box("World", "all", "vod", date(2026, 1, 1)))
    >>> sold = Grant(id="2", verb=Verb.OUT_EXCLUSIVE, licensor="A", licensee="B",
    ...              box=box("LA", "all", "SVOD", date(2026, 1, 1)))
    >>> asked = box("LA", "lo", "SVOD", date(2026, 5, 1), date(2026, 5, 2))
    >>> [one.party for one in holders(asked, grants=[own, sold], owner="A")]
    ['B']
    """
    book = Book(list(grants), question, owner, {})
    given = [g for g in book.grants if g.verb in OUT]
    named = {g.licensee for g in given if g.licensee is not None} - {owner}
    anybody = [ANYBODY] if any(g.licensee is None for g in given) else []
    return tuple(
        Holder(party, one.box, one.chain, not one.doubts)
        for party in [owner, *sorted(named), *anybody]
        for one in book.held(party)
    )
