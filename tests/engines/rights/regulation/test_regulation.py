"""What states ask of a deal: dated, with sources, never a refusal."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampan.engines.rights import box
from sampan.engines.rights.regulation import Deal, Tally, findings, rules, scale_of, scales

THAI = Deal(
    box=box("CN", "zh", "SVOD", date(2026, 1, 1), date(2027, 1, 1)),
    kind="series",
    origin=frozenset({"TH"}),
)
ON_AIR = replace(THAI, box=box("CN", "zh", "broadcast.free", date(2026, 1, 1), date(2027, 1, 1)))
FILM = replace(
    THAI, kind="film", box=box("VN, KH, LA", "all", "theatrical, SVOD", date(2026, 1, 1))
)
REGISTRATION = "registration on the unified platform for foreign films and series"


def asked(deal: Deal) -> list[tuple[str, bool]]:
    return [(one.rule.id, one.certain) for one in findings(deal).warnings]


def test_every_rule_has_a_source_a_date_and_an_address() -> None:
    found = rules()
    assert len({rule.id for rule in found}) == len(found)
    assert [
        rule.id for rule in found if not (rule.source and rule.address.startswith("https://"))
    ] == []
    assert {rule.status for rule in found} == {"in force", "draft"}


@pytest.mark.parametrize("language", ["zh-Hans", "lo", "th", "vi"])
def test_every_rule_has_its_words_in_the_languages_of_the_pages(language: str) -> None:
    found = rules()
    assert [rule.id for rule in found if rule.title_in(language) == rule.title] == []
    assert [rule.id for rule in found if rule.needs and rule.needs_in(language) == rule.needs] == []
    assert (found[0].title_in("tet"), found[1].needs_in("tet")) == (found[0].title, found[1].needs)


def test_a_foreign_series_online_counts_and_needs_registration() -> None:
    assert asked(THAI) == [
        ("CN-2015-share", False), ("CN-2015-registration", True), ("CN-2018-share", False),
    ]  # fmt: skip
    known = replace(
        THAI,
        at_hand={REGISTRATION: "2026-17"},
        tallies={
            "CN-2015-share": [Tally(2026, 6, 20, is_whole=True)],
            "CN-2018-share": [Tally(2026, 9, 21, True), Tally(2027, 7, 13, True)],
        },
    )
    within, exceeded = findings(known).warnings
    assert within.sentence == (
        "China: with this deal 6 foreign to 20 domestic in 2026: 30.0%, within 30%: "
        "foreign series are at most 30 % of the domestic series on offer."
    )
    assert exceeded.sentence == (
        "China (a draft): with this deal 7 of 20 are foreign in 2027: 35.0%, more than 30%: foreign "
        "programmes are at most 30 % of each category in a day (television) or on offer (online)."
    )
    assert (within.certain, exceeded.certain) == (True, True)


def test_what_else_a_site_offers_is_not_guessed() -> None:
    tally = {"CN-2015-share": [Tally(2026, 3, 0)]}
    found = findings(replace(THAI, tallies=tally)).warnings[0]
    assert (found.kind, found.certain, found.parameters["foreign"]) == ("tallied", False, 3)


@given(foreign=st.integers(0, 60), domestic=st.integers(0, 60))
def test_a_share_is_exceeded_by_the_next_work_and_not_before(foreign: int, domestic: int) -> None:
    """For both bases: three beside ten domestic works, or three among ten works."""
    rule = next(rule for rule in rules() if rule.id == "CN-2015-share")
    tally = Tally(2026, foreign, domestic)
    assert tally.exceeds(rule) == (10 * foreign > 3 * domestic)
    assert tally.exceeds(replace(rule, base="all")) == (10 * foreign > 3 * (foreign + domestic))


def test_a_domestic_series_is_asked_for_its_licence_alone() -> None:
    home = replace(THAI, origin=frozenset({"CN", "LA"}))
    assert asked(home) == [("CN-2022-web-licence", True)]


def test_hours_and_episodes_on_television() -> None:
    late = replace(ON_AIR, hours=(time(23), time(1)), episodes=40)
    assert asked(late) == [("CN-2012-airtime", False), ("CN-2018-share", False)]
    evening = replace(late, hours=(time(21, 30), time(23)), episodes=51)
    assert asked(evening) == [
        ("CN-2012-prime-time", True), ("CN-2012-airtime", False), ("CN-2012-length", True), ("CN-2018-share", False),
        ("CN-2018-evening", True),
    ]  # fmt: skip
    unknown = [
        certain
        for rule, certain in asked(ON_AIR)
        if rule in ("CN-2012-prime-time", "CN-2012-length")
    ]
    assert unknown == [False, False]


def test_a_rule_holds_from_its_day_on() -> None:
    early = replace(THAI, box=box("CN", "zh", "SVOD", date(2014, 1, 1), date(2015, 1, 22)))
    assert asked(early) == []
    assert asked(replace(early, box=replace(early.box, end=date(2015, 1, 23)))) == [
        ("CN-2015-share", False)
    ]


def test_ratings_by_the_scale_in_use() -> None:
    found = findings(FILM)
    assert [one.sentence for one in found.warnings if one.rule.effect == "rating"] == [
        "Vietnam: the deal needs a rating (P, K, T13, T16, T18, C).",
        "Cambodia: the deal needs a rating (G, PG-13, NC-15, R-18).",
    ]
    assert found.unknown == ("LA",)
    rated = findings(replace(FILM, ratings={"VN": "C18", "KH": "G"}))
    assert [one.sentence for one in rated.warnings if one.rule.effect == "rating"] == [
        "Vietnam: “C18” is no rating of the scale in use; it has P, K, T13, T16, T18, C."
    ]


def test_where_a_rating_is_not_asked_for_a_wrong_one_is_still_told() -> None:
    malay = replace(FILM, box=box("MY", "ms", "theatrical", date(2026, 1, 1)))
    assert asked(malay) == []
    assert asked(replace(malay, ratings={"MY": "13"})) == []
    assert asked(replace(malay, ratings={"MY": "PG13"})) == [("MY-2023-scale", True)]


def test_scales_of_a_territory_do_not_overlap() -> None:
    for scale in scales():
        day = scale.begins or date(2020, 1, 1)
        assert scale_of(scale.territory, day) == scale
    assert scale_of("MY", date(2022, 1, 1)) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rule = 3", "rules.toml: this is not TOML"),
        (
            '[[rule]]\nid = "X"',
            "rule 1: it lacks territory, title, begins, status, effect, source, address.",
        ),
    ],
)
def test_a_file_of_ones_own_is_read_with_care(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(text if "lacks" in told else "rule = [", "utf-8")
    with pytest.raises(ValueError, match="rule") as caught:
        rules(file)
    assert told in str(caught.value)


GOOD = """
[[rule]]
id = "LA-1"
territory = "LA"
title = "Programmes are shown to the ministry"
begins = 2026-01-01
status = "in force"
effect = "require"
needs = "letter of the ministry"
source = "ministry"
address = "https://example.la/"
"""


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (
            '"require"',
            '"forbid"',
            "effect is one of warn, require, quota, rating; status is “in force” or “draft”.",
        ),
        ("status", 'base = "half"\nstatus', "base is one of all, domestic."),
        ('needs = "letter of the ministry"', "", "an effect “require” says needs."),
        ('"LA"', '"Atlantis"', "“Atlantis” is not a territory that Sampan knows."),
        ("address", "adress", "it lacks address."),
        ("status", 'colour = "red"\nstatus', "unexpected keyword argument 'colour'"),
    ],
)
def test_a_wrong_rule_is_a_sentence(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(GOOD, "utf-8")
    deal = replace(THAI, box=box("LA", "lo", "SVOD", date(2026, 1, 1)))
    (found,) = findings(deal, known=rules(file)).warnings
    assert found.sentence == "Laos: the deal needs letter of the ministry."
    file.write_text(GOOD.replace(right, wrong), "utf-8")
    with pytest.raises(ValueError, match="rule 1") as caught:
        rules(file)
    assert told in str(caught.value)
