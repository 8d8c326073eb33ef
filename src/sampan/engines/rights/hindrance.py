"""What stands in the way of a sale: every grant that takes, keeps back or may take part of it."""

from collections.abc import Iterator
from datetime import date

from .box import Box, intersect, ordered, uncovered
from .chain import Book
from .decision import Reason
from .grant import Grant, Verb
from .refusal import missing, nearest
from .residual import opted, takes

_KIND = {
    Verb.OUT_EXCLUSIVE: "exclusive",
    Verb.OUT_NONEXCLUSIVE: "nonexclusive",
    Verb.HOLDBACK: "holdback",
    Verb.OPTION: "option",
    Verb.CLEARANCE: "clearance",
}
_RANK = ("missing_in", "overrun", "exclusive", "nonexclusive", "holdback", "option", "clearance")


def hindrances(
    question: Box,
    book: Book,
    record: list[Grant],
    seller: str,
    *,
    exclusive: bool,
    buyer: str | None,
    today: date | None,
    below: int = 1,
) -> tuple[Reason, ...]:
    """The reasons why `seller` cannot license all of `question`, the weightiest first; those not firm say so.

    `book` holds the grants that meet the question (it may hold others, which are passed over).
    """
    found = [
        *_blocks(
            question, book, seller, exclusive=exclusive, buyer=buyer, today=today, below=below
        ),
        *_shortfalls(question, book, record, seller, below),
    ]
    found.sort(key=lambda one: (_RANK.index(one.kind), one.grant.id if one.grant else ""))
    return tuple(found)


def _blocks(
    question: Box,
    book: Book,
    seller: str,
    *,
    exclusive: bool,
    buyer: str | None,
    today: date | None,
    below: int,
) -> Iterator[Reason]:
    for g in book.grants:
        if g.verb is Verb.IN or g.verb is Verb.WAIVER or not g.box.meets(question):
            continue
        if g.verb in (Verb.HOLDBACK, Verb.CLEARANCE):
            stands = _binds(g, book, seller, buyer, below)
        elif g.verb is Verb.OPTION:
            stands = opted(g, seller, buyer=buyer, today=today)
        else:
            stands = takes(g, seller, exclusive=exclusive, buyer=buyer)
        if stands and any(box.meets(question) for box in book.standing(g, g.box)):
            yield Reason(_KIND[g.verb], g, question, seller, firm=_firm(g, question, book))


def _binds(grant: Grant, book: Book, seller: str, buyer: str | None, below: int) -> bool:
    """Whether a holdback or clearance is meant for this sale: for all or this buyer, by somebody in its chain."""
    if grant.verb is Verb.HOLDBACK and grant.licensee not in (None, buyer):
        return False
    if grant.licensor in (seller, ""):
        return True
    return any(grant.licensor in one.parties for one in book.reaching(seller, below))


def _firm(grant: Grant, question: Box, book: Book) -> bool:
    if grant.verb in (Verb.OPTION, Verb.CLEARANCE) or grant.firm is None:
        return False
    return any(box.meets(question) for box in book.standing(grant, grant.firm))


def _shortfalls(
    question: Box, book: Book, record: list[Grant], seller: str, below: int
) -> Iterator[Reason]:
    """Where the seller has nothing to license, or not for so long, or not for certain."""
    if any(
        _roots(g, seller, below) and g.firm is g.box and g.box.covers(question) for g in book.grants
    ):
        return
    holdings = book.reaching(seller, below)
    gap = uncovered(question, ordered(one.box for one in holdings))
    firm = bool(gap)
    gap = gap or uncovered(question, ordered(one.box for one in holdings if not one.doubts))
    if not gap:
        return
    ins = [g for g in record if g.verb is Verb.IN and g.licensee == seller and not g.superseded_at]
    kind, grant = missing(nearest(ins, gap[0]), gap) if ins else ("missing_in", None)
    yield Reason(kind, grant, intersect(question, gap[0]) or question, seller, firm=firm)


def _roots(grant: Grant, seller: str, below: int) -> bool:
    return grant.verb is Verb.IN and grant.licensee == seller and grant.allows_below(below)
