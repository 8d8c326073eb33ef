"""Why not: the grants that stand in the way, or the nearest one that does not reach far enough."""

from collections.abc import Iterable, Iterator

from .box import Box, ordered, uncovered
from .chain import Book, Holding
from .decision import Reason
from .grant import OUT, Grant, Verb

_RANK = (
    "exclusive",
    "holdback",
    "runs",
    "sublicence",
    "overrun",
    "missing_in",
    "not_granted",
    "no_grant",
)


def refusals(
    book: Book, grants: list[Grant], party: str, holdings: list[Holding]
) -> tuple[Reason, ...]:
    """The reasons why `party` does not hold all of the book's question; at least one, the weightiest first."""
    question = book.question
    found = list(_blocks(book, party))
    gap = lacking_in(question, book)
    found += [
        ("runs", g) for g in book.grants if g.runs is not None and _to(g, party) and book.spent(g)
    ]
    if gap:
        found += [missing(g, gap) for g in _nearest_in(grants, book, gap)] or [("missing_in", None)]
    elif not found and party != book.owner:
        found += list(_short(book, grants, party, holdings))
    if len(found) == 1:
        kind, grant = found[0]
        return (Reason(kind, grant, question, book.owner if kind == "missing_in" else party),)
    once = {(_RANK.index(kind), grant.id if grant else ""): (kind, grant) for kind, grant in found}
    return tuple(
        Reason(kind, grant, question, book.owner if kind == "missing_in" else party)
        for _, (kind, grant) in sorted(once.items(), key=lambda one: one[0])
    )


def _blocks(book: Book, party: str) -> Iterator[tuple[str, Grant | None]]:
    for g in book.grants:
        if g.verb is Verb.IN or g.verb is Verb.OUT_NONEXCLUSIVE:
            continue
        kind = _blocking(g, party)
        if kind and any(box.meets(book.question) for box in book.standing(g, g.firm)):
            yield kind, g


def _blocking(grant: Grant, party: str) -> str:
    if grant.verb is Verb.OUT_EXCLUSIVE and grant.licensee != party:
        return "exclusive"
    return "holdback" if grant.verb is Verb.HOLDBACK and grant.licensee in (None, party) else ""


def lacking_in(question: Box, book: Book) -> list[Box]:
    """The pieces of the question that the owner does not hold itself."""
    ins = [g.box for g in book.grants if g.verb is Verb.IN and g.licensee == book.owner]
    if len(ins) == 1 and ins[0].covers(question):
        return []
    return uncovered(question, ordered(ins))


def missing(grant: Grant, gap: list[Box]) -> tuple[str, Grant | None]:
    """An IN grant that is right in all but its days is overrun; any other is no help."""
    first = gap[0]
    given = grant.box
    fits = not (
        first.territories & ~given.territories
        or first.languages & ~given.languages
        or first.uses & ~given.uses
    )
    return ("overrun", grant) if fits else ("missing_in", None)


def _nearest_in(grants: list[Grant], book: Book, gap: list[Box]) -> list[Grant]:
    ins = [
        g
        for g in grants
        if g.verb is Verb.IN and g.licensee == book.owner and g.superseded_at is None
    ]
    return [nearest(ins, gap[0])] if ins else []


def _to(grant: Grant, party: str) -> bool:
    licensee = grant.licensee
    if licensee != party and licensee is not None:
        return False
    return grant.verb in OUT and grant.licensor != party


def _short(
    book: Book, grants: list[Grant], party: str, holdings: list[Holding]
) -> Iterator[tuple[str, Grant | None]]:
    """No block and no gap: a licensor that may not sub-license, a grant too narrow, or none at all."""
    reached = {one.chain[-1].id for one in holdings}
    broken = [g for g in book.grants if _to(g, party) and g.id not in reached]
    if broken:
        yield from (("sublicence", g) for g in broken)
        return
    given = [
        g
        for g in grants
        if (g.licensee == party or g.licensee is None) and _to(g, party) and not g.superseded_at
    ]
    yield ("not_granted", nearest(given, book.question)) if given else ("no_grant", None)


def nearest(grants: Iterable[Grant], question: Box) -> Grant:
    """The grant that falls short of the question on the fewest axes; the least id of equals."""
    grants = list(grants)
    if len(grants) == 1:
        return grants[0]
    return min(grants, key=lambda g: (_shortfalls(g.box, question), g.id))


def _shortfalls(given: Box, asked: Box) -> int:
    late = given.end is not None and (asked.end is None or asked.end > given.end)
    return (
        (asked.territories & ~given.territories != 0)
        + (asked.languages & ~given.languages != 0)
        + (asked.uses & ~given.uses != 0)
        + (late or asked.start < given.start)
    )
