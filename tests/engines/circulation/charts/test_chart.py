"""Charts as specifications: valid, named, without colours of their own, saying what is not known."""

import json
from typing import Any

import altair as alt
import pytest

from sampan.engines.circulation.charts import KINDS, TAGS, Chart, fitting, page_spec, table

from .figures import BY_KIND, FLOWS, HHI, RATIOS, SHARES, TITLES, TREND, UNDER_RULES


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


def test_each_figure_has_a_kind_that_fits() -> None:
    assert [fitting(one) for one in (SHARES, FLOWS, RATIOS, TREND, HHI, TITLES)] == [
        "bars", "matrix", "dots", "trend", "tiles", "lorenz",
    ]  # fmt: skip


def test_holidays_stand_behind_a_trend() -> None:
    chart = Chart("trend", (TREND,), occasions={"2022-Q1": "lunar_new_year"})
    assert "ບຸນກຸດຈີນ" in texts(page_spec(chart, "lo"))


@pytest.mark.parametrize("tag", TAGS)
def test_the_table_behind_a_chart_holds_every_cell(tag: str) -> None:
    made = table(UNDER_RULES, tag)
    assert len(made.rows) == sum(len(one.rows) for one in UNDER_RULES)
    assert {len(row) for row in made.rows} == {len(made.head)} == {len(made.numeric)} == {5}
