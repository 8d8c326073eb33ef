"""What is left to sell, against every cell of the small world."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from engines.rights.worlds import (
    CELLS,
    WHOLE,
    all_cells,
    boxes,
    cells,
    in_doubt,
    outcomes,
    records,
    sellable,
)
from sampan.engines.rights import Box, Grant, Verb, box, residual, same, volume

BUYERS = st.sampled_from([None, "Ann", "Bo"])


@settings(max_examples=30)
@given(records(), boxes(), BUYERS, st.booleans())
def test_the_residual_is_every_cell_that_can_be_sold(
    found: list[Grant], question: Box, buyer: str | None, exclusive: bool
) -> None:
    left = residual(question, grants=found, seller="Owner", buyer=buyer, exclusive=exclusive)
    name = buyer or "somebody new"
    can = {c for c in cells(question) if sellable(found, c, buyer=name, exclusive=exclusive)}
    unsure = {c for c in can if in_doubt(found, c, buyer=name)}
    assert all_cells(left.free) == can - unsure
    assert all_cells(left.in_doubt) == unsure
    assert volume([*left.free, *left.in_doubt], date(2026, 1, 8)) == len(can)


@settings(max_examples=60)
@given(records(most=7), boxes(), st.sampled_from(["Ann", "Bo"]), st.booleans())
def test_who_holds_by_licence_sells_what_its_licence_lets_it(
    found: list[Grant], question: Box, seller: str, exclusive: bool
) -> None:
    grants = [g for g in found if g.verb not in (Verb.OPTION, Verb.CLEARANCE)]
    left = residual(question, grants=grants, seller=seller, owner="Owner", exclusive=exclusive)
    assert all_cells(left.free) == {
        c
        for c in cells(question)
        if sellable(grants, c, buyer="somebody new", exclusive=exclusive, seller=seller)
    }
    assert left.in_doubt == ()


@settings(max_examples=25)
@given(records(firm=False, most=3), boxes(), st.booleans())
def test_free_is_free_however_days_and_signatures_fall(
    found: list[Grant], question: Box, exclusive: bool
) -> None:
    """What is free can be sold in every world, and what is neither free nor in doubt in none."""
    grants = [g for g in found if g.verb not in (Verb.OPTION, Verb.CLEARANCE)]
    left = residual(question, grants=grants, seller="Owner", exclusive=exclusive)
    free, unsure = all_cells(left.free), all_cells(left.in_doubt)
    worlds = outcomes(grants)
    for cell in cells(question):
        can = {sellable(one, cell, buyer="somebody new", exclusive=exclusive) for one in worlds}
        if cell in free:
            assert can == {True}
        elif cell not in unsure:
            assert can == {False}


@settings(max_examples=30)
@given(records(firm=False), st.randoms())
def test_the_order_of_grants_changes_no_residual(found: list[Grant], shuffle) -> None:
    mixed = list(found)
    shuffle.shuffle(mixed)
    one = residual(WHOLE, grants=found, seller="Owner", exclusive=True)
    other = residual(WHOLE, grants=mixed, seller="Owner", exclusive=True)
    assert same(one.free, other.free)
    assert same(one.in_doubt, other.in_doubt)
    assert len(CELLS) == 3 * 2 * 2 * 7


def test_an_option_lapses() -> None:
    year = box("LA", "lo", "SVOD", date(2026, 1, 1), date(2027, 1, 1))
    own = Grant(id="own", verb=Verb.IN, box=year, licensor="", licensee="KPL")
    option = Grant(
        id="o", verb=Verb.OPTION, box=year, licensor="KPL", licensee="B", lapses_on=date(2026, 3, 1)
    )
    asked = {"grants": [own, option], "seller": "KPL"}
    assert residual(year, **asked, today=date(2026, 2, 28)).in_doubt == (year,)
    assert residual(year, **asked, today=date(2026, 3, 1)).free == (year,)
    assert residual(year, **asked, buyer="B", today=date(2026, 2, 1)).free == (year,)
