"""One figure under several origin rules: how far the rule decides."""

from collections.abc import Mapping, Sequence

from sampan.engines.circulation.figure import Cell, Figure

from .frame import FORMATS, frame, numbers_of, ordered
from .pen import Pen
from .style import Spec

_STEP = 10.0
_MOST = 8


def rules(figures: Mapping[str, Figure], pen: Pen) -> Spec:
    """For each name a dot and an interval a rule, and a line from the least to the most that a rule gives."""
    first = next(iter(figures.values()))
    kept = [cell.keys for cell in ordered(first.rows, most=_MOST)]
    rows: list[Spec] = [
        {"name": pen.name(first.dimensions[0], keys[0]), "rule": pen.word(rule, section="rules")}
        | numbers_of(cell, figure, pen)
        for keys in kept
        for rule, figure in figures.items()
        if (cell := _cell(figure, keys)) is not None and cell.value is not None
    ]
    most = max((one["end"] for one in rows), default=1.0) * 1.05 or 1.0
    return frame(
        _layers(rows, first, pen, most),
        pen,
        rows=rows,
        height=_height(rows, len(figures)),
    )


def _height(rows: Sequence[Spec], count: int) -> float:
    return len({str(one["name"]) for one in rows}) * (_STEP * count + 7)


def _cell(figure: Figure, keys: tuple[str, ...]) -> Cell | None:
    return next((cell for cell in figure.rows if cell.keys == keys), None)


def _layers(rows: Sequence[Spec], figure: Figure, pen: Pen, most: float) -> list[Spec]:
    y: Spec = {
        "field": "name",
        "type": "nominal",
        "sort": list(dict.fromkeys(one["name"] for one in rows)),
        "scale": {"paddingInner": 0.35},
        "axis": {"title": None, "domain": False, "ticks": False},
    }
    names = list(dict.fromkeys(one["rule"] for one in rows))
    offset: Spec = {"field": "rule", "type": "nominal", "sort": names}
    x: Spec = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, most], "nice": False},
        "axis": {
            "title": pen.measure(figure),
            "format": FORMATS.get(figure.unit, ",.2~f"),
            "tickCount": 5,
            "domain": False,
        },
    }
    rule: Spec = {
        "field": "rule",
        "type": "nominal",
        "scale": {"domain": names},
        "legend": {"title": pen.word("rule", section="dimensions"), "columns": 4},
    }
    tooltip = [
        {"field": "name", "type": "nominal", "title": pen.say("")},
        {"field": "rule", "type": "nominal", "title": pen.word("rule", section="dimensions")},
        {"field": "said", "type": "nominal", "title": pen.measure(figure)},
        {"field": "between", "type": "nominal", "title": pen.word("interval")},
    ]
    return [
        {
            "transform": [
                {
                    "aggregate": [
                        {"op": "min", "field": "value", "as": "least"},
                        {"op": "max", "field": "value", "as": "most"},
                    ],
                    "groupby": ["name"],
                }
            ],
            "mark": {"type": "bar", "style": "span"},
            "encoding": {"y": y, "x": x | {"field": "least"}, "x2": {"field": "most"}},
        },
        {
            "transform": [{"filter": "isValid(datum.low)"}],
            "mark": {"type": "rule", "style": "soft"},
            "encoding": {
                "y": y,
                "yOffset": offset,
                "x": x | {"field": "low"},
                "x2": {"field": "high"},
                "color": rule,
            },
        },
        {
            "mark": {"type": "point", "filled": True, "size": 36, "opacity": 1},
            "encoding": {
                "y": y,
                "yOffset": offset,
                "x": x,
                "color": rule,
                "shape": rule,
                "tooltip": tooltip,
            },
        },
    ]
