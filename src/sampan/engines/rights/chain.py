"""Chain of title: which rights reach a party, through whose hands, and what stands in the way.

A party holds a right if an unbroken chain of grants leads to it from what the owner holds (IN), each licensor
allowed to license that far down, nobody along the way having given the same away exclusively, and no holdback
binding anybody in the chain.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .box import Box, intersect, uncovered
from .grant import OUT, Grant, Verb

_IN, _NONEXCLUSIVE, _HOLDBACK = (
    Verb.IN,
    Verb.OUT_NONEXCLUSIVE,
    Verb.HOLDBACK,
)  # looked at for every grant


@dataclass(frozen=True, slots=True)
class Holding:
    """Rights that have reached a party, the grants they came by, and what may yet undo them."""

    box: Box
    chain: tuple[Grant, ...]
    doubts: tuple[tuple[str, Grant], ...] = ()

    @property
    def parties(self) -> set[str | None]:
        """Everybody whose promises bind these rights."""
        return {"", *(g.licensor for g in self.chain), *(g.licensee for g in self.chain)}


def doubt(grant: Grant) -> str:
    """Why a grant is not firm."""
    return "date_open" if grant.signed else "unsigned"


def _meeting(grants: Iterable[Grant], question: Box) -> list[Grant]:
    """The grants in force whose boxes meet the question: `Box.meets` in one loop, which every answer runs through."""
    where, how, what = question.territories, question.languages, question.uses
    start, end = question.start, question.end or date.max
    # The smallest numbers first: most grants fall at the first comparison.
    return [
        g
        for g in grants
        if (there := g.box).uses & what
        and there.territories & where
        and there.start < end
        and (there.end is None or there.end > start)
        and there.languages & how
        and g.superseded_at is None
    ]


class Book:
    """The grants on one subject that meet a question, and who owns the subject."""

    def __init__(
        self, grants: Sequence[Grant], question: Box, owner: str, used: Mapping[str, int]
    ) -> None:
        """`used` counts the runs spent, by grant id; a grant without runs left gives nothing more."""
        self.question, self.owner, self.used = question, owner, used
        self.grants = _meeting(grants, question)

    def spent(self, grant: Grant) -> bool:
        """Whether a grant's runs are used up."""
        return grant.runs is not None and self.used.get(grant.id, 0) >= grant.runs

    def held(self, party: str) -> list[Holding]:
        """The pieces of the question that `party` holds; they may overlap where two grants give the same."""
        if self._shut_out(party):
            return []
        plain = self._plain(party)
        if plain:
            return plain
        holdings = self._less_exclusives(self.reaching(party), licensor=party, licensee=party)
        return self.less_holdbacks(holdings, party)

    def reaching(self, party: str, below: int = 0) -> list[Holding]:
        """What reaches `party`, to be licensed `below` deep; its own sales and all holdbacks left aside."""
        return list(self._reaching(party, self.question, below, ()))

    def _shut_out(self, party: str) -> bool:
        """The commonest refusals: no grant to the party is in sight, or the owner keeps all of it back."""
        question, owner = self.question, self.owner
        given = party == owner
        for g in self.grants:
            verb = g.verb
            if verb is _IN:
                continue
            if verb is _HOLDBACK:
                if g.licensee is None and g.licensor == owner and _plainly_covers(g, question):
                    return not any(w.waives == g.id for w in self.grants)
            elif (g.licensee == party or g.licensee is None) and verb in OUT:
                given = True
        return not given

    def _plain(self, party: str) -> list[Holding]:
        """The common case in one pass: nothing in the way, and grants of the owner that each cover the question."""
        question, owner = self.question, self.owner
        roots: list[Grant] = []
        given: list[Grant] = []
        for g in self.grants:
            verb = g.verb
            if verb is _IN:
                if g.licensee == owner:
                    if not _plainly_covers(g, question):
                        return []
                    roots.append(g)
            elif g.licensee == party or (g.licensee is None and verb is _NONEXCLUSIVE):
                if verb not in OUT or g.licensor != owner or g.runs is not None:
                    return []
                if not _plainly_covers(g, question):
                    return []
                given.append(g)
            elif verb is not _NONEXCLUSIVE:
                return []
        if party == owner:
            return []
        return [
            Holding(question, (root, g)) for root in roots if root.allows_below(1) for g in given
        ]

    def _reaching(
        self, party: str, region: Box, below: int, path: tuple[str, ...]
    ) -> Iterator[Holding]:
        for g in self.grants:
            if g.verb is Verb.IN:
                if party == self.owner == g.licensee and g.allows_below(below):
                    yield from self._piece(region, (g,))
            elif self._gives(g, party, path) and g.allows_below(below):
                overlap = intersect(region, g.box)
                if overlap:
                    above = self._reaching(g.licensor, overlap, below + 1, (*path, party))
                    longer = [extended for one in above for extended in self._extend(one, g)]
                    yield from self._less_exclusives(longer, licensor=g.licensor, licensee=party)

    def _gives(self, grant: Grant, party: str, path: tuple[str, ...]) -> bool:
        return (
            grant.verb in OUT
            and (grant.licensee == party or grant.licensee is None)
            and grant.licensor != party
            and grant.licensor not in path
            and party != self.owner
            and not self.spent(grant)
        )

    def _piece(self, region: Box, chain: tuple[Grant, ...]) -> Iterator[Holding]:
        overlap = intersect(region, chain[-1].box)
        if overlap:
            yield from self._extend(Holding(overlap, ()), chain[-1])

    def _extend(self, holding: Holding, grant: Grant) -> Iterator[Holding]:
        """The holding by one grant more, cut into what is firm and what is in doubt."""
        chain = (*holding.chain, grant)
        firm = grant.firm
        if firm is grant.box:
            yield Holding(holding.box, chain, holding.doubts)
            return
        sure = intersect(holding.box, firm) if firm else None
        if sure:
            yield Holding(sure, chain, holding.doubts)
        doubts = (*holding.doubts, (doubt(grant), grant))
        for piece in uncovered(holding.box, [sure] if sure else []):
            yield Holding(piece, chain, doubts)

    def _less_exclusives(
        self, holdings: list[Holding], *, licensor: str, licensee: str
    ) -> list[Holding]:
        blocks = [
            g
            for g in self.grants
            if g.verb is Verb.OUT_EXCLUSIVE and g.licensor == licensor and g.licensee != licensee
        ]
        return [rest for one in holdings for rest in self.less(one, blocks)] if blocks else holdings

    def less_holdbacks(self, holdings: Iterable[Holding], party: str) -> list[Holding]:
        """The holdings without what is kept back from `party`, whoever of their chain keeps it back."""
        blocks = [g for g in self.grants if g.verb is Verb.HOLDBACK]
        return [
            rest
            for one in holdings
            for rest in self.less(one, [block for block in blocks if binds(block, one, party)])
        ]

    def less(self, holding: Holding, blocks: Sequence[Grant]) -> Iterator[Holding]:
        """The holding without what the blocks firmly take; what they may take stays, in doubt."""
        parts = [holding]
        for block in blocks:
            parts = [rest for part in parts for rest in self._less_one(part, block)]
        yield from parts

    def _less_one(self, holding: Holding, block: Grant) -> Iterator[Holding]:
        taken = self.standing(block, block.firm)
        maybe = self.standing(block, block.box)
        for piece in uncovered(holding.box, taken):
            clear = uncovered(piece, maybe)
            for free in clear:
                yield Holding(free, holding.chain, holding.doubts)
            for unsure in uncovered(piece, clear):
                doubts = (*holding.doubts, (doubt(block), block))
                yield Holding(unsure, holding.chain, doubts)

    def standing(self, block: Grant, box: Box | None) -> list[Box]:
        """What is left of a block once its firm waivers are taken away."""
        if box is None:
            return []
        waivers = [g.firm for g in self.grants if g.verb is Verb.WAIVER and g.waives == block.id]
        return uncovered(box, [waiver for waiver in waivers if waiver]) if waivers else [box]


def _plainly_covers(grant: Grant, question: Box) -> bool:
    if not grant.signed or grant.starts is not None or grant.ends is not None:
        return False
    return grant.box.covers(question)


def binds(block: Grant, holding: Holding, party: str) -> bool:
    """Whether a holdback or clearance binds a party that holds rights by a chain."""
    return (block.licensee is None or block.licensee == party or block.verb is Verb.CLEARANCE) and (
        block.licensor in holding.parties
    )
