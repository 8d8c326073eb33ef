"""Dots with intervals about a line: ratios about 1 on a scale of multiples, balances and coefficients about 0."""

from collections.abc import Sequence

from sampan.engines.circulation.figure import Cell, Figure

from .frame import FORMATS, STEP, frame, main, names_axis, ordered, pointed_at, rows_of
from .pen import Pen
from .style import Spec

_TICKS = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)


def dots(figure: Figure, pen: Pen) -> Spec:
    """The values of a figure's main dimension as dots; where a ratio is nothing, the word stands alone at the left."""
    ratio = figure.unit == "ratio"
    at = main(figure)
    cells = ordered(figure.rows, at=at)
    rows = rows_of(cells, figure, pen, at=at)
    low, high = _ends(cells, ratio=ratio)
    for one in rows:
        held = one["value"] is not None and (one["value"] > 0 or not ratio)
        one["at"] = one["value"] if held else None
        one["from"] = None if one["low"] is None or not held else max(one["low"], low)
        one["to"] = None if one["high"] is None or not held else min(one["high"], high)
    y = names_axis(rows)
    x: Spec = {
        "field": "at",
        "type": "quantitative",
        "scale": {
            "type": "log" if ratio else "linear",
            "domain": [low, high * 1.7 if ratio else high + 0.2 * (high - low)],
            "nice": False,
        },
        "axis": {
            "title": pen.measure(figure),
            "format": FORMATS.get(figure.unit, ".2~f"),
            "domain": False,
        }
        | (
            {"values": [tick for tick in _TICKS if low <= tick <= high * 1.3]}
            if ratio
            else {"tickCount": 5}
        ),
    }
    layers: list[Spec] = [
        {
            "data": {"values": [{"level": 1 if ratio else 0}]},
            "mark": {"type": "rule", "style": "level"},
            "encoding": {"x": x | {"field": "level"}},
        },
        {
            "transform": [{"filter": "isValid(datum.from)"}],
            "mark": {"type": "rule", "style": "interval"},
            "encoding": {"y": y, "x": x | {"field": "from"}, "x2": {"field": "to"}},
        },
        {
            "transform": [{"filter": "isValid(datum.at)"}],
            "mark": {"type": "point", "style": "spot"},
            "encoding": {"y": y, "x": x, "tooltip": pointed_at(figure, pen)},
        },
        {
            "mark": {"type": "text", "style": "number", "align": "right"},
            "encoding": {"y": y, "x": {"value": "width"}, "text": {"field": "said"}},
        },
    ]
    return frame(layers, pen, rows=rows, height={"step": STEP})


def _ends(cells: Sequence[Cell], *, ratio: bool) -> tuple[float, float]:
    values = [
        end
        for cell in cells
        for end in (cell.value, cell.low, cell.high)
        if end is not None and (end > 0 or not ratio)
    ]
    if not ratio:
        return min([0.0, *values]), max([0.0, *values]) or 1.0
    return max(min([0.5, *values]) / 1.25, 0.01), min(max([2.0, *values]) * 1.1, 100)
