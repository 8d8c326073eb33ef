"""Values over time with bands, one line a series; seasons of holidays can stand behind them."""

from collections.abc import Mapping, Sequence

from sampan.engines.circulation.figure import Cell, Figure

from . import labels
from .frame import FORMATS, LAST, frame, numbers_of
from .pen import Pen
from .periods import every, runs
from .style import Spec

TIMES = ("week", "month", "quarter", "year", "released")
MOST_SERIES = 6
_HEIGHT = 190


def trend(figure: Figure, pen: Pen, *, occasions: Mapping[str, str] | None = None) -> Spec:
    """A figure over its dimension of time. `occasions` names the holiday of a period (key of the period, its code).

    The axis has every period between the first and the last; a line ends where its series has none.
    """
    at = next(index for index, one in enumerate(figure.dimensions) if one in TIMES)
    other = next((index for index in range(len(figure.dimensions)) if index != at), None)
    cells = _largest(figure.rows, other=other)
    rows = [
        {
            "time": cell.keys[at],
            "name": pen.name(figure.dimensions[other], cell.keys[other])
            if other is not None
            else "",
            **numbers_of(cell, figure, pen),
        }
        for cell in sorted(cells, key=lambda cell: cell.keys[at])
    ]
    times = every((cell.keys[at] for cell in figure.rows), figure.dimensions[at])
    for name in {one["name"] for one in rows}:
        own = [one for one in rows if one["name"] == name]
        for one, run in zip(own, runs([one["time"] for one in own], times), strict=True):
            one["run"] = run
    most = max((one["end"] for one in rows), default=1.0) * 1.06 or 1.0
    x: Spec = {
        "field": "time",
        "type": "ordinal",
        "scale": {"domain": times},
        "axis": {"title": None, "labelAngle": 0, "labelOverlap": "greedy", "labelSeparation": 8},
    }
    y: Spec = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, most], "nice": False},
        "axis": {
            "title": None,
            "format": FORMATS.get(figure.unit, ",.2~f"),
            "tickCount": 4,
            "domain": False,
            "ticks": False,
        },
    }
    return frame(
        [
            *_seasons(times, occasions or {}, pen, x),
            *_lines(rows, figure, pen, x, y, named=other is not None),
        ],
        pen,
        rows=rows,
        height=_HEIGHT,
    )


def _largest(cells: Sequence[Cell], *, other: int | None) -> list[Cell]:
    """The cells of the series that are largest over all periods."""
    if other is None:
        return list(cells)
    sums: dict[str, float] = {}
    for cell in cells:
        if cell.keys[other] not in LAST:
            sums[cell.keys[other]] = sums.get(cell.keys[other], 0.0) + (cell.value or 0.0)
    kept = set(sorted(sums, key=lambda key: (-sums[key], key))[:MOST_SERIES])
    ranked = sorted(cells, key=lambda cell: (-sums.get(cell.keys[other], 0.0), cell.keys))
    return [cell for cell in ranked if cell.keys[other] in kept]


def _lines(
    rows: Sequence[Spec], figure: Figure, pen: Pen, x: Spec, y: Spec, *, named: bool
) -> list[Spec]:
    names = list(dict.fromkeys(one["name"] for one in rows))
    series: Spec = {
        "field": "name",
        "type": "nominal",
        "scale": {"domain": names},
        "legend": {"title": None, "columns": 3} if named else None,
    }
    run = {"field": "run", "type": "nominal"}
    tooltip = [
        {"field": "time", "type": "nominal", "title": pen.say("")},
        {"field": "name", "type": "nominal", "title": pen.say("")},
        {"field": "said", "type": "nominal", "title": pen.measure(figure)},
        {"field": "between", "type": "nominal", "title": pen.word("interval")},
    ]
    return [
        {
            "mark": {"type": "area", "style": "band"},
            "encoding": {
                "x": x,
                "y": y | {"field": "low"},
                "y2": {"field": "high"},
                "color": series,
                "detail": run,
            },
        },
        {
            "mark": {"type": "line", "style": "trend"},
            "encoding": {"x": x, "y": y, "color": series, "detail": run},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 34, "opacity": 1},
            "encoding": {"x": x, "y": y, "color": series, "shape": series, "tooltip": tooltip},
        },
    ]


def _seasons(times: Sequence[str], occasions: Mapping[str, str], pen: Pen, x: Spec) -> list[Spec]:
    held = [
        {"time": time, "occasion": pen.say(labels.name("occasion", occasions[time], pen.tag))}
        for time in times
        if time in occasions
    ]
    if not held:
        return []
    first = [
        one
        for index, one in enumerate(held)
        if index == 0 or held[index - 1]["occasion"] != one["occasion"]
    ]
    return [
        {
            "data": {"values": held},
            "mark": {"type": "bar", "style": "empty"},
            "encoding": {"x": x, "y": {"value": 0}, "y2": {"value": _HEIGHT}},
        },
        {
            "data": {"values": first},
            "mark": {"type": "text", "style": "aside", "align": "left", "baseline": "top", "dy": 2},
            "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "occasion"}},
        },
    ]
