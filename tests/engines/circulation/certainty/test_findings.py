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
