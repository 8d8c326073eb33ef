"""A report made up for the tests: twelve languages, a figure of each kind, one that is refused, hostile texts."""

from datetime import date
from typing import Any

from engines.circulation.charts.figures import BY_KIND, figure
from sampan.engines.circulation.charts import Chart
from sampan.engines.circulation.document import (
    LANGUAGES,
    Block,
    Chapter,
    Placed,
    Report,
    SourceFile,
    in_all,
    said,
)
from sampan.engines.circulation.figure import Figure, Refusal
from sampan.engines.circulation.findings import findings

REFUSED = figure(
    measure="catalogue-share",
    rows=(),
    refusal=Refusal(
        "coverage",
        {"measure": "catalogue share", "what": "origin", "unknown": 0.93, "limit": 0.5},
    ),
    parameters={"origin_rule": "any", "unit": "titles", "where": {"source": ["amazon"]}},
)


def found(one: Figure, code: str) -> list[Block]:
    return [
        Block("finding", {tag: said(f.kind, f.parameters, tag) for tag in LANGUAGES}, (code,))
        for f in findings(one)[:2]
    ]


def report(*, kinds: tuple[str, ...] = tuple(BY_KIND), **changes: Any) -> Report:
    placed = [Placed(f"F{at:02d}", Chart(k, BY_KIND[k])) for at, k in enumerate(kinds, start=1)]
    items = [item for one in placed for item in (one, *found(one.figures[0], one.code))]
    advice = Block("recommendation", dict.fromkeys(LANGUAGES, "=1+1 #*_<b>"), (placed[0].code,))
    refused = Placed("F99", Chart("bars", (REFUSED,)))
    made: dict[str, Any] = {
        "titles": in_all("title"),
        "subtitles": in_all("subtitle"),
        "publisher": "=cmd|' /C calc'!A0 <Research> #centre",
        "made_on": date(2026, 11, 25),
        "languages": LANGUAGES,
        "chapters": (
            Chapter(in_all("viewing"), (Block("text", in_all("viewing", section="texts")), *items)),
            Chapter(in_all("limits"), (advice, refused)),
        ),
        "sources": (SourceFile("netflix_titles.csv", "catalogue", 8807, 3, "ab" * 32),),
        "address": "https://sampan.example/report/figure",
    }
    return Report(**made | changes)
