"""Findings are worded by rule, and a headline says how much it leans on its rule."""

from dataclasses import replace

import pytest

from engines.circulation.exchange import answer, large, put, small
from sampan.engines.circulation.certainty.sensitivity import sensitivity
from sampan.engines.circulation.compile import Question
from sampan.engines.circulation.document import said
from sampan.engines.circulation.figure import Cell, Figure, Refusal, Source
from sampan.engines.circulation.findings import compared, findings, rule_finding

VIEWING = Question("viewing-share", "fractional", "slots", ("origin",), {"territory": ("TH",)})
SOURCE = Source("SELECT 1", {}, "SELECT 1", {}, {}, 1, "score")


def figure(
    *cells: Cell, by: tuple[str, ...] = ("origin", "territory"), unit: str = "share"
) -> Figure:
    name = "Viewing share" if unit == "share" else "Visibility ratio"
    return Figure(name.lower().replace(" ", "-"), 1, name, unit, {}, by, cells, SOURCE)


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (Cell(("TH", "2023"), 0.05, 0.04, 0.06),
         "Viewing share of TH rose from 1.00 % in 2022 to 5.00 % in 2023, more than the interval."),
        (Cell(("TH", "2023"), 0.02, 0.01, 0.04),
         "Viewing share of TH went from 1.00 % in 2022 to 2.00 % in 2023, within the interval."),
        (Cell(("TH", "2023"), 0.001, 0.0, 0.002),
         "Viewing share of TH fell from 1.00 % in 2022 to 0.10 % in 2023, more than the interval."),
    ],
)  # fmt: skip
def test_what_rose_and_fell(after: Cell, said: str) -> None:
    before = Cell(("TH", "2022"), 0.01, 0.005, 0.015)
    (found,) = findings(figure(after, before, by=("origin", "year")))
    assert found.sentence == said


def test_two_editions_are_compared_cell_by_cell() -> None:
    before = figure(Cell(("TH", "VN"), 0.01, 0.005, 0.015), Cell(("CN", "VN"), 0.2, 0.1, 0.3))
    after = figure(Cell(("TH", "VN"), 0.05, 0.04, 0.06), Cell(("KR", "VN"), 0.5, 0.4, 0.6))
    (found,) = compared(before, after)
    assert found.sentence == (
        "Viewing share of TH in VN rose from 1.00 % to 5.00 %, more than the interval."
    )


def test_who_leads_and_who_is_level() -> None:
    found = findings(figure(
        Cell(("KR", "TH"), 0.5, 0.4, 0.6), Cell(("US", "TH"), 0.2, 0.1, 0.3), Cell(("unknown", "TH"), 0.9, 0.8, 1.0),
        Cell(("KR", "VN"), 0.5, 0.4, 0.6), Cell(("US", "VN"), 0.45, 0.35, 0.55)))  # fmt: skip
    assert [one.sentence for one in found] == [
        "KR leads in TH with 50.0 %; US follows with 20.0 %.",
        "KR (50.0 %) and US (45.0 %) are level in VN, within the interval.",
    ]


def test_seen_more_and_less_than_the_shelf() -> None:
    found = findings(figure(
        Cell(("KR",), 1.26, 1.1, 1.5), Cell(("TH",), 0.17, 0.1, 0.3), Cell(("CN",), 0.5, 0.2, 1.2),
        by=("origin",), unit="ratio"))  # fmt: skip
    assert [one.sentence for one in found] == [
        "Visibility ratio of KR is 1.26: seen more than its share of the shelf.",
        "Visibility ratio of TH is 0.17: seen less than its share of the shelf.",
    ]


def shares(*places: tuple[str, str, float]) -> Figure:
    """Shares of origins in places, each sure to a twentieth."""
    cells = [Cell((of, at), value, value - 0.05, value + 0.05) for of, at, value in places]
    return figure(*cells)


def test_in_many_places_each_leader_is_named_once() -> None:
    found = findings(shares(
        ("KR", "TH", 0.5), ("US", "TH", 0.2), ("KR", "VN", 0.7), ("US", "VN", 0.1), ("KR", "ID", 0.3),
        ("US", "ID", 0.25), ("US", "PH", 0.6), ("KR", "PH", 0.2), ("KR", "MY", 0.6), ("CN", "MY", 0.1)))  # fmt: skip
    assert [one.sentence for one in found] == [
        "KR leads in MY, TH, VN, with 50.0 % to 70.0 %.",
        "US leads in PH with 60.0 %; KR follows with 20.0 %.",
        "KR (30.0 %) and US (25.0 %) are level in ID, within the interval.",
    ]
    assert said(found[0].kind, found[0].parameters, "en") == (
        "South Korea leads in Malaysia, Thailand and Vietnam, with 50.0% to 70.0%."
    )


def test_where_most_and_least_is() -> None:
    cells = [
        Cell(("TH",), 3473.0, 2600.0, 4600.0), Cell(("PH",), 2000.0, 1500.0, 2500.0),
        Cell(("VN",), 5175.0, 4000.0, 6700.0),
    ]  # fmt: skip
    told = replace(figure(*cells, by=("territory",)), measure="concentration-hhi", unit="index")
    (found,) = findings(told)
    assert said(found.kind, found.parameters, "en") == (
        "Concentration (HHI) is highest in Vietnam with 5,175 and lowest in Philippines with 2,000."
    )
    level = replace(told, rows=tuple(cells[:1] * 2))
    assert findings(replace(told, rows=(cells[0], cells[2]))) == findings(level) == ()


def test_origins_seen_less_in_one_place_stand_in_one_sentence() -> None:
    cells = [Cell((of, "001"), value, value / 2, value * 2, n=n) for of, value, n in
             [("TH", 0.17, 9), ("CN", 0.4, 5), ("KR", 3.0, 9), ("unknown", 0.1, 99)]]  # fmt: skip
    below, above = findings(figure(*reversed(cells), unit="ratio"))[::-1]
    assert said(below.kind, below.parameters, "en") == (
        "Visibility ratio of China and Thailand in the world is 0.17 to 0.40: seen less than their share of the shelf."
    )
    assert above.parameters["keys"] == ["KR", "001"]


def test_what_is_oftener_than_in_all_the_surest_first() -> None:
    cells = [
        Cell(("TH", "horror"), 5.3, 3.0, 9.0), Cell(("TH", "romance"), 3.4, 3.2, 3.6),
        Cell(("TH", "news"), 1.2, 0.8, 1.9),
    ]  # fmt: skip
    lifts = figure(*cells, by=("origin", "genre"), unit="ratio")
    found = findings(replace(lifts, measure="genre-lift", title="Genre lift"))
    assert [one.sentence for one in found] == [
        "Genre lift of TH in romance is 3.40: more often than in all.",
        "Genre lift of TH in horror is 5.30: more often than in all.",
    ]


def test_which_direction_of_an_exchange_is_the_larger() -> None:
    flows = figure(
        Cell(("TH", "CN"), -0.8, -0.9, -0.1), Cell(("VN", "CN"), 0.2, -0.3, 0.6), unit="index"
    )
    (found,) = findings(replace(flows, measure="net-flow", title="Net flow"))
    assert found.sentence == "Net flow of TH in CN is -0.80: more comes back than goes that way."


def test_of_nobody_nothing_is_said() -> None:
    cells = [Cell((of, year), share, share - 0.01, share + 0.01)
             for of in ("other", "unknown", "unplaced") for year, share in (("2022", 0.1), ("2023", 0.9))]  # fmt: skip
    assert findings(figure(*cells, by=("origin_bloc", "year"))) == ()


def test_a_refused_figure_says_why_and_missing_territories_are_named() -> None:
    refused = replace(figure(), refusal=Refusal("no_rows"))
    assert [one.sentence for one in findings(refused)] == ["No rows answer this question."]
    (said,) = findings(replace(figure(), missing=("CN", "KH", "LA", "MM", "BN")))
    assert said.sentence == "There are no data for CN, KH, LA, MM and BN."


def test_the_origin_rule_decides_a_headline() -> None:
    facts = small()
    found = sensitivity(lambda question: answer(facts, question), VIEWING, ("CN",))
    rules = {v.name: v.cell.value for v in found.variants if v.kind == "origin_rule"}
    assert rules == pytest.approx(
        {"any": 3 / 7, "fractional": 2 / 7, "first": 3 / 7, "language+country": 1 / 7}
    )
    assert found.spread("origin_rule") == pytest.approx(3.0)
    assert [v.name for v in found.variants if v.chosen] == ["fractional", "all"]
    said = rule_finding(found, "F-1")
    assert said is not None
    assert said.sentence == (
        "Viewing share of CN is 14.3 % under “language+country” and 42.9 % under “first”: the rule decides."
    )


def test_doubtful_joins_move_a_headline() -> None:
    facts = small()
    put(facts, "same", [{"work_id": "d", "same_id": "c", "method": "linked", "probability": 0.7}])
    found = sensitivity(lambda question: answer(facts, question), VIEWING, ("CN",), rules=())
    joins = {v.name: v.cell.value for v in found.variants}
    assert joins == pytest.approx({"none": 2 / 7, "firm": 2 / 7, "all": 3 / 8})


def test_an_origin_that_a_rule_leaves_out_is_nothing_and_not_missing() -> None:
    found = sensitivity(
        lambda question: answer(large(), question), VIEWING, ("XX",), rules=("any",)
    )
    assert [v.cell.value for v in found.variants] == [0.0, 0.0, 0.0, 0.0]
    assert found.spread("origin_rule") is None


def test_a_finding_names_where_the_whole_figure_is_narrowed_to() -> None:
    cells = (Cell(("TH",), 0.5, 0.4, 0.6), Cell(("KR",), 0.1, 0.05, 0.2))
    narrowed = {"where": {"territory": ["VN", "ASEAN"], "kind": ["film"]}}
    (leads,) = findings(replace(figure(*cells, by=("origin",)), parameters=narrowed))
    assert leads.parameters["where"] == "VN, ASEAN"
    assert said(leads.kind, leads.parameters, "en") == (
        "Thailand leads in Vietnam and ASEAN with 50.0%; South Korea follows with 10.0%."
    )
    many = {"where": {"territory": ["VN", "TH", "ID", "MY"]}}
    (leads,) = findings(replace(figure(*cells, by=("origin",)), parameters=many))
    assert leads.parameters["where"] == ""
    years = (Cell(("2022",), 0.01, 0.005, 0.015), Cell(("2023",), 0.05, 0.04, 0.06))
    (rose,) = findings(
        replace(
            figure(*years, by=("year",)),
            parameters={"where": {"origin": ["ASEAN"], "territory": ["CN"]}},
        )
    )
    assert said(rose.kind, rose.parameters, "en").startswith(
        "Viewing share of ASEAN in China rose from 1.00% in 2022 to 5.00% in 2023"
    )
