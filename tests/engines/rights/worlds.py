"""A world small enough to look at cell by cell: the oracle of every law of this engine."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from sampan.engines.rights import Anchor, Box, Grant, Verb

DAY_ONE = date(2026, 1, 1)
DAYS = 6
WHERE, HOW, WHAT = 3, 2, 2
Cell = tuple[int, int, int, int]
# One day more than any grant's end stands for all the days after it.
CELLS: list[Cell] = list(itertools.product(range(WHERE), range(HOW), range(WHAT), range(DAYS + 1)))


def day(number: int) -> date:
    return DAY_ONE + timedelta(days=number)


UNTIL = day(DAYS + 1)


def cells(one: Box) -> set[Cell]:
    """The cells of a box, found by looking at every cell of the world."""
    return {
        (where, how, what, number)
        for where, how, what, number in CELLS
        if one.territories >> where & 1
        and one.languages >> how & 1
        and one.uses >> what & 1
        and one.start <= day(number)
        and (one.end is None or day(number) < one.end)
    }


def all_cells(boxes: Iterable[Box]) -> set[Cell]:
    found: set[Cell] = set()
    for one in boxes:
        found |= cells(one)
    return found


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    start = draw(st.integers(0, DAYS - 1))
    end = draw(st.none() | st.integers(start + 1, DAYS))
    return Box(
        draw(st.integers(1, 2**WHERE - 1)),
        draw(st.integers(1, 2**HOW - 1)),
        draw(st.integers(1, 2**WHAT - 1)),
        day(start),
        day(end) if end is not None else None,
    )


WHOLE = Box(2**WHERE - 1, 2**HOW - 1, 2**WHAT - 1, DAY_ONE)
wide_boxes = st.sampled_from(
    [WHOLE, WHOLE, replace(WHOLE, territories=3), replace(WHOLE, end=day(4))]
)


PARTIES = ("Owner", "Ann", "Bo")
_GIVING = [Verb.OUT_EXCLUSIVE, Verb.OUT_NONEXCLUSIVE]
_BLOCKING = [Verb.HOLDBACK, Verb.OPTION, Verb.OUT_EXCLUSIVE]
_VERBS = [*_GIVING, *_GIVING, *_BLOCKING, Verb.OUT_NONEXCLUSIVE, Verb.IN, Verb.CLEARANCE]
# The owner deals most, and most boxes are wide: grants that never meet prove nothing.
_DEALERS = st.sampled_from(
    [
        ("Owner", "Ann"),
        ("Owner", "Bo"),
        ("Owner", "Ann"),
        ("Ann", "Bo"),
        ("Bo", "Ann"),
        ("Bo", "Owner"),
    ]
)


@st.composite
def grants(draw: st.DrawFn, number: int, *, firm: bool) -> Grant:
    """Any grant of the small world; unless `firm`, it may be unsigned or start on a day not yet known."""
    verb = draw(st.sampled_from(_VERBS))
    licensor, licensee = draw(_DEALERS)
    if verb is Verb.IN:
        licensor, licensee = "", "Owner"
    elif verb in (Verb.HOLDBACK, Verb.OUT_NONEXCLUSIVE):
        licensee = draw(st.sampled_from([licensee, licensee, None]))
    starts = None if firm else draw(st.none() | st.just(Anchor("premiere", bound=draw(_bounds))))
    ends = (
        None
        if firm
        else draw(st.none() | st.none() | st.just(Anchor("finale", bound=draw(_bounds))))
    )
    return Grant(
        id=f"g{number}",
        verb=verb,
        box=draw(wide_boxes | boxes()),
        licensor=licensor,
        licensee=licensee,
        sublicensing=draw(st.sampled_from([None, 0, 1, 2])) if licensee else None,
        starts=starts,
        ends=ends,
        signed=firm or draw(st.booleans()),
    )


_bounds = st.none() | st.integers(0, DAYS).map(day)


@st.composite
def records(draw: st.DrawFn, *, firm: bool = True, most: int = 6) -> list[Grant]:
    """A subject's grants: what the owner holds, what was done with it, and often a waiver of one of the blocks."""
    count = draw(st.integers(1, most))
    found = [draw(grants(number, firm=firm)) for number in range(count)]
    root = draw(wide_boxes | boxes())
    found.append(Grant(id="root", verb=Verb.IN, box=root, licensor="", licensee="Owner"))
    waived = [g for g in found if g.verb not in (Verb.IN, Verb.OUT_NONEXCLUSIVE)]
    if waived and draw(st.integers(0, 2)):
        target = draw(st.sampled_from(waived))
        lifted_in = draw(wide_boxes | boxes())
        found.append(
            Grant(
                id="w", verb=Verb.WAIVER, box=lifted_in, licensor=target.licensor, waives=target.id
            )
        )
    return found


def chains(
    found: list[Grant], party: str, cell: Cell, below: int = 0, path: tuple[str, ...] = ()
) -> Iterator[list[Grant]]:
    """Every unbroken chain of grants that brings one cell to a party, told as the words of chain.py tell it."""
    if party == "Owner":
        for g in found:
            if g.verb is Verb.IN and cell in cells(g.box) and g.allows_below(below):
                yield [g]
        return
    for g in found:
        if not _gives(g, party, cell) or g.licensor in path or not g.allows_below(below):
            continue
        if not taken(found, g.licensor, party, cell):
            for chain in chains(found, g.licensor, cell, below + 1, (*path, party)):
                yield [*chain, g]


def _gives(grant: Grant, party: str, cell: Cell) -> bool:
    to = grant.licensee in (party, None) and grant.licensor != party
    return grant.verb in _GIVING and to and cell in cells(grant.box)


def lifted(found: list[Grant], block: Grant, cell: Cell) -> bool:
    return any(w.waives == block.id and cell in cells(w.box) for w in found)


def taken(found: list[Grant], licensor: str, licensee: str, cell: Cell) -> bool:
    """Whether a licensor gave a cell exclusively to somebody else."""
    return any(
        x.verb is Verb.OUT_EXCLUSIVE
        and x.licensor == licensor
        and x.licensee != licensee
        and cell in cells(x.box)
        and not lifted(found, x, cell)
        for x in found
    )


def barred(found: list[Grant], chain: list[Grant], party: str, cell: Cell) -> bool:
    """Whether a holdback by anybody in a chain keeps one cell from a party."""
    hands = {"", *(g.licensor for g in chain), *(g.licensee for g in chain)}
    return any(
        h.verb is Verb.HOLDBACK
        and h.licensor in hands
        and h.licensee in (None, party)
        and cell in cells(h.box)
        and not lifted(found, h, cell)
        for h in found
    )


def held(found: list[Grant], party: str, cell: Cell) -> bool:
    """Whether a party may use one cell, clearances aside; every grant being firm."""
    return not taken(found, party, party, cell) and any(
        not barred(found, chain, party, cell) for chain in chains(found, party, cell)
    )


def sold(
    found: list[Grant], cell: Cell, *, buyer: str, exclusive: bool, seller: str = "Owner"
) -> bool:
    """Whether a sale by the seller to somebody else stands in the way of one to `buyer`."""
    verbs = _GIVING if exclusive else [Verb.OUT_EXCLUSIVE]
    return any(
        x.verb in verbs
        and x.licensor == seller
        and x.licensee != buyer
        and cell in cells(x.box)
        and not lifted(found, x, cell)
        for x in found
    )


def sellable(
    found: list[Grant],
    cell: Cell,
    *,
    buyer: str,
    exclusive: bool,
    below: int = 1,
    seller: str = "Owner",
) -> bool:
    """Whether a seller can license one cell to `buyer`; every grant being firm, options aside."""
    roots = chains(found, seller, cell, below)
    return not sold(found, cell, buyer=buyer, exclusive=exclusive, seller=seller) and any(
        not barred(found, chain, buyer, cell) for chain in roots
    )


def outcomes(found: list[Grant]) -> list[list[Grant]]:
    """All that may turn out: each unsigned grant signed or dropped, premiere and finale on each day or never."""
    worlds = []
    unsigned = [g for g in found if not g.signed]
    finales = range(DAYS + 2) if any(g.ends for g in found) else [DAYS + 1]
    premieres = range(DAYS + 1) if any(g.starts for g in found) else [0]
    for choice in range(2 ** len(unsigned)):
        dropped = {g.id for number, g in enumerate(unsigned) if choice >> number & 1}
        for premiere, finale in itertools.product(premieres, finales):
            settled = [_settled(g, premiere, finale) for g in found if g.id not in dropped]
            worlds.append([g for g in settled if g is not None])
    return worlds


def _settled(grant: Grant, premiere: int, finale: int) -> Grant | None:
    """A grant once its days are known, told as the docstring of Anchor tells it."""
    start, end = grant.box.start, grant.box.end
    if grant.starts is not None:
        latest = grant.starts.bound
        start = max(start, day(premiere) if latest is None else min(day(premiere), latest))
    if grant.ends is not None and finale <= DAYS:
        earliest = grant.ends.bound
        last = day(finale) if earliest is None else max(day(finale), earliest)
        end = last if end is None else min(end, last)
    if start >= (end or day(DAYS + 1)):
        return None
    return replace(
        grant, signed=True, starts=None, ends=None, box=replace(grant.box, start=start, end=end)
    )


def in_doubt(found: list[Grant], cell: Cell, *, buyer: str) -> bool:
    """Whether somebody else has an option on one cell of the owner's, or must clear it."""
    return any(
        (x.verb is Verb.CLEARANCE or (x.verb is Verb.OPTION and x.licensee != buyer))
        and x.licensor == "Owner"
        and cell in cells(x.box)
        and not lifted(found, x, cell)
        for x in found
    )
