"""One figure under several choices (origin rules, joins of titles): how far the choice decides."""

from collections.abc import Sequence

from sampan.engines.circulation.figure import Cell, Figure

from . import labels
from .frame import FORMATS, frame, main, numbers_of, ordered
from .pen import Pen
from .style import Spec

_STEP = 10.0
_MOST = 8


def rules(figures: Sequence[Figure], pen: Pen) -> Spec:
    """For each name a dot and an interval a choice, and a bar from the least to the most that a choice gives.

    The choice is the origin rule, or how far titles were joined, whichever differs between the figures.
    """
    first, at = figures[0], main(figures[0])
    kept = [cell.keys for cell in ordered(first.rows, at=at, most=_MOST)]
    rows: list[Spec] = [
        {
            "name": pen.name(first.dimensions[at], keys[at]),
            "rule": pen.say(choice(figure, figures, pen.tag)),
        }
        | numbers_of(cell, figure, pen)
        for keys in kept
        for figure in figures
        if (cell := _cell(figure, keys[at], at)) is not None and cell.value is not None
    ]
    most = max((one["end"] for one in rows), default=1.0) * 1.05 or 1.0
    height = _height(rows, len(figures))
    title = pen.word(chosen(figures)[1], section="dimensions")
    return frame(_layers(rows, first, pen, most, title=title), pen, rows=rows, height=height)


def chosen(figures: Sequence[Figure]) -> tuple[str, str, str]:
    """What differs between figures: its parameter, and where its words stand.

    >>> chosen([])
    ('origin_rule', 'rule', 'rules')
    """
    ways = {str(one.parameters.get("joins")) for one in figures}
    return ("joins", "joins", "joins") if len(ways) > 1 else ("origin_rule", "rule", "rules")


def choice(figure: Figure, figures: Sequence[Figure], tag: str) -> str:
    """Which choice a figure stands for, in words."""
    parameter, _, section = chosen(figures)
    return labels.term(section, str(figure.parameters.get(parameter) or ""), tag)


def _height(rows: Sequence[Spec], count: int) -> float:
    return len({str(one["name"]) for one in rows}) * (_STEP * count + 7)


def _cell(figure: Figure, key: str, at: int) -> Cell | None:
    """The cell of a name; what else its keys say (which origin leads there) may differ with the choice."""
    return next((cell for cell in figure.rows if cell.keys[at] == key), None)


def _layers(
    rows: Sequence[Spec], figure: Figure, pen: Pen, most: float, *, title: str
) -> list[Spec]:
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
        "legend": {"title": title, "columns": 4},
    }
    tooltip = [
        {"field": "name", "type": "nominal", "title": pen.say("")},
        {"field": "rule", "type": "nominal", "title": title},
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
