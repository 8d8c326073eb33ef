"""Bars with intervals: one value a name."""

from sampan.engines.circulation.figure import Figure

from .frame import STEP, frame, main, names_axis, ordered, pointed_at, room, rows_of, value_axis
from .pen import Pen
from .style import Spec


def bars(figure: Figure, pen: Pen) -> Spec:
    """The values of a figure's main dimension, largest first, each with its interval and number."""
    at = main(figure)
    cells = ordered(figure.rows, at=at)
    rows = rows_of(cells, figure, pen, at=at)
    y = names_axis(rows)
    x = value_axis(figure, pen, field="value", most=room(cells, figure, pen, at=at))
    interval = {"filter": "isValid(datum.low)"}
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "style": "amount", "height": {"band": 0.62}},
            "encoding": {"y": y, "x": x, "tooltip": pointed_at(figure, pen)},
        },
        {
            "transform": [interval],
            "mark": {"type": "rule", "style": "interval"},
            "encoding": {"y": y, "x": x | {"field": "low"}, "x2": {"field": "high"}},
        },
        {
            "mark": {"type": "text", "style": "number", "align": "left", "dx": 5},
            "encoding": {"y": y, "x": x | {"field": "end"}, "text": {"field": "said"}},
        },
    ]
    return frame(layers, pen, rows=rows, height={"step": STEP})
