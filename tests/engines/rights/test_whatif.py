"""Before and after, and contracts that are only thought of."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings

from engines.rights.worlds import WHOLE, all_cells, cells, records, sellable
from sampan.engines.rights import Grant, Verb, believed, box, diff, simulate


@settings(max_examples=25)
@given(records(), records())
def test_the_difference_is_what_the_cells_say(before: list[Grant], after: list[Grant]) -> None:
    doubts = (Verb.OPTION, Verb.CLEARANCE)
    before, after = ([g for g in one if g.verb not in doubts] for one in (before, after))
    changed = diff(WHOLE, before=before, after=after, seller="Owner")
    was, now = (
        {c for c in cells(WHOLE) if sellable(one, c, buyer="somebody new", exclusive=False)}
        for one in (before, after)
    )
    assert all_cells(changed.gained) == now - was
    assert all_cells(changed.lost) == was - now


YEAR = box("LA, TH", "lo", "SVOD", date(2026, 1, 1), date(2027, 1, 1))
OWN = Grant(id="own", verb=Verb.IN, box=YEAR, licensor="", licensee="KPL")
SALE = Grant(id="sale", verb=Verb.OUT_EXCLUSIVE, box=YEAR, licensor="KPL", licensee="B")


def test_clauses_of_one_contract_are_checked_against_each_other() -> None:
    twice = replace(SALE, id="again", licensee="C")
    outcome = simulate([SALE, twice], grants=[OWN], seller="KPL", question=YEAR)
    assert {name: [one.kind for one in found] for name, found in outcome.conflicts.items()} == {
        "again": ["exclusive"]
    }
    assert outcome.difference.lost == (YEAR,)
    assert outcome.difference.gained == ()


def test_what_was_believed_then_differs_from_now() -> None:
    march, april = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    record = [OWN, replace(SALE, recorded_at=march, superseded_at=april)]
    changed = diff(
        YEAR,
        before=believed(record, at=march),
        after=believed(record, at=april),
        seller="KPL",
    )
    assert changed.gained == (YEAR,)
