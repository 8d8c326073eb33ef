"""Why not: the grants that stand in the way, or the nearest one that does not reach far enough."""

from .box import Box, ordered, uncovered
from .chain import Book, Holding
from .decision import Reason
from .grant import OUT, Grant, Verb

Found = tuple[str, Grant | None]
_IN, _EXCLUSIVE, _NONEXCLUSIVE = Verb.IN, Verb.OUT_EXCLUSIVE, Verb.OUT_NONEXCLUSIVE
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
    found = _in_the_way(book, party)
    gap = lacking_in(question, book)
    if gap:
        found += [missing(g, gap) for g in _nearest_in(grants, book, gap)] or [("missing_in", None)]
    elif not found and party != book.owner:
        found = _short(book, grants, party, holdings)
    if len(found) == 1:
        kind, grant = found[0]
        return (Reason(kind, grant, question, book.owner if kind == "missing_in" else party),)
    once = {(_RANK.index(kind), grant.id if grant else ""): (kind, grant) for kind, grant in found}
    return tuple(
        Reason(kind, grant, question, book.owner if kind == "missing_in" else party)
        for _, (kind, grant) in sorted(once.items(), key=lambda one: one[0])
    )


def _in_the_way(book: Book, party: str) -> list[Found]:
    """The grants that block a party, and those to it whose runs are used up."""
    found: list[Found] = []
    for g in book.grants:
        verb = g.verb
        if verb is _IN:
            continue
        if verb is not _NONEXCLUSIVE:
            kind = _blocking(g, party)
            if kind and any(box.meets(book.question) for box in book.standing(g, g.firm)):
                found.append((kind, g))
        if g.runs is not None and _to(g, party) and book.spent(g):
            found.append(("runs", g))
    return found


def _blocking(grant: Grant, party: str) -> str:
    if grant.verb is _EXCLUSIVE and grant.licensee != party:
        return "exclusive"
    return "holdback" if grant.verb is Verb.HOLDBACK and grant.licensee in (None, party) else ""


def lacking_in(question: Box, book: Book) -> list[Box]:
    """The pieces of the question that the owner does not hold itself."""
    owner = book.owner
    ins = [g.box for g in book.grants if g.verb is _IN and g.licensee == owner]
    if len(ins) == 1 and ins[0].covers(question):
        return []
    return uncovered(question, ordered(ins))


def missing(grant: Grant, gap: list[Box]) -> Found:
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
        g for g in grants if g.verb is _IN and g.licensee == book.owner and g.superseded_at is None
    ]
    return [nearest(ins, gap[0])] if ins else []


def _to(grant: Grant, party: str) -> bool:
    licensee = grant.licensee
    if licensee != party and licensee is not None:
        return False
    return grant.verb in OUT and grant.licensor != party


def _short(book: Book, grants: list[Grant], party: str, holdings: list[Holding]) -> list[Found]:
    """No block and no gap: a licensor that may not sub-license, a grant too narrow, or none at all."""
    to_it = [g for g in book.grants if _to(g, party)]
    if to_it:
        reached = {one.chain[-1].id for one in holdings}
        broken: list[Found] = [("sublicence", g) for g in to_it if g.id not in reached]
        if broken:
            return broken
    given = [
        g
        for g in grants
        if (g.licensee == party or g.licensee is None) and _to(g, party) and not g.superseded_at
    ]
    return [("not_granted", nearest(given, book.question)) if given else ("no_grant", None)]


def nearest(grants: list[Grant], question: Box) -> Grant:
    """The grant that falls short of the question on the fewest axes; the least id of equals."""
    best, least = grants[0], 5
    for g in grants:
        short = _shortfalls(g.box, question)
        if short < least or (short == least and g.id < best.id):
            best, least = g, short
    return best


def _shortfalls(given: Box, asked: Box) -> int:
    end = given.end
    late = end is not None and (asked.end is None or asked.end > end)
    return (
        (asked.territories & ~given.territories != 0)
        + (asked.languages & ~given.languages != 0)
        + (asked.uses & ~given.uses != 0)
        + (late or asked.start < given.start)
    )
