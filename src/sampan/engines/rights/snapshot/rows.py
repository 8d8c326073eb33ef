"""A title's grants as rows that say only what matters to a sale: what a seller has, and what takes it away."""

import enum
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sampan.engines.rights.box import Box, uncovered
from sampan.engines.rights.chain import Book
from sampan.engines.rights.grant import OUT, Grant, Verb
from sampan.engines.rights.residual import sellable, split
from sampan.engines.rights.vocabulary import LANGUAGES, TERRITORIES, USES


class Kind(enum.IntEnum):
    """What a row does with its box; what is in doubt hangs on a signature, an option, a clearance or an unknown day."""

    GIVES = 0
    GIVES_IN_DOUBT = 1
    TAKES = 2
    TAKES_IN_DOUBT = 3
    SHARES = 4
    """A non-exclusive sale: in the way of an exclusive one only."""
    SHARES_IN_DOUBT = 5


GIVING = (Kind.GIVES, Kind.GIVES_IN_DOUBT)


class Row(NamedTuple):
    """One box of one title in one seller's book. A plain tuple in this order does as well."""

    subject: str
    seller: str
    kind: int
    territories: int
    languages: int
    uses: int
    start: date
    end: date | None


_PLAIN = {
    Verb.OUT_EXCLUSIVE: Kind.TAKES,
    Verb.HOLDBACK: Kind.TAKES,
    Verb.OUT_NONEXCLUSIVE: Kind.SHARES,
    Verb.OPTION: Kind.TAKES_IN_DOUBT,
    Verb.CLEARANCE: Kind.TAKES_IN_DOUBT,
}
_ALL = Box(TERRITORIES.everything, LANGUAGES.everything, USES.everything, date.min)


def sale_rows(
    subject: str, grants: Iterable[Grant], *, owner: str | None = None, today: date | None = None
) -> Iterator[Row]:
    """The rows of one title, of every seller that has rights in it, for a buyer whom no grant names.

    Sellers without IN grants of their own hold from `owner` (by default the only holder of IN grants).
    `today` decides which options have lapsed.

    >>> from datetime import date
    >>> from sampan.engines.rights import Grant, Verb, box
    >>> own = Grant(id="1", verb=Verb.IN, licensor="", licensee="A", box=box("LA", "lo", "SVOD", date(2026, 1, 1)))
    >>> [(row.seller, Kind(row.kind).name) for row in sale_rows("film", [own])]
    [('A', 'GIVES')]
    """
    record = [g for g in grants if not g.superseded_at and not _lapsed(g, today)]
    roots = {g.licensee for g in record if g.verb is Verb.IN and g.licensee is not None}
    if all(_is_plain(g, roots) for g in record):
        yield from _plain_rows(subject, record)
        return
    below = {g.licensee for g in record if g.verb in OUT and g.sublicensing and g.licensee}
    root = owner or (min(roots) if roots else "")
    for seller in sorted(roots | below):
        yield from _worked_out(subject, record, seller, seller if seller in roots else root)


def _lapsed(grant: Grant, today: date | None) -> bool:
    return bool(
        grant.verb is Verb.OPTION and today and grant.lapses_on and grant.lapses_on <= today
    )


def _is_plain(grant: Grant, roots: set[str]) -> bool:
    """Whether the grant means the same alone as among the others."""
    if not grant.signed or grant.starts or grant.ends:
        return False
    if grant.verb is Verb.IN:
        return grant.licensor not in roots and grant.allows_below(1)
    if grant.verb in (Verb.HOLDBACK, Verb.OPTION, Verb.CLEARANCE):
        return grant.licensor in roots
    return grant.verb in OUT and not grant.sublicensing


def _plain_rows(subject: str, record: Sequence[Grant]) -> Iterator[Row]:
    for g in record:
        seller, kind = g.licensor, _PLAIN.get(g.verb)
        if g.verb is Verb.IN:
            seller, kind = g.licensee or "", Kind.GIVES
        elif kind is None or (g.verb is Verb.HOLDBACK and g.licensee is not None):
            continue
        yield _row(subject, seller, kind, g.box)


def _row(subject: str, seller: str, kind: Kind, box: Box) -> Row:
    return Row(subject, seller, kind, box.territories, box.languages, box.uses, box.start, box.end)


def _worked_out(subject: str, record: list[Grant], seller: str, owner: str) -> Iterator[Row]:
    """Where grants hang on one another: what the box algebra leaves to sell, as rows."""
    book = Book(record, _ALL, owner, {})
    free, unsure = _left(book, seller, exclusive=False)
    alone, alone_unsure = _left(book, seller, exclusive=True)
    shared = [rest for one in (*free, *unsure) for rest in uncovered(one, [*alone, *alone_unsure])]
    for kind, boxes in (
        (Kind.GIVES, free),
        (Kind.GIVES_IN_DOUBT, unsure),
        (Kind.SHARES, shared),
        (Kind.SHARES_IN_DOUBT, alone_unsure),
    ):
        yield from (_row(subject, seller, kind, box) for box in boxes)


def _left(book: Book, seller: str, *, exclusive: bool) -> tuple[list[Box], list[Box]]:
    return split(sellable(book, seller, exclusive=exclusive, buyer=None, today=None))
