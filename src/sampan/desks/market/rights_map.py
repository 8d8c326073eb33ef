"""A title's rights as territories × time, for one use in one language: free, sold, held back, and until when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from sampan.engines import rights as engine
from sampan.engines.rights import Box, Grant, Reason, Verb


class State(StrEnum):
    FREE = "free"
    SHARED = "shared"  # free, but not exclusively
    OPTION = "option"  # hangs on somebody's word
    HELD = "held"
    SOLD = "sold"
    YOURS = "yours"  # licensed to the reader
    UNKNOWN = "unknown"  # no right on record


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in one state, and why; half-open."""

    start: date
    end: date
    state: State
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One territory's time."""

    territory: str
    stretches: tuple[Stretch, ...]


def rights_map(
    grants: Sequence[Grant],
    *,
    seller: str,
    territories: Sequence[str],
    question: Box,
    today: date,
    buyer: str | None = None,
) -> list[Line]:
    """Each territory's stretches inside the question's days, for the question's languages and uses taken together.

    Territories that the same grants concern are worked out once.
    """
    assert question.end is not None
    sale = _Sale(grants, seller, buyer, today)
    worked: dict[tuple[int, ...], tuple[Stretch, ...]] = {}
    lines = []
    for code in territories:
        cell = replace(question, territories=engine.TERRITORIES.mask(code))
        # A part of a country may be cut otherwise than its neighbours, so the same grants must also cover alike.
        key = tuple(
            (place << 1) | (not cell.territories & ~grant.box.territories)
            for place, grant in enumerate(grants)
            if grant.box.meets(cell)
        )
        if key not in worked:
            worked[key] = tuple(_joined(_stretches(cell, sale)))
        lines.append(Line(code, worked[key]))
    return lines


@dataclass(frozen=True, slots=True)
class _Sale:
    """Whose rights are asked about, for whom, on which day."""

    grants: Sequence[Grant]
    seller: str
    buyer: str | None
    today: date


def _stretches(cell: Box, sale: _Sale) -> Iterator[Stretch]:
    assert cell.end is not None
    met = [grant for grant in sale.grants if grant.box.meets(cell)]
    days = {cell.start, cell.end}
    days |= {day for grant in met for day in (grant.box.start, grant.box.end) if day}
    cuts = sorted(day for day in days if cell.start <= day <= cell.end)
    for start, end in pairwise(cuts):
        piece = replace(cell, start=start, end=end)
        if any(_gives(grant, sale.buyer) and grant.box.covers(piece) for grant in met):
            yield Stretch(start, end, State.YOURS)
        else:
            yield _stretch(piece, sale)


def _gives(grant: Grant, buyer: str | None) -> bool:
    out = (Verb.OUT_EXCLUSIVE, Verb.OUT_NONEXCLUSIVE)
    return buyer is not None and grant.licensee == buyer and grant.verb in out


def _stretch(piece: Box, sale: _Sale) -> Stretch:
    assert piece.end is not None
    alone, along = (
        engine.avails(
            piece,
            grants=sale.grants,
            seller=sale.seller,
            exclusive=exclusive,
            buyer=sale.buyer,
            today=sale.today,
        )
        for exclusive in (True, False)
    )
    if alone.verdict == "available":
        return Stretch(piece.start, piece.end, State.FREE)
    if along.verdict == "available":
        return Stretch(piece.start, piece.end, State.SHARED, alone.reasons)
    return Stretch(piece.start, piece.end, _state(along), along.reasons)


def _state(answer: engine.Availability) -> State:
    kinds = {reason.kind for reason in answer.reasons}
    if answer.verdict == "conditional":
        return State.OPTION
    if kinds & {"missing_in", "overrun"}:
        return State.UNKNOWN
    return State.HELD if "holdback" in kinds and "exclusive" not in kinds else State.SOLD


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Neighbours in one state for the same reasons as one stretch."""
    last: Stretch | None = None
    for one in stretches:
        if last and last.state == one.state and _grants(last) == _grants(one):
            last = replace(last, end=one.end)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _grants(stretch: Stretch) -> set[str]:
    return {reason.grant.id for reason in stretch.reasons if reason.grant}
