"""May this party use this work so, here, in this language, on this day? Yes, no or on a condition, and why."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from .box import Box, covered, earlier
from .chain import Book, Holding, binds
from .decision import Decision, Reason
from .grant import Grant, Obligation, Verb
from .refusal import refusals
from .vocabulary import LANGUAGES, TERRITORIES, USES

_DAY = timedelta(days=1)
_HOLDBACK, _CLEARANCE, _EXCLUSIVE = Verb.HOLDBACK, Verb.CLEARANCE, Verb.OUT_EXCLUSIVE
_WAIVER = Verb.WAIVER


def permit(
    *,
    grants: Iterable[Grant],
    owner: str,
    party: str,
    territory: str,
    language: str,
    use: str,
    on: date,
    used: Mapping[str, int] | None = None,
) -> Decision:
    """Decide one use on one day, from all grants on record for the subject (and for what it is part of).

    `owner` is the party whose IN grants are the root of every chain; `used` counts runs spent, by grant id.
    The verdict is "allow", "deny", or "conditional" where it hangs on a signature, a day not yet known or a
    clearance. `until` is the first day on which the same question has to be asked again.
    Raises UnknownTerm for a word outside the vocabularies.

    >>> from datetime import date
    >>> from sampan.engines.rights import Grant, Verb, box
    >>> own = Grant(id="1", verb=Verb.IN, licensor="", licensee="KPL",
    ...             box=box("World", "all", "all-media, ai", date(2026, 1, 1)))
    >>> feed = Grant(id="2", verb=Verb.OUT_NONEXCLUSIVE, licensor="KPL", licensee="Xinhua", clause="4.1",
    ...              box=box("CN", "zh", "news", date(2026, 1, 1), date(2027, 1, 1)), source="feed agreement")
    >>> asked = dict(grants=[own, feed], owner="KPL", party="Xinhua", territory="CN", language="zh-Hans",
    ...              on=date(2026, 5, 1))
    >>> permit(use="news.publish", **asked).verdict
    'allow'
    >>> permit(use="ai.train", **asked).reasons[0].sentence
    'KPL gives Xinhua other rights, from 2026-01-01 until 2027-01-01, but not AI training (clause 4.1, feed agreement).'
    """
    question = Box(
        TERRITORIES.mask(territory, on),
        LANGUAGES.mask(language, on),
        USES.mask(use, on),
        on,
        on + _DAY,
    )
    grants = grants if isinstance(grants, list) else list(grants)
    book = Book(grants, question, owner, used or {})
    holdings = book.held(party)
    if not holdings:
        return Decision("deny", refusals(book, grants, party, holdings))
    sure = [one for one in holdings if not one.doubts]
    plain = len(sure) == 1 and sure[0].box is question
    chosen = sure if plain else _choose(sure, question)
    clearances = _clearances(book, chosen or holdings, party)
    if chosen and not clearances:
        return _allowed(book, grants, party, chosen)
    if holdings and covered(question, [one.box for one in holdings]):
        return _conditional(question, party, chosen or _choose(holdings, question), clearances)
    return Decision("deny", refusals(book, grants, party, holdings))


def _choose(holdings: list[Holding], question: Box) -> list[Holding]:
    """The surest, longest holding that suffices alone, else all if they suffice together, else none."""
    alone = [one for one in holdings if one.box.covers(question)]
    if len(alone) == 1:
        return alone
    if alone:
        return [max(alone, key=_preference)]
    enough = covered(question, [one.box for one in holdings])
    return sorted(holdings, key=_preference, reverse=True) if enough else []


def _preference(holding: Holding) -> tuple[int, date, tuple[str, ...]]:
    return -len(holding.doubts), _end(holding) or date.max, tuple(g.id for g in holding.chain)


def _end(holding: Holding) -> date | None:
    end: date | None = None
    for grant in holding.chain:
        last = (grant.firm or grant.box).end
        if last is not None and (end is None or last < end):
            end = last
    return end


def _clearances(book: Book, holdings: list[Holding], party: str) -> list[Grant]:
    """The clearances still wanted: those in the way that no waiver has lifted for the whole question."""
    return [
        g
        for g in book.grants
        if g.verb is _CLEARANCE
        and any(binds(g, one, party) for one in holdings)
        and any(box.meets(book.question) for box in book.standing(g, g.box))
    ]


def _allowed(book: Book, grants: list[Grant], party: str, chosen: list[Holding]) -> Decision:
    return Decision(
        "allow",
        _granted(book.question, party, chosen),
        _ask_again(book, grants, party, chosen),
        _obligations(chosen),
        chosen[0].chain if len(chosen) == 1 else (),
    )


def _conditional(
    question: Box, party: str, chosen: list[Holding], clearances: list[Grant]
) -> Decision:
    doubts = {(kind, grant.id): grant for one in chosen for kind, grant in one.doubts}
    doubts |= {("clearance", grant.id): grant for grant in clearances}
    conditions = tuple(
        Reason(kind, grant, question, party)
        for (kind, _), grant in sorted(doubts.items(), key=lambda d: d[0])
    )
    chain = chosen[0].chain if len(chosen) == 1 else ()
    return Decision(
        "conditional",
        conditions + _granted(question, party, chosen),
        None,
        _obligations(chosen),
        chain,
    )


def _granted(question: Box, party: str, chosen: list[Holding]) -> tuple[Reason, ...]:
    """One reason for each last grant of the chosen chains."""
    if len(chosen) == 1:
        grant = chosen[0].chain[-1]
        return (Reason("owned" if grant.verb is Verb.IN else "granted", grant, question, party),)
    last = {one.chain[-1].id: one.chain[-1] for one in chosen}
    return tuple(
        Reason("owned" if grant.verb is Verb.IN else "granted", grant, question, party)
        for _, grant in sorted(last.items())
    )


def _obligations(chosen: list[Holding]) -> tuple[Obligation, ...]:
    owed = [duty for one in chosen for grant in one.chain for duty in grant.obligations]
    return tuple(dict.fromkeys(owed)) if owed else ()


def _ask_again(book: Book, grants: list[Grant], party: str, chosen: list[Holding]) -> date | None:
    """The earliest end of a grant in use or of a waiver, or start of one that may take the rights away."""
    question = book.question
    until: date | None = None
    for one in chosen:
        until = earlier(until, _end(one))
    for g in book.grants:
        if g.verb is _WAIVER:
            until = earlier(until, (g.firm or g.box).end)
    day = question.start
    # An exclusive grant to the party itself takes from those between the owner and it, where there are any.
    unharmed = None if any(len(one.chain) > 2 for one in chosen) else party
    for g in grants:
        start = g.box.start
        if start > day and (until is None or start < until) and _may_block(g, question, unharmed):
            until = start
    return until


def _may_block(grant: Grant, question: Box, unharmed: str | None) -> bool:
    there, verb = grant.box, grant.verb
    blocks = (
        verb is _HOLDBACK
        or verb is _CLEARANCE
        or (verb is _EXCLUSIVE and grant.licensee != unharmed)
    )
    return bool(
        blocks
        and grant.superseded_at is None
        and there.territories & question.territories
        and there.languages & question.languages
        and there.uses & question.uses
    )
