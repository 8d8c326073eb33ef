"""How much of all viewing the most watched titles hold: a curve, beside the line where all are equal."""

from itertools import accumulate

from sampan.engines.circulation.figure import Figure

from .frame import frame
from .pen import Pen
from .style import Spec


def lorenz(figure: Figure, pen: Pen) -> Spec:
    """The cells of a figure, largest first: what share of all the first part of them holds."""
    values = sorted((cell.value for cell in figure.rows if cell.value), reverse=True)
    total = sum(values) or 1.0
    curve = [{"part": 0.0, "held": 0.0}] + [
        {"part": (index + 1) / len(values), "held": held / total}
        for index, held in enumerate(accumulate(values))
    ]
    equal = [{"part": 0.0, "held": 0.0}, {"part": 1.0, "held": 1.0}]

    def axis(title: str) -> Spec:
        return {"title": title, "format": ".0%", "tickCount": 5, "domain": False}

    x: Spec = {
        "field": "part",
        "type": "quantitative",
        "axis": axis(pen.word("titles_share")),
        "scale": {"domain": [0, 1]},
    }
    y: Spec = {
        "field": "held",
        "type": "quantitative",
        "axis": axis(pen.measure(figure)),
        "scale": {"domain": [0, 1]},
    }
    middle = {"part": 0.62, "held": 0.56, "said": pen.word("all_equal")}
    layers: list[Spec] = [
        {
            "data": {"values": equal},
            "mark": {"type": "line", "style": "level"},
            "encoding": {"x": x, "y": y},
        },
        {
            "data": {"values": [middle]},
            "mark": {"type": "text", "style": "aside", "align": "left"},
            "encoding": {"x": x, "y": y, "text": {"field": "said"}},
        },
        {"mark": {"type": "line", "style": "curve"}, "encoding": {"x": x, "y": y}},
    ]
    return frame(layers, pen, rows=curve, height=220)
