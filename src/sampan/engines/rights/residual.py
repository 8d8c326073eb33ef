"""What is left to sell: what a seller may license, less what it sold, keeps back and has promised."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .box import Box, merge, uncovered
from .chain import Book, Holding, binds
from .grant import Grant, Verb


@dataclass(frozen=True, slots=True)
class Residual:
    """Boxes free to sell, and boxes that hang on a signature, an option, a clearance or a day not yet known.

    No two boxes meet. How they are cut is not canonical: compare with `same`.
    """

    free: tuple[Box, ...]
    in_doubt: tuple[Box, ...]


def residual(
    question: Box,
    *,
    grants: Iterable[Grant],
    seller: str,
    exclusive: bool = False,
    buyer: str | None = None,
    owner: str | None = None,
    today: date | None = None,
) -> Residual:
    """The part of `question` that `seller` can license to `buyer`, exclusively or not.

    Where `owner` is given, the seller's rights are those that reach it from the owner; else its own IN grants are the
    root. `today` decides which options have lapsed (None: none has).

    >>> from datetime import date
    >>> from sampan.engines.rights import Grant, Verb, box
    >>> own = Grant(id="1", verb=Verb.IN, licensor="", licensee="A", box=box("LA, TH", "all", "vod", date(2026, 1, 1)))
    >>> sold = Grant(id="2", verb=Verb.OUT_EXCLUSIVE, licensor="A", licensee="B",
    ...              box=box("TH", "all", "SVOD", date(2026, 1, 1), date(2027, 1, 1)))
    >>> asked = box("LA, TH", "th", "SVOD", date(2026, 6, 1), date(2026, 12, 1))
    >>> [str(one) for one in residual(asked, grants=[own, sold], seller="A").free]
    ['subscription video on demand, in Thai, in Laos, from 2026-06-01 until 2026-12-01']
    """
    book = Book(list(grants), question, owner or seller, {})
    free, in_doubt = split(sellable(book, seller, exclusive=exclusive, buyer=buyer, today=today))
    return Residual(tuple(merge(free)), tuple(merge(in_doubt)))


def sellable(
    book: Book, seller: str, *, exclusive: bool, buyer: str | None, today: date | None
) -> list[Holding]:
    """The pieces of the book's question that can be sold, each with what puts it in doubt; they may overlap."""
    blocks = [g for g in book.grants if takes(g, seller, exclusive=exclusive, buyer=buyer)]
    options = [g for g in book.grants if opted(g, seller, buyer=buyer, today=today)]
    clearances = [g for g in book.grants if g.verb is Verb.CLEARANCE]
    holdings = book.less_holdbacks(book.reaching(seller, below=1), buyer or "")
    if blocks:
        holdings = [rest for one in holdings for rest in book.less(one, blocks)]
    return [
        rest
        for one in holdings
        for rest in _conditioned(
            book, one, [*options, *(g for g in clearances if binds(g, one, buyer or ""))]
        )
    ]


def takes(grant: Grant, seller: str, *, exclusive: bool, buyer: str | None) -> bool:
    """Whether a sale is in the way of another to `buyer`: those to others, if either of the two is exclusive."""
    if grant.licensor != seller:
        return False
    if grant.verb is Verb.OUT_NONEXCLUSIVE:
        return exclusive and (grant.licensee is None or grant.licensee != buyer)
    return grant.verb is Verb.OUT_EXCLUSIVE and (buyer is None or grant.licensee != buyer)


def opted(grant: Grant, seller: str, *, buyer: str | None, today: date | None) -> bool:
    """Whether somebody else may ask first."""
    return (
        grant.verb is Verb.OPTION
        and grant.licensor == seller
        and (buyer is None or grant.licensee != buyer)
        and (grant.lapses_on is None or today is None or today < grant.lapses_on)
    )


def _conditioned(book: Book, holding: Holding, conditions: Sequence[Grant]) -> list[Holding]:
    """The holding, cut into what is free of options and clearances, and what is in doubt by one."""
    parts = [holding]
    for condition in conditions:
        standing = book.standing(condition, condition.box)
        cut = []
        for part in parts:
            clear = uncovered(part.box, standing)
            cut += [Holding(box, part.chain, part.doubts) for box in clear]
            doubts = (*part.doubts, (condition.verb.value, condition))
            cut += [Holding(box, part.chain, doubts) for box in uncovered(part.box, clear)]
        parts = cut
    return parts


def split(holdings: Iterable[Holding]) -> tuple[list[Box], list[Box]]:
    """Holdings as boxes that do not meet: those free, and those only in doubt."""
    holdings = list(holdings)
    free: list[Box] = []
    for one in holdings:
        if not one.doubts:
            free += uncovered(one.box, free)
    taken = list(free)
    for one in holdings:
        if one.doubts:
            taken += uncovered(one.box, taken)
    return free, taken[len(free) :]
