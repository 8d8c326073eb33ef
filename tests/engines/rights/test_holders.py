"""Who holds a cell, against every chain of the small world."""

from datetime import timedelta

from hypothesis import given, settings

from engines.rights.test_permit import _cells
from engines.rights.worlds import PARTIES, Cell, day, held, records
from sampan.engines.rights import ANYBODY, Box, Grant, holders


@settings(max_examples=120)
@given(records(), _cells)
def test_the_holders_are_those_that_an_unbroken_chain_reaches(
    found: list[Grant], cell: Cell
) -> None:
    where, how, what, number = cell
    question = Box(1 << where, 1 << how, 1 << what, day(number), day(number) + timedelta(days=1))
    named = {one.party for one in holders(question, grants=found, owner="Owner")}
    anybody = held(found, "somebody new", cell)
    for party in PARTIES:
        listed = any(party in (g.licensor, g.licensee) for g in found)
        assert (party in named) <= held(found, party, cell)
        if held(found, party, cell) and listed:
            assert party in named or anybody
    assert (ANYBODY in named) == anybody
