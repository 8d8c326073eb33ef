"""One use on one day: the engine against every cell and every possible world, and the cases of the trade."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from engines.rights.worlds import DAYS, PARTIES, Cell, day, held, outcomes, records
from sampan.engines.rights import (
    LANGUAGES,
    TERRITORIES,
    USES,
    Anchor,
    Box,
    Decision,
    Grant,
    Obligation,
    Verb,
    believed,
    box,
    permit,
)

# The first bits of each axis, by name: the small world of the oracle.
_WHERE = [leaf.code for leaf in TERRITORIES.leaves[:3]]
_HOW = [leaf.code for leaf in LANGUAGES.leaves[:2]]
_WHAT = [leaf.code for leaf in USES.leaves[:2]]


def _ask(found: list[Grant], party: str, cell: Cell) -> Decision:
    where, how, what, number = cell
    return permit(
        grants=found,
        owner="Owner",
        party=party,
        territory=_WHERE[where],
        language=_HOW[how],
        use=_WHAT[what],
        on=day(number),
    )


_cells = st.tuples(
    st.integers(0, 2), st.integers(0, 1), st.integers(0, 1), st.integers(0, DAYS - 1)
)


@settings(max_examples=300)
@given(records(), st.sampled_from(PARTIES), _cells)
def test_a_permit_is_what_the_cell_says(found: list[Grant], party: str, cell: Cell) -> None:
    grants = [g for g in found if g.verb is not Verb.CLEARANCE]
    decision = _ask(grants, party, cell)
    assert decision.verdict == ("allow" if held(grants, party, cell) else "deny")
    assert all(reason.sentence.endswith(".") for reason in decision.reasons)
    assert len(decision.reasons) >= 1


@settings(max_examples=120)
@given(records(firm=False), st.sampled_from(PARTIES), _cells, st.randoms())
def test_the_order_of_grants_changes_nothing(
    found: list[Grant], party: str, cell: Cell, shuffle
) -> None:
    mixed = list(found)
    shuffle.shuffle(mixed)
    assert _ask(found, party, cell) == _ask(mixed, party, cell)


@settings(max_examples=80)
@given(records(firm=False, most=4), st.sampled_from(PARTIES), _cells)
def test_yes_holds_in_every_world_and_no_in_every_world(
    found: list[Grant], party: str, cell: Cell
) -> None:
    grants = [g for g in found if g.verb is not Verb.CLEARANCE]
    verdict = _ask(grants, party, cell).verdict
    answers = {held(world, party, cell) for world in outcomes(grants)}
    # "conditional" may err on the side of caution, where two doubts hang on one another; yes and no may not.
    assert verdict == "conditional" or answers == {verdict == "allow"}


@settings(max_examples=150)
@given(records(), st.sampled_from(PARTIES), _cells)
def test_until_the_day_it_names_the_answer_stays_yes(
    found: list[Grant], party: str, cell: Cell
) -> None:
    decision = _ask(found, party, cell)
    if decision.verdict == "allow":
        where, how, what, number = cell
        until = decision.until or day(DAYS)
        later = [n for n in range(number, DAYS) if day(n) < until]
        assert {_ask(found, party, (where, how, what, n)).verdict for n in later} == {"allow"}


OWN = Grant(
    id="own",
    verb=Verb.IN,
    box=box("World", "all", "all-media, ai", date(2026, 1, 1)),
    licensor="",
    licensee="KPL",
)
FEED = Grant(
    id="feed",
    verb=Verb.OUT_NONEXCLUSIVE,
    box=box("CN", "zh", "news", date(2026, 1, 1), date(2027, 1, 1)),
    licensor="KPL",
    licensee="Xinhua",
    clause="4.1",
    source="feed agreement",
    obligations=(Obligation("credit", "KPL"),),
)


def _xinhua(
    *grants: Grant, use: str = "news.publish", on: date = date(2026, 5, 1), **more
) -> Decision:
    return permit(
        grants=[OWN, *grants], owner="KPL", party="Xinhua", territory="CN", language="zh-Hans", use=use, on=on, **more
    )  # fmt: skip


def _said(decision: Decision) -> list[tuple[str, str]]:
    return [(reason.kind, reason.sentence) for reason in decision.reasons]


def test_a_licensed_use_names_its_clause_and_what_is_owed() -> None:
    decision = _xinhua(FEED)
    assert (decision.verdict, decision.until) == ("allow", date(2027, 1, 1))
    assert decision.obligations == (Obligation("credit", "KPL"),)
    assert decision.chain == (OWN, FEED)
    assert _said(decision) == [
        (
            "granted",
            (
                "KPL gives Xinhua news publishing, in Chinese (Simplified), in China, "
                "from 2026-01-01 until 2027-01-01 (clause 4.1, feed agreement)."
            ),
        )
    ]


def test_training_is_refused_by_the_reservation_and_its_clause() -> None:
    reserved = Grant(
        id="ai", verb=Verb.HOLDBACK, box=box("World", "all", "ai", date(2026, 1, 1)), licensor="KPL", clause="7"
    )  # fmt: skip
    assert _said(_xinhua(FEED, reserved, use="ai.train")) == [
        (
            "holdback",
            "KPL keeps back AI training, in Chinese (Simplified), in China, from 2026-01-01 (clause 7).",
        ),
    ]


def test_a_holdback_over_a_part_bars_the_whole() -> None:
    part = Grant(
        id="gx", verb=Verb.HOLDBACK, box=replace(FEED.box, territories=TERRITORIES.mask("CN-GX")), licensor="KPL"
    )  # fmt: skip
    waiver = Grant(id="w", verb=Verb.WAIVER, box=part.box, licensor="KPL", waives="gx")
    assert [reason.kind for reason in _xinhua(FEED, part).reasons] == ["holdback"]
    assert _xinhua(FEED, part, waiver).verdict == "allow"
    for_others = replace(part, licensee="VNA")
    assert _xinhua(FEED, for_others).verdict == "allow"


def test_a_waiver_lifts_a_holdback_over_everything() -> None:
    kept = Grant(id="k", verb=Verb.HOLDBACK, box=OWN.box, licensor="KPL", clause="7")
    waiver = Grant(id="w", verb=Verb.WAIVER, box=FEED.box, licensor="KPL", waives="k")
    assert _xinhua(FEED, kept).verdict == "deny"
    assert _xinhua(FEED, kept, waiver).verdict == "allow"


def test_a_circle_of_licences_leads_nowhere() -> None:
    forth = replace(FEED, id="forth", licensor="CCTV", licensee="Xinhua", sublicensing=9)
    back = replace(FEED, id="back", licensor="Xinhua", licensee="CCTV", sublicensing=9)
    assert _xinhua(forth, back).verdict == "deny"


def test_a_use_that_no_clause_grants_names_the_nearest_clause() -> None:
    assert _said(_xinhua(FEED, use="ai.train")) == [
        (
            "not_granted",
            (
                "KPL gives Xinhua other rights, from 2026-01-01 until 2027-01-01, but not AI training "
                "(clause 4.1, feed agreement)."
            ),
        )
    ]
    assert _said(_xinhua(FEED, on=date(2027, 1, 1))) == [
        (
            "not_granted",
            (
                "KPL gives Xinhua other rights, from 2026-01-01 until 2027-01-01, but not on the day asked for "
                "(clause 4.1, feed agreement)."
            ),
        )
    ]


def test_a_stranger_holds_nothing() -> None:
    assert _said(_xinhua()) == [
        (
            "no_grant",
            "Xinhua holds no licence for news publishing, in Chinese (Simplified), in China.",
        )
    ]


def test_what_the_owner_lacks_nobody_gets() -> None:
    short = replace(OWN, box=replace(OWN.box, end=date(2026, 3, 1)), licensor="Author", clause="1")
    decision = permit(
        grants=[short, FEED], owner="KPL", party="Xinhua", territory="CN", language="zh", use="news.publish",
        on=date(2026, 5, 1),
    )  # fmt: skip
    assert _said(decision) == [
        (
            "overrun",
            (
                "KPL holds news publishing, in Chinese, in China, "
                "from 2026-01-01 until 2026-03-01, not longer (clause 1)."
            ),
        ),
    ]


def test_an_exclusive_grant_shuts_out_everybody_else_the_giver_too() -> None:
    alone = replace(
        FEED, id="alone", verb=Verb.OUT_EXCLUSIVE, licensee="VNA", clause="9", source=""
    )
    assert [reason.kind for reason in _xinhua(FEED, alone).reasons] == ["exclusive"]
    own_use = permit(
        grants=[OWN, alone], owner="KPL", party="KPL", territory="CN", language="zh", use="news.publish",
        on=date(2026, 5, 1),
    )  # fmt: skip
    assert [reason.kind for reason in own_use.reasons] == ["exclusive"]


def test_a_sublicence_needs_leave_and_reaches_no_further_than_its_parent() -> None:
    below = replace(FEED, id="below", licensor="Xinhua", licensee="CCTV", clause="2")
    asked = {
        "owner": "KPL",
        "party": "CCTV",
        "territory": "CN",
        "language": "zh",
        "use": "news.publish",
        "on": date(2026, 5, 1),
    }
    refused = permit(grants=[OWN, FEED, below], **asked)
    assert _said(refused) == [
        (
            "sublicence",
            (
                "Xinhua may not sub-license news publishing, in Chinese, in China to CCTV "
                "(clause 2, feed agreement)."
            ),
        ),
    ]
    passed = permit(grants=[OWN, replace(FEED, sublicensing=1), below], **asked)
    assert (passed.verdict, [g.id for g in passed.chain]) == ("allow", ["own", "feed", "below"])


def test_runs_are_counted() -> None:
    three = replace(FEED, runs=3)
    assert _xinhua(three, used={"feed": 2}).verdict == "allow"
    assert _said(_xinhua(three, used={"feed": 3})) == [
        ("runs", "Xinhua has used all 3 runs that KPL gave (clause 4.1, feed agreement).")
    ]


def test_a_clearance_makes_it_conditional_until_it_is_waived() -> None:
    music = Grant(
        id="music", verb=Verb.CLEARANCE, box=box("World", "all", "news", date(2026, 1, 1)), licensor="KPL",
        licensee="the composer", clause="3",
    )  # fmt: skip
    given = Grant(
        id="yes", verb=Verb.WAIVER, box=music.box, licensor="the composer", waives="music"
    )
    decision = _xinhua(FEED, music)
    assert decision.verdict == "conditional"
    assert decision.reasons[0].sentence == (
        "The composer must agree before news publishing, in Chinese (Simplified), in China, from 2026-01-01 (clause 3)."
    )
    assert _xinhua(FEED, music, given).verdict == "allow"


def test_an_unknown_day_and_a_missing_signature_are_conditions() -> None:
    late = replace(FEED, starts=Anchor("theatrical", 90))
    decision = _xinhua(late)
    assert decision.verdict == "conditional"
    assert _said(decision)[0] == (
        "date_open",
        (
            "The grant by KPL to Xinhua of news publishing, in Chinese (Simplified), in China depends on "
            "90 days after theatrical (clause 4.1, feed agreement)."
        ),
    )
    assert (
        _xinhua(replace(late, starts=Anchor("theatrical", 90, bound=date(2026, 4, 1)))).verdict
        == "allow"
    )
    assert [reason.kind for reason in _xinhua(replace(FEED, signed=False)).reasons] == [
        "unsigned",
        "granted",
    ]


def test_what_is_superseded_is_not_there_but_can_be_asked_for() -> None:
    march, april = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    old = replace(FEED, recorded_at=march, superseded_at=april)
    assert _xinhua(old).verdict == "deny"
    assert [g.id for g in believed([old], at=march)] == ["feed"]
    assert list(believed([old], at=april)) == []
    assert list(believed([old])) == []


def test_a_whole_country_needs_all_of_its_parts() -> None:
    parts = replace(FEED, box=replace(FEED.box, territories=TERRITORIES.mask("CN-GX")))
    rest = replace(
        FEED, id="rest", box=replace(FEED.box, territories=TERRITORIES.mask("CN except CN-GX"))
    )
    assert _xinhua(parts).verdict == "deny"
    assert _xinhua(parts, rest).verdict == "allow"


def test_parameters_are_ready_for_json() -> None:
    reason = _xinhua(FEED).reasons[0]
    assert reason.box == Box(
        TERRITORIES.mask("CN"), LANGUAGES.mask("zh-Hans"), USES.mask("news.publish"), date(2026, 5, 1), date(2026, 5, 2)
    )  # fmt: skip
    assert reason.parameters == {
        "party": "Xinhua",
        "firm": True,
        "territories": {"included": ["CN"], "excluded": []},
        "languages": {"included": ["zh-Hans"], "excluded": []},
        "uses": {"included": ["news.publish"], "excluded": []},
        "grant": "feed",
        "licensor": "KPL",
        "licensee": "Xinhua",
        "clause": "4.1",
        "source": "feed agreement",
        "start": "2026-01-01",
        "end": "2027-01-01",
        "lapses": None,
        "runs": None,
        "anchors": [],
    }
