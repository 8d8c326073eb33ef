"""Figures made up for the tests of charts and the document: the shapes that real ones have."""

from typing import Any

from sampan.engines.circulation.figure import Cell, Figure, Refusal, Source

ORIGINS = ("KR", "US", "CN", "TH", "JP", "PH", "VN", "ID", "unknown")
TERRITORIES = ("ID", "MY", "PH", "SG", "TH", "VN")
QUARTERS = ("2021-Q3", "2021-Q4", "2022-Q1", "2022-Q2", "2022-Q3")
UNSEEN = ("BN", "CN", "KH", "LA", "MM")
SOURCE = Source(
    sql="SELECT origin, sum(value) AS value FROM engagement GROUP BY origin",
    bound={"unit": "slots"},
    behind="SELECT * FROM engagement",
    behind_bound={},
    inputs={"engagement": "ab" * 32, "work": "cd" * 32},
    rows=6350,
    interval="title clusters",
)


def cell(*keys: str, value: float, spread: float = 0.3, n: int = 120) -> Cell:
    return Cell(keys, value, value * (1 - spread), value * (1 + spread), n, n // 3)


def figure(**changes: Any) -> Figure:
    made: dict[str, Any] = {
        "measure": "viewing-share",
        "version": 1,
        "title": "Viewing share",
        "unit": "share",
        "parameters": {"origin_rule": "fractional", "unit": "slots"},
        "dimensions": ("origin",),
        "rows": tuple(cell(o, value=0.5 / (i + 1) ** 1.3) for i, o in enumerate(ORIGINS)),
        "source": SOURCE,
        "unknown_share": 0.027,
        "missing": UNSEEN,
    }
    return Figure(**made | changes)


SHARES = figure(
    rows=(
        *figure().rows,
        Cell(("SG",), None, refused=Refusal("few", {"effective": 12, "limit": 30})),
    )
)
FLOWS = figure(
    dimensions=("origin", "territory"),
    rows=tuple(
        cell(o, t, value=(0.55 - 0.04 * j) / (i + 1) ** 1.5)
        for i, o in enumerate(ORIGINS)
        for j, t in enumerate(TERRITORIES)
        if (i + j) % 7
    ),
)
RATIOS = figure(
    measure="visibility-ratio",
    unit="ratio",
    parameters={"origin_rule": "fractional", "unit": "hours"},
    rows=tuple(cell(o, value=2 / (i + 1)) for i, o in enumerate(ORIGINS[:-1])),
)
TREND = figure(
    dimensions=("quarter", "origin"),
    rows=tuple(
        cell(q, o, value=(0.3 + 0.02 * j) / (i + 1))
        for i, o in enumerate(ORIGINS[:5])
        for j, q in enumerate(QUARTERS)
    ),
)
HHI = figure(
    measure="concentration-hhi",
    unit="index",
    dimensions=("territory",),
    rows=tuple(cell(t, value=2600.0 + 400 * i, spread=0.1) for i, t in enumerate(TERRITORIES)),
)
UNDER_RULES = tuple(
    figure(
        parameters={"origin_rule": rule, "unit": "slots"},
        rows=tuple(cell(o, value=k * 0.3 / (i + 1)) for i, o in enumerate(ORIGINS[:6])),
    )
    for rule, k in (("any", 1.2), ("fractional", 0.8), ("first", 1.0), ("language+country", 0.5))
)
TITLES = figure(
    dimensions=("work",), rows=tuple(cell(f"w{i}", value=1 / (i + 1)) for i in range(60))
)

BY_KIND = {
    "bars": (SHARES,),
    "dots": (RATIOS,),
    "lorenz": (TITLES,),
    "matrix": (FLOWS,),
    "rules": UNDER_RULES,
    "tiles": (HHI,),
    "trend": (TREND,),
}
