"""A draft against the record, and every cell of the small world."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from engines.rights.worlds import boxes, cells, records, sellable
from sampan.engines.rights import Anchor, Box, Grant, Verb, box, conflicts


@settings(max_examples=150)
@given(records(), boxes(), st.sampled_from(["Ann", "Bo"]), st.booleans(), st.randoms())
def test_a_draft_is_refused_exactly_where_a_cell_cannot_be_sold(
    found: list[Grant], wanted: Box, buyer: str, exclusive: bool, shuffle
) -> None:
    verb = Verb.OUT_EXCLUSIVE if exclusive else Verb.OUT_NONEXCLUSIVE
    draft = Grant(id="draft", verb=verb, box=wanted, licensor="Owner", licensee=buyer)
    reasons = conflicts(draft, grants=found)
    can = all(sellable(found, c, buyer=buyer, exclusive=exclusive) for c in cells(wanted))
    # Two holdbacks may each bind one of two sources only; then each is named, though the other source would do.
    assert can or any(r.firm for r in reasons)
    if can and not any(g.verb is Verb.HOLDBACK for g in found):
        assert [r for r in reasons if r.firm] == []
    mixed = list(found)
    shuffle.shuffle(mixed)
    assert conflicts(draft, grants=mixed) == reasons


YEAR = box("LA", "lo", "SVOD", date(2026, 1, 1), date(2027, 1, 1))
OWN = Grant(
    id="own",
    verb=Verb.IN,
    box=replace(YEAR, end=date(2026, 10, 1)),
    licensor="",
    licensee="KPL",
    clause="1",
)
DRAFT = Grant(id="draft", verb=Verb.OUT_EXCLUSIVE, box=YEAR, licensor="KPL", licensee="B")


def _kinds(draft: Grant, *grants: Grant, **more: object) -> list[tuple[str, bool]]:
    return [(one.kind, one.firm) for one in conflicts(draft, grants=grants, **more)]


def test_a_sale_beyond_what_is_held_is_an_overrun() -> None:
    (reason,) = conflicts(DRAFT, grants=[OWN])
    assert (reason.kind, reason.firm, reason.clause) == ("overrun", True, "1")
    assert reason.question == replace(YEAR, start=date(2026, 10, 1))
    assert _kinds(DRAFT) == [("missing_in", True)]


def test_each_kind_of_hindrance_is_named() -> None:
    own = replace(OWN, box=replace(YEAR, end=None))
    assert _kinds(DRAFT, own) == []
    taken = replace(DRAFT, id="t", licensee="C")
    assert _kinds(DRAFT, own, taken) == [("exclusive", True)]
    shared = replace(taken, verb=Verb.OUT_NONEXCLUSIVE)
    assert _kinds(DRAFT, own, shared) == [("nonexclusive", True)]
    kept = replace(taken, verb=Verb.HOLDBACK, licensee=None)
    assert _kinds(DRAFT, own, kept) == [("holdback", True)]
    first = replace(taken, verb=Verb.OPTION, lapses_on=date(2026, 2, 1))
    assert _kinds(DRAFT, own, first, today=date(2026, 1, 1)) == [("option", False)]
    assert _kinds(DRAFT, own, first, today=date(2026, 2, 1)) == []
    music = replace(taken, verb=Verb.CLEARANCE, licensee="the composer")
    assert _kinds(DRAFT, own, music) == [("clearance", False)]
    waiver = Grant(id="w", verb=Verb.WAIVER, box=YEAR, licensor="C", waives="t")
    assert _kinds(DRAFT, own, taken, waiver) == []


def test_a_day_not_yet_known_blocks_from_the_earliest_possible_one() -> None:
    own = replace(OWN, box=replace(YEAR, end=None))
    late = replace(DRAFT, id="t", licensee="C", starts=Anchor("theatrical", 90))
    assert _kinds(DRAFT, own, late) == [("exclusive", False)]
    bound = replace(late, starts=Anchor("theatrical", 90, bound=date(2026, 6, 1)))
    assert _kinds(DRAFT, own, bound) == [("exclusive", True)]
    assert _kinds(DRAFT, replace(own, starts=Anchor("delivery"))) == [("overrun", False)]


def test_a_promise_to_keep_back_is_checked_against_what_is_sold() -> None:
    own = replace(OWN, box=replace(YEAR, end=None))
    sold = replace(DRAFT, id="t", verb=Verb.OUT_NONEXCLUSIVE, licensee="C")
    promise = replace(DRAFT, verb=Verb.HOLDBACK, licensee=None)
    assert _kinds(promise, own, sold) == [("nonexclusive", True)]
    assert _kinds(replace(own, id="draft"), own, sold) == []


def test_a_licence_to_sublicense_needs_as_much_leave() -> None:
    own = replace(OWN, box=replace(YEAR, end=None), sublicensing=1)
    assert _kinds(DRAFT, own) == []
    assert _kinds(replace(DRAFT, sublicensing=1), own) == [("overrun", True)]


def test_a_signal_that_is_received_beyond_its_territories() -> None:
    """Of exclusive television rights beside it a draft is told, never for certain; of other uses it is not."""
    own = replace(OWN, box=box("World", "all", "all-media", date(2026, 1, 1)))
    beside = replace(
        DRAFT,
        id="t",
        licensee="C",
        clause="5",
        box=box("TH", "lo", "broadcast.free, SVOD", date(2026, 1, 1), date(2027, 1, 1)),
    )
    air = replace(DRAFT, box=box("LA", "lo", "broadcast.free", date(2026, 6, 1), date(2026, 9, 1)))
    assert _kinds(air, own, beside) == []
    (reason,) = conflicts(replace(air, overspill=True), grants=[own, beside])
    assert (reason.kind, reason.firm, reason.clause, str(reason.box)) == (
        "overspill",
        False,
        "5",
        "free television, in Lao, in Thailand, from 2026-06-01 until 2026-09-01",
    )
    assert reason.sentence == (
        "KPL has given C alone free television, in Lao, in Thailand, from 2026-01-01 until 2027-01-01, where the "
        "signal may be received; this is not certain (clause 5)."
    )
    assert _kinds(replace(air, overspill=True), own, replace(beside, overspill=True)) == []
    assert _kinds(replace(DRAFT, overspill=True), own, beside) == []
