"""Four ways to match a window, against days counted one by one."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.rights.worlds import DAYS, boxes, cells, day, records, sellable
from sampan.engines.rights import Box, Grant, Match, Verb, avails, box

MATCHES: list[Match] = ["cover-entire", "overlap", "start-within", "end-within"]


def _runs(found: list[Grant], question: Box, *, exclusive: bool) -> list[tuple[int, int]]:
    """First and last day of each longest stretch of days on which all of the question can be sold."""
    stretches: list[tuple[int, int]] = []
    for number in range(DAYS + 1):
        today = [c for c in cells(replace(question, start=day(0), end=None)) if c[3] == number]
        if all(sellable(found, c, buyer="somebody new", exclusive=exclusive) for c in today):
            if stretches and stretches[-1][1] == number - 1:
                stretches[-1] = (stretches[-1][0], number)
            else:
                stretches.append((number, number))
    return stretches


def _expected(stretches: list[tuple[int, int]], question: Box, match: Match, min_days: int) -> bool:
    """The last day of the world stands for all that come after: a stretch that has it never ends."""
    window = {n for n in range(DAYS + 1) if question.start <= day(n) < (question.end or date.max)}
    for first, last in stretches:
        days = set(range(first, last + 1))
        endless = last == DAYS
        long = endless or len(days) >= min_days
        shared_endless = endless and question.end is None
        if {
            "cover-entire": window <= days and long,
            "overlap": len(days & window) >= min_days or shared_endless,
            "start-within": first in window and long,
            "end-within": not endless and last in window and long,
        }[match]:
            return True
    return False


@settings(max_examples=120)
@given(records(), boxes(), st.sampled_from(MATCHES), st.booleans(), st.integers(1, 3))
def test_a_match_is_what_the_days_say(
    found: list[Grant], question: Box, match: Match, exclusive: bool, min_days: int
) -> None:
    grants = [g for g in found if g.verb not in (Verb.OPTION, Verb.CLEARANCE)]
    answer = avails(
        question, grants=grants, seller="Owner", match=match, exclusive=exclusive, min_days=min_days
    )
    stretches = _runs(grants, question, exclusive=exclusive)
    expected = _expected(stretches, question, match, min_days)
    assert answer.verdict == ("available" if expected else "unavailable")


@settings(max_examples=40)
@given(records(), boxes(), st.booleans())
def test_a_refusal_has_reasons_and_its_alternatives_can_be_had(
    found: list[Grant], question: Box, exclusive: bool
) -> None:
    answer = avails(question, grants=found, seller="Owner", exclusive=exclusive)
    assert (answer.reasons == ()) == (answer.verdict == "available")
    for other in answer.alternatives:
        as_hard = exclusive and other.kind != "nonexclusive"
        again = avails(other.box, grants=found, seller="Owner", exclusive=as_hard)
        assert again.verdict == "available"


YEAR = box("LA, TH", "lo", "SVOD", date(2026, 1, 1), date(2027, 1, 1))
OWN = Grant(id="own", verb=Verb.IN, box=replace(YEAR, end=None), licensor="", licensee="KPL")
SOLD = Grant(
    id="sold",
    verb=Verb.OUT_NONEXCLUSIVE,
    box=box("TH", "lo", "SVOD", date(2026, 1, 1), date(2026, 7, 1)),
    licensor="KPL",
    licensee="B",
    clause="2",
)


def test_what_is_left_and_what_can_be_had_instead() -> None:
    answer = avails(YEAR, grants=[OWN, SOLD], seller="KPL", exclusive=True)
    assert answer.verdict == "unavailable"
    assert [one.sentence for one in answer.reasons] == [
        (
            "KPL has already given B subscription video on demand, in Lao, in Thailand, "
            "from 2026-01-01 until 2026-07-01 (clause 2)."
        )
    ]
    assert [(one.kind, str(one.box)) for one in answer.alternatives] == [
        ("nonexclusive", str(YEAR)),
        ("later", str(replace(YEAR, start=date(2026, 7, 1), end=date(2027, 7, 1)))),
        ("part", "subscription video on demand, in Lao, in Laos, from 2026-01-01 until 2027-01-01"),
    ]


@pytest.mark.parametrize(("signed", "verdict"), [(True, "unavailable"), (False, "conditional")])
def test_an_unsigned_sale_makes_it_conditional(signed: bool, verdict: str) -> None:
    draft = replace(SOLD, verb=Verb.OUT_EXCLUSIVE, signed=signed)
    answer = avails(YEAR, grants=[OWN, draft], seller="KPL")
    assert (answer.verdict, [(r.kind, r.firm) for r in answer.reasons]) == (
        verdict,
        [("exclusive", signed)],
    )


def test_a_clearance_makes_it_conditional_until_it_is_given() -> None:
    music = Grant(
        id="m", verb=Verb.CLEARANCE, box=YEAR, licensor="KPL", licensee="the composer", clause="9"
    )
    answer = avails(YEAR, grants=[OWN, music], seller="KPL")
    assert (answer.verdict, [(r.kind, r.clause) for r in answer.reasons]) == (
        "conditional",
        [("clearance", "9")],
    )
    given = Grant(id="w", verb=Verb.WAIVER, box=YEAR, licensor="the composer", waives="m")
    assert avails(YEAR, grants=[OWN, music, given], seller="KPL").verdict == "available"
