"""Charts as specifications: valid, named, without colours of their own, saying what is not known."""

import json
from dataclasses import replace
from typing import Any

import altair as alt
import pytest

from sampan.engines.circulation.charts import KINDS, TAGS, Chart, fitting, page_spec, table
from sampan.engines.circulation.charts.periods import every
from sampan.engines.circulation.figure import Cell

from .figures import (
    BY_KIND,
    FLOWS,
    HHI,
    RATIOS,
    SHARES,
    TITLES,
    TREND,
    UNDER_RULES,
    cell,
    figure,
)


def texts(spec: Any) -> set[str]:
    if isinstance(spec, dict):
        return {text for value in spec.values() for text in texts(value)}
    if isinstance(spec, list):
        return {text for value in spec for text in texts(value)}
    return {spec} if isinstance(spec, str) else set()


def test_there_is_a_figure_for_every_kind() -> None:
    assert set(BY_KIND) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ground", ["light", "dark"])
def test_a_page_gets_valid_vega_lite(kind: str, ground: str) -> None:
    spec = page_spec(Chart(kind, BY_KIND[kind]), "th", ground=ground)
    alt.Chart.from_dict(spec, validate=True)
    assert spec["width"] == "container"
    assert json.loads(json.dumps(spec)) == spec


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_names_no_colour(kind: str) -> None:
    spec = page_spec(Chart(kind, BY_KIND[kind]), "en")
    assert [text for text in texts(spec["layer"]) if text.startswith("#")] == []


def test_what_is_unknown_stands_last_and_what_is_refused_says_so() -> None:
    spec = page_spec(Chart("bars", (SHARES,)), "en")
    rows = spec["data"]["values"]
    assert [row["name"] for row in rows][-2:] == ["Singapore", "unknown"]
    assert rows[-2]["said"] == "not shown"


def test_a_matrix_of_very_many_names_shows_those_with_most_rows_behind_them() -> None:
    cells = tuple(Cell(("CN", f"genre {at:02}"), 1.0, n=at) for at in range(50))
    many = replace(FLOWS, dimensions=("origin", "genre"), unit="ratio", rows=cells, missing=())
    spec = page_spec(Chart("matrix", (many,)), "en")
    tops = {row["top"] for row in spec["data"]["values"]}
    assert tops == {f"genre {at:02}" for at in range(30, 50)}


def test_a_matrix_has_a_column_for_each_territory_without_data() -> None:
    spec = page_spec(Chart("matrix", (FLOWS,)), "en")
    tops = list(dict.fromkeys(row["top"] for row in spec["data"]["values"]))
    assert tops[-5:] == ["Brunei", "China", "Cambodia", "Laos", "Myanmar"]
    assert {row["said"] for row in spec["data"]["values"] if row["top"] == "Laos"} == {"–"}
    assert "0" in {row["said"] for row in spec["data"]["values"] if row["top"] == "Thailand"}


def test_a_map_has_a_tile_for_every_member_of_both_blocs() -> None:
    rows = page_spec(Chart("tiles", (HHI,)), "en")["data"]["values"]
    assert len({(row["x"], row["y"]) for row in rows}) == len(rows) == 15
    assert {row["name"]: row["said"] for row in rows}["Laos"] == "no data"


def test_flows_have_a_small_map_for_each_origin_on_one_scale() -> None:
    spec = page_spec(Chart("tiles", (FLOWS,)), "en")
    rows = spec["data"]["values"]
    panels = list(dict.fromkeys(row["panel"] for row in rows))
    assert (len(panels), panels[0], panels[-1]) == (9, "South Korea", "unknown")
    assert len({(row["x"], row["y"]) for row in rows}) == len(rows) == 9 * 15
    seen = {row["name"]: row for row in rows if row["panel"] == "Thailand"}
    assert (seen["Vietnam"]["within"], seen["Vietnam"]["said"]) == ("4.4%", "4.38%")
    assert (seen["Laos"]["state"], seen["Laos"]["said"]) == ("unseen", "no data")
    assert (seen["Thailand"]["state"], seen["Thailand"]["said"]) == ("empty", "0")
    scales = [
        layer["encoding"]["color"]["scale"]
        for layer in spec["layer"]
        if "color" in layer["encoding"]
    ]
    assert scales == [{"domain": [0, max(cell.value or 0 for cell in FLOWS.rows)]}]


def test_a_map_names_what_no_list_speaks_of() -> None:
    words = texts(page_spec(Chart("tiles", (FLOWS,)), "lo"))
    told = next(text for text in words if text.startswith("ບໍ່ມີຂໍ້ມູນ: "))
    assert "CN\u00a0ຈີນ" in told


def test_maps_of_periods_are_the_latest_in_their_order() -> None:
    rows = tuple(cell(t, f"20{year}", value=0.1) for t in ("TH", "VN") for year in range(10, 22))
    periods = figure(dimensions=("territory", "year"), rows=rows)
    spec = page_spec(Chart("tiles", (periods,)), "en")
    panels = list(dict.fromkeys(row["panel"] for row in spec["data"]["values"]))
    assert panels == [f"20{year}" for year in range(13, 22)]
    assert "9 of 12 are drawn; the table has all." in texts(spec)


def test_a_map_of_what_was_asked_says_nothing_of_the_rest() -> None:
    asked = {"origin_rule": "any", "unit": "slots", "where": {"territory": ["TH", "LA"]}}
    made = figure(
        dimensions=("territory",), rows=(cell("TH", value=0.2),), parameters=asked, missing=("LA",)
    )
    rows = page_spec(Chart("tiles", (made,)), "en")["data"]["values"]
    assert {row["name"]: row["said"] for row in rows if row["said"]} == {
        "Thailand": "20.0%",
        "Laos": "no data",
    }


def test_a_balance_is_shaded_about_nothing() -> None:
    flow = figure(
        measure="net-flow",
        dimensions=("territory",),
        rows=(cell("TH", value=-0.5), cell("VN", value=0.2)),
    )
    spec = page_spec(Chart("tiles", (flow,)), "en")
    scales = [
        layer["encoding"]["color"]["scale"]
        for layer in spec["layer"]
        if "color" in layer["encoding"]
    ]
    assert scales == [{"domain": [-0.5, 0, 0.5], "range": "diverging"}]


def test_each_figure_has_a_kind_that_fits() -> None:
    assert [fitting(one) for one in (SHARES, FLOWS, RATIOS, TREND, HHI, TITLES)] == [
        "bars", "matrix", "dots", "trend", "tiles", "lorenz",
    ]  # fmt: skip


def test_a_trend_is_true_to_time_and_its_lines_end_at_a_gap() -> None:
    cells = tuple(cell(q, "KR", value=0.3) for q in ("2021-Q4", "2022-Q1", "2023-Q1"))
    gapped = figure(dimensions=("quarter", "origin"), rows=cells)
    spec = page_spec(Chart("trend", (gapped,)), "en")
    line = next(one for one in spec["layer"] if one["mark"]["type"] == "line")
    assert line["encoding"]["x"]["scale"]["domain"] == [
        "2021-Q4", "2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4", "2023-Q1"
    ]  # fmt: skip
    assert [row["run"] for row in spec["data"]["values"]] == [0, 0, 1]
    assert line["encoding"]["detail"] == {"field": "run", "type": "nominal"}


@pytest.mark.parametrize(
    ("of", "keys", "between"),
    [
        ("month", ["2021-11", "2022-02"], ["2021-12", "2022-01"]),
        ("week", ["2021-12-27", "2022-01-10"], ["2022-01-03"]),
        ("released", ["2019", "2021", "unknown"], ["2020"]),
        ("week", ["2021-12-27", "2022-01-09"], []),  # two calendars of weeks are not put on one
    ],
)
def test_periods_between_are_filled_up(of: str, keys: list[str], between: list[str]) -> None:
    assert every(keys, of) == sorted([*keys, *between])


def test_holidays_stand_behind_a_trend() -> None:
    chart = Chart("trend", (TREND,), occasions={"2022-Q1": "lunar_new_year"})
    assert "ບຸນກຸດຈີນ" in texts(page_spec(chart, "lo"))


@pytest.mark.parametrize("tag", TAGS)
def test_the_table_behind_a_chart_holds_every_cell(tag: str) -> None:
    made = table(UNDER_RULES, tag)
    assert len(made.rows) == sum(len(one.rows) for one in UNDER_RULES)
    assert {len(row) for row in made.rows} == {len(made.head)} == {len(made.numeric)} == {5}
