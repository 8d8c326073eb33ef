"""Every kind of chart answers to the pointer in the reader's words."""

import re

import pytest

from sampan.engines.circulation.charts import Chart, paper_svg
from sampan.engines.circulation.charts.pointing import answering
from sampan.engines.circulation.figure import Cell, Figure, Source

SOURCE = Source("", {}, "", {}, {}, 0, "")


def figure(*dimensions: str, keys: tuple[str, ...]) -> Figure:
    cell = Cell(keys, 0.2, 0.1, 0.3, n=5, clusters=5)
    return Figure(
        "viewing-share", 1, "V", "share", {"origin_rule": "any"}, dimensions, (cell,), SOURCE
    )


@pytest.mark.parametrize(
    ("kind", "shown", "words"),
    [
        ("bars", figure("origin", keys=("LA",)), "老挝 · 观看占比: 20.0% · 95% 区间: 10.0–30.0%"),
        (
            "matrix",
            figure("origin", "territory", keys=("LA", "TH")),
            "来源地: 老挝 · 播出地: 泰国 · 观看占比: 20.0% · 95% 区间: 10.0–30.0%",
        ),
        (
            "tiles",
            figure("origin", "territory", keys=("LA", "TH")),
            "来源地: 老挝 · 播出地: 泰国 · 观看占比: 20.0% · 95% 区间: 10.0–30.0%",
        ),
        (
            "trend",
            figure("origin", "quarter", keys=("LA", "2026-Q1")),
            "2026-Q1 · 老挝 · 观看占比: 20.0% · 95% 区间: 10.0–30.0%",
        ),
    ],
)
def test_a_mark_says_what_it_shows(kind: str, shown: Figure, words: str) -> None:
    svg = answering(paper_svg(Chart(kind, (shown,)), "zh-Hans", title="图")).decode()
    titles = re.findall(r"<title>([^<]*)</title></(?:path|rect|line)>", svg)
    assert [title for title in titles if "20.0%" in title] == [words]
    assert all("%" in title or "无数据" in title for title in titles)


def test_raw_numbers_of_marks_are_not_read_out() -> None:
    svg = answering(paper_svg(Chart("bars", (figure("origin", keys=("LA",)),)), "en", title="x"))
    assert re.findall(r'aria-label="(?:value|low|from|level): ', svg.decode()) == []
