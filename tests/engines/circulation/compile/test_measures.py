"""Each measure on facts whose figures were worked out on paper."""

from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pytest

from engines.circulation.exchange import DAY, answer, place, put, small, values
from sampan.engines.circulation.compile import Question

VIEWING = Question("viewing-share", "fractional", "slots", ("origin", "territory"))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("any", {"CN": 3 / 7, "TH": 6 / 7, "unknown": 1 / 8}),
        ("fractional", {"CN": 2 / 7, "TH": 5 / 7, "unknown": 1 / 8}),
        ("first", {"CN": 3 / 7, "TH": 4 / 7, "unknown": 1 / 8}),
        ("language+country", {"CN": 1 / 7, "TH": 6 / 7, "unknown": 1 / 8}),
    ],
)
def test_the_origin_rule_decides(rule: str, expected: dict[str, float]) -> None:
    figure = answer(small(), replace(VIEWING, origin_rule=rule, where={"territory": ("TH",)}))
    assert values(figure) == {(key, "TH"): round(share, 9) for key, share in expected.items()}
    assert figure.unknown_share == 1 / 8


def test_origins_that_a_rule_places_nowhere_have_a_row() -> None:
    question = replace(VIEWING, origin_rule="language+country", where={"territory": ("VN",)})
    assert values(answer(small(), question)) == {
        ("CN", "VN"): 0.25,
        ("HK", "VN"): 0.75,
        ("US", "VN"): 0.75,
    }
    facts = small()
    facts.execute("UPDATE work SET language = 'fr' WHERE work_id = 'e'")
    assert values(answer(facts, question))["unplaced", "VN"] == 0.75


def test_the_rights_holder_counts_where_the_rule_says_so() -> None:
    facts = small()
    put(facts, "holder", [{"work_id": "b", "territory": "LA", "source": "x"}])
    question = replace(VIEWING, origin_rule="rights-holder", unknown_limit=0.8)
    assert values(answer(facts, replace(question, where={"territory": ("TH",)}))) == {
        ("LA", "TH"): 1.0,
        ("unknown", "TH"): 0.75,
    }


def test_shares_of_everything() -> None:
    question = replace(VIEWING, base="all", where={"territory": ("TH",)})
    assert values(answer(small(), question)) == {
        ("CN", "TH"): 0.25,
        ("TH", "TH"): 0.625,
        ("unknown", "TH"): 0.125,
    }


def test_a_work_of_two_countries_of_a_bloc_counts_once_for_it() -> None:
    question = Question("viewing-share", "any", "slots", ("origin_bloc",))
    found = values(answer(small(), replace(question, where={"territory": ("VN",)})))
    assert found == {("CHINA",): 1.0, ("other",): 0.75}


def test_only_what_is_asked_is_shown_and_shares_stay_the_same() -> None:
    question = replace(VIEWING, where={"origin": ("CN",), "territory": ("TH", "VN")})
    assert values(answer(small(), question)) == {
        ("CN", "TH"): round(2 / 7, 9),
        ("CN", "VN"): 0.5,
    }


def test_world_figures_and_segments_are_not_added_to_the_rest() -> None:
    facts = small()
    before = values(answer(facts, VIEWING))
    row = {
        "work_id": "a",
        "service_id": "s",
        "period_start": DAY,
        "period_days": 7,
        "unit": "slots",
    }
    put(facts, "engagement", [
        row | {"territory": "001", "value": 900.0, "source_id": "x"},
        row | {"territory": "TH", "value": 900.0, "segment": "women", "source_id": "x"},
        row | {"territory": "TH", "value": 900.0, "unit": "hours", "source_id": "x"},
    ])  # fmt: skip
    without = replace(VIEWING, by=("origin",))
    assert values(answer(facts, without)) == values(answer(small(), without))
    after = values(answer(facts, VIEWING))
    assert {k: v for k, v in after.items() if k[1] != "001"} == before
    parted = answer(facts, replace(VIEWING, by=("origin", "segment")))
    assert values(parted) == {("TH", "women"): 1.0}


def test_joined_works_are_one_and_doubtful_joins_can_be_left_out() -> None:
    facts = small()
    put(facts, "same", [{"work_id": "d", "same_id": "c", "method": "linked", "probability": 0.7}])
    question = replace(VIEWING, where={"territory": ("TH",)})
    joined = answer(facts, question)
    assert values(joined) == {("CN", "TH"): 0.375, ("TH", "TH"): 0.625}
    assert joined.unknown_share == 0
    assert joined.match_confidence == pytest.approx((6 + 2 * 0.7) / 8)
    for joins in ("none", "firm"):
        assert values(answer(facts, replace(question, joins=joins))) == values(
            answer(small(), question)
        )


def spoken(**languages: str) -> duckdb.DuckDBPyConnection:
    """A shelf of a, b and c, of which the catalogue tells no language, and descriptions joined to them that do."""
    facts = small()
    facts.execute("UPDATE work SET language = NULL WHERE work_id IN ('a', 'b', 'c')")
    put(facts, "offer", shelf()[:4])
    for work, language in languages.items():
        put(
            facts,
            "work",
            [{"work_id": f"t:{work}", "title": work, "kind": "series", "language": language}],
        )
    return facts


def test_a_language_is_told_by_a_description_that_is_firmly_joined() -> None:
    facts = spoken(a="th", b="zh-Hans", c="en")
    joins = (("t:a", "a", 0.99), ("b", "t:b", 0.95), ("t:c", "c", 0.8))
    put(facts, "same", ({"work_id": one, "same_id": other, "method": "linked", "probability": sure}
                        for one, other, sure in joins))  # fmt: skip
    here = Question("catalogue-share", "language+country", "titles", joins="none")
    shares = answer(facts, here)
    assert values(shares) == {("CN",): 0.5, ("TH",): 0.5, ("unknown",): round(1 / 3, 9)}
    assert shares.unknown_share == pytest.approx(1 / 3)
    surer = answer(facts, replace(here, sure=0.97, unknown_limit=0.9))
    assert values(surer) == {("TH",): 1.0, ("unknown",): round(2 / 3, 9)}
    looser = answer(facts, replace(here, sure=0.7))
    assert values(looser) == {(key,): round(1 / 3, 9) for key in ("CN", "TH", "unplaced")}
    with_tongue = answer(facts, replace(here, joins="firm", sure=0.9))
    assert values(with_tongue)["TH",] == 0.5


def test_a_catalogue_of_which_too_few_languages_are_known_is_refused_by_name() -> None:
    facts = spoken(a="th")
    put(
        facts, "same", [{"work_id": "t:a", "same_id": "a", "method": "linked", "probability": 0.99}]
    )
    here = Question("catalogue-share", "language+country", "titles", joins="none")
    refused = answer(facts, here)
    assert refused.refusal is not None
    assert refused.refusal.sentence == (
        "No catalogue share is given: the language of 66.7 % is unknown, and at most 50.0 % may be."
    )
    assert {cell.value for cell in refused.rows if cell.keys != ("unknown",)} == {None}
    assert answer(facts, replace(here, origin_rule="any")).refusal is None


def test_of_several_descriptions_the_works_own_origins_count() -> None:
    facts = small()
    put(facts, "same", [{"work_id": "c", "same_id": "a", "method": "linked", "probability": 1.0}])
    question = replace(VIEWING, where={"territory": ("CN",)})
    assert values(answer(facts, question)) == {("CN", "CN"): 0.0625, ("TH", "CN"): 0.9375}


def test_concentration_on_paper() -> None:
    by = ("territory",)
    where = {"territory": ("TH",)}
    shares = (2 / 7, 5 / 7)
    hhi = sum(s * s for s in shares)
    expected = {
        "concentration-hhi": 1e4 * hhi,
        "concentration-hhi-small": 1e4 * (hhi - 0.5) / 0.5,
        "concentration-gini": (shares[1] - shares[0]) / 2,
        "effective-number": 1 / hhi,
        "concentration-cr10": 1.0,
    }
    for name, value in expected.items():
        figure = answer(small(), Question(name, "fractional", "slots", by, where))
        assert values(figure) == {("TH",): pytest.approx(value)}, name


def test_dependency_leaves_home_out_and_names_the_leader() -> None:
    figure = answer(small(), Question("dependency", "fractional", "slots", ("territory",)))
    assert figure.dimensions == ("territory", "leader")
    assert values(figure) == {("CN", "TH"): 1.0, ("TH", "CN"): 1.0, ("VN", "CN"): 0.5}


def test_symmetry_and_net_flow_of_the_blocs() -> None:
    facts = small()
    facts.execute("DELETE FROM engagement WHERE territory = 'VN'")
    there, back = 2 / 7, 1.5 / 8  # China in ASEAN, ASEAN in China
    question = Question("symmetry", "fractional", "slots", ("origin_bloc",))
    assert values(answer(facts, question)) == {("ASEAN", "CHINA"): pytest.approx(back / there)}
    net = values(answer(facts, replace(question, measure="net-flow")))
    assert net == {("ASEAN", "CHINA"): pytest.approx((back - there) / (back + there))}


def test_an_exchange_with_one_side_dark_is_refused_by_name() -> None:
    facts = small()
    facts.execute("DELETE FROM engagement WHERE territory = 'CN'")
    question = Question("symmetry", "fractional", "slots", ("origin_bloc",))
    (cell,) = answer(facts, question).rows
    assert cell.value is None
    assert cell.refused is not None
    assert cell.refused.sentence == (
        "Symmetry needs both directions, and there are no data for CHINA."
    )


OFFERS = [
    {"work_id": "a", "service_id": "s", "territory": "TH", "price_model": "svod"},
    {"work_id": "a", "service_id": "z", "territory": "TH", "price_model": "free"},
    {"work_id": "b", "service_id": "s", "territory": "TH", "price_model": "tvod"},
    {"work_id": "c", "service_id": "s", "territory": "TH", "price_model": None},
    {"work_id": "e", "service_id": "s", "territory": "CN", "price_model": "free"},
]


def shelf() -> list[dict[str, object]]:
    days = [30, 10, 0, 5, 7]
    return [
        one | {"source_id": "x", "date_from": DAY + timedelta(day)}
        for one, day in zip(OFFERS, days, strict=True)
    ]


def test_shelves_on_paper() -> None:
    facts = small()
    put(facts, "offer", shelf())
    thai = {"territory": ("TH",)}

    def asked(name: str, *by: str) -> dict[tuple[str, ...], float | None]:
        return values(answer(facts, Question(name, "any", "titles", by, thai)))

    assert asked("catalogue-share", "origin") == {
        ("CN",): round(2 / 3, 9),
        ("TH",): round(2 / 3, 9),
    }
    assert asked("exclusivity") == {("several",): round(1 / 3, 9), ("sole",): round(2 / 3, 9)}
    assert asked("pay-share") == {
        ("free",): 0.5,
        ("pay",): 1.0,
        ("unknown",): round(1 / 3, 9),
    }
    assert asked("coproduction-share") == {
        ("across",): round(1 / 3, 9),
        ("single",): round(2 / 3, 9),
    }


def test_visibility_is_viewing_against_the_shelf() -> None:
    facts = small()
    put(facts, "offer", shelf())
    question = Question("visibility-ratio", "any", "slots", ("origin",), {"territory": ("TH",)})
    assert values(answer(facts, question)) == {
        ("CN",): round((3 / 7) / (2 / 3), 9),
        ("TH",): round((6 / 7) / (2 / 3), 9),
        ("unknown",): None,
    }
    assert values(answer(facts, replace(question, paired=True))) == {
        ("CN",): round((3 / 7) / (2 / 3), 9),
        ("TH",): round((6 / 7) / (2 / 3), 9),
    }


def test_the_lag_runs_from_the_first_offer_anywhere() -> None:
    facts = small()
    put(facts, "offer", shelf())
    put(facts, "offer", [{"work_id": "a", "service_id": "s", "territory": "VN", "source_id": "x",
                          "date_from": DAY + timedelta(100)}])  # fmt: skip
    found = answer(facts, Question("introduction-lag", "any", "titles", ("territory",)))
    assert values(found) == {("CN",): 0.0, ("TH",): 0.0, ("VN",): 90.0}


def test_genre_lift_against_the_whole_shelf() -> None:
    facts = small()
    put(facts, "offer", shelf())
    put(facts, "genre", ({"work_id": w, "scheme": "x", "code": g} for w, g in
                         (("a", "romance"), ("b", "romance"), ("c", "action"), ("e", "action"))))  # fmt: skip
    found = values(answer(facts, Question("genre-lift", "any", "titles", ("origin", "genre"))))
    assert found["TH", "romance"] == 2.0
    assert found["CN", "romance"] == round((1 / 3) / 0.5, 9)
    assert ("TH", "action") not in found
    only = Question("genre-lift", "any", "titles", ("origin", "genre"), {"origin": ("TH",)})
    assert values(answer(facts, only)) == {("TH", "romance"): 2.0}


def test_licences_are_looked_up_on_the_day() -> None:
    facts = small()
    row = {"service_id": "s", "territory": "TH"}
    put(facts, "licence", [
        row | {"work_id": "a", "date_from": DAY, "status": "licensed"},
        row | {"work_id": "a", "status": "none"},
        row | {"work_id": "b", "date_to": DAY, "status": "licensed"},
        row | {"work_id": "c", "status": "expired"},
    ])  # fmt: skip
    question = Question("licence-share", "any", "slots", ("licence",), {"territory": ("TH",)})
    assert values(answer(facts, question)) == {
        ("expired",): 0.125,
        ("licensed",): 0.5,
        ("unknown",): 0.375,
    }


def test_channels_and_their_leader() -> None:
    facts = small()
    put(facts, "introduction", ({"work_id": w, "territory": "TH", "channel": c, "source_id": "x"} for w, c in
                                (("a", "festival"), ("b", "festival"), ("c", "domestic_agency"))))  # fmt: skip
    where = {"territory": ("TH",)}
    shared = answer(facts, Question("channel-share", "any", "titles", ("channel",), where))
    assert values(shared) == {("domestic_agency",): round(1 / 3, 9), ("festival",): round(2 / 3, 9)}
    leading = answer(facts, Question("channel-dependency", "any", "titles", (), where))
    assert values(leading) == {("festival",): round(2 / 3, 9)}


def test_promotion_against_the_shelf() -> None:
    facts = small()
    put(facts, "offer", shelf())
    put(facts, "spot", ({"work_id": w, "service_id": "s", "territory": "TH", "date": DAY, "source_id": "x"}
                        for w in "aaab"))  # fmt: skip
    where = {"territory": ("TH",)}
    share = answer(facts, Question("spot-share", "first", "spots", ("origin",), where))
    assert values(share) == {("CN",): 0.25, ("TH",): 0.75}
    ratio = answer(facts, Question("promotion-ratio", "first", "spots", ("origin",), where))
    assert values(ratio) == {("CN",): 0.375, ("TH",): 2.25}


def test_seasons_compare_shares_in_and_out_of_them() -> None:
    facts = small()
    facts.execute("DELETE FROM engagement WHERE territory <> 'TH'")
    for week, work in ((1, "c"), (2, "a"), (3, "a")):
        put(facts, "engagement", [{"work_id": work, "service_id": "s", "territory": "TH", "unit": "slots",
                                   "period_start": DAY + timedelta(7 * week), "period_days": 7, "value": 8.0,
                                   "source_id": "x"}])  # fmt: skip
    put(facts, "calendar", [{"day": DAY + timedelta(9), "occasion": "lunar_new_year"}])
    figure = answer(facts, Question("seasonality", "first", "slots", ("origin",)))
    whole = (8 + 3) / 32
    assert values(figure)["lunar_new_year", "CN"] == round(1 / whole, 9)


def test_audiences_by_segment_and_suppression() -> None:
    facts = small()
    people = (
        [("f", "yes", 2.0)] * 30
        + [("f", "no", 2.0)] * 10
        + [("m", "yes", 1.0)] * 10
        + [("m", "no", 1.0)] * 10
    )
    put(facts, "respondent", ({"respondent_id": str(at), "survey_id": "v", "territory": "TH", "sex": sex,
                               "weight": weight} for at, (sex, _, weight) in enumerate(people)))  # fmt: skip
    put(facts, "answer", ({"respondent_id": str(at), "survey_id": "v", "item": "watches", "value": value}
                          for at, (_, value, _) in enumerate(people)))  # fmt: skip
    question = Question("audience-lift", None, "respondents", ("sex", "item"))
    figure = answer(facts, question)
    assert values(figure)["f", "watches: yes"] == round(0.75 / 0.7, 9)
    refused = figure.cell("m", "watches: yes").refused
    assert refused is not None
    assert refused.sentence == "Not shown: 20 effective answers, fewer than 30."
    assert values(answer(facts, question, least=20))["m", "watches: yes"] == round(0.5 / 0.7, 9)
    none = replace(question, where={"territory": ("VN",)})
    assert answer(facts, none).rows == ()


def test_periods_are_half_open() -> None:
    question = replace(VIEWING, by=("origin",), start=DAY, end=DAY + timedelta(1))
    assert values(answer(small(), question)) == values(
        answer(small(), replace(VIEWING, by=("origin",)))
    )
    assert answer(small(), replace(question, end=DAY)).rows == ()


def test_the_members_of_a_bloc_are_dated() -> None:
    facts = small()
    put(facts, "territory", [
        {"code": "TL", "name": "Timor-Leste", "bloc": "ASEAN", "date_from": date(2025, 10, 26)},
    ])  # fmt: skip
    put(facts, "origin", [place("d", "TL", 0, 1)])
    question = Question("viewing-share", "any", "slots", ("origin_bloc",), {"territory": ("TH",)})
    today = values(answer(facts, question))
    then = values(answer(facts, replace(question, on=date(2022, 1, 1))))
    assert today["ASEAN",] == 0.875
    assert then["ASEAN",] == 0.75
    assert then["other",] == 0.125


@pytest.mark.parametrize(
    ("measure", "unit", "by"),
    [
        ("genre-lift", "titles", "origin"),
        ("seasonality", "slots", "origin"),
        ("gravity", "slots", "term"),
    ],
)
def test_what_rests_on_origins_is_refused_where_most_are_unknown(
    measure: str, unit: str, by: str
) -> None:
    facts = small()
    put(facts, "offer", shelf())
    put(facts, "genre", [{"work_id": work, "scheme": "x", "code": "g"} for work in "abcde"])
    put(facts, "calendar", [{"day": DAY, "occasion": "lunar_new_year"}])
    question = Question(measure, "any", unit, (by,))
    assert answer(facts, question).refusal is None or measure == "gravity"  # too few flows
    facts.execute("DELETE FROM origin WHERE work_id <> 'c'")
    refusal = answer(facts, question).refusal
    assert refusal is not None
    assert refusal.kind == "coverage"
    assert refusal.parameters["what"] == "origin"
