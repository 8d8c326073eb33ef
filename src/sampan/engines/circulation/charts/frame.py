"""What charts share: a frame that fits its width, axes in a figure's unit, rows as Vega-Lite reads them."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sampan.engines.circulation.figure import Cell, Figure

from . import labels, numbers
from .pen import LONGEST_NAME, Pen
from .style import TEXT, Spec

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
STEP = 19.0  # points between the rows of a chart
LAST = ("unknown", "unplaced", "other")  # keys that stand after all others, whatever their value
FORMATS = {"share": ".2~%", "ratio": ".2~f", "coefficient": ".2~f"}


def main(figure: Figure) -> int:
    """The dimension that a chart of single names goes by: the one with most different keys, the first of equals."""
    counts = [len({cell.keys[at] for cell in figure.rows}) for at in range(len(figure.dimensions))]
    return counts.index(max(counts)) if counts else 0


def frame(layers: Sequence[Spec], pen: Pen, *, rows: Sequence[Spec], height: Any) -> Spec:
    """Layers over one table of rows, as wide as its place."""
    return {
        "$schema": SCHEMA,
        "width": pen.width if pen.on_paper else "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": list(rows)},
        "layer": list(layers),
        "config": {"locale": {"number": numbers.locale(pen.tag)}},
    }


def ordered(cells: Sequence[Cell], *, at: int, most: int = 15) -> list[Cell]:
    """The largest cells, largest first, then what is unknown."""
    ranked = sorted(cells, key=lambda cell: (-(cell.value or 0.0), cell.keys))
    known = [cell for cell in ranked if cell.keys[at] not in LAST][:most]
    return known + [cell for cell in ranked if cell.keys[at] in LAST]


def rows_of(cells: Sequence[Cell], figure: Figure, pen: Pen, *, at: int) -> list[Spec]:
    """One row a cell: its name, its value and interval, and the words beside its mark."""
    seen: Counter[str] = Counter()
    rows = []
    for cell in cells:
        name = pen.cut(labels.name(figure.dimensions[at], cell.keys[at], pen.tag), LONGEST_NAME)
        seen[name] += 1
        twin = f" ({seen[name]})" if seen[name] > 1 else ""
        rows.append({"name": pen.say(name + twin), **numbers_of(cell, figure, pen)})
    return rows


def numbers_of(cell: Cell, figure: Figure, pen: Pen) -> Spec:
    """What a row holds of a cell. Without a value it holds words alone."""
    between = (
        numbers.interval(cell.low, cell.high, figure.unit, pen.tag)
        if cell.low is not None and cell.high is not None
        else "–"
    )
    return {
        "value": cell.value,
        "low": cell.low,
        "high": cell.high,
        "end": max((end for end in (cell.value, cell.high) if end is not None), default=0.0),
        "said": pen.said(cell, figure.unit),
        "between": pen.say(between),
    }


def names_axis(rows: Sequence[Spec], *, field: str = "name") -> Spec:
    """Names down the side, in the order of the rows."""
    return {
        "field": field,
        "type": "nominal",
        "sort": list(dict.fromkeys(one[field] for one in rows)),
        "axis": {"title": None, "domain": False, "ticks": False},
    }


def value_axis(figure: Figure, pen: Pen, *, field: str, most: float) -> Spec:
    """Values along the foot, from nothing to `most`."""
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [0, most], "nice": False},
        "axis": {
            "title": pen.measure(figure),
            "format": FORMATS.get(figure.unit, ",.2~f"),
            "tickCount": 5,
            "domain": False,
        },
    }


def room(cells: Sequence[Cell], figure: Figure, pen: Pen, *, at: int) -> float:
    """The end of a value axis that leaves room for the words beside the longest mark."""
    names = [labels.name(figure.dimensions[at], cell.keys[at], pen.tag) for cell in cells]
    widest = min(max(map(pen.shaper.width, names), default=0.0), LONGEST_NAME)
    plot = max(pen.width - widest * TEXT - 14, 90)
    most = 0.0
    for cell in cells:
        end = max((end for end in (cell.value, cell.high) if end is not None), default=0.0)
        words = numbers.number(cell.value, figure.unit, pen.tag) if cell.value is not None else ""
        most = max(most, end / max(1 - (pen.points_wide(words) + 9) / plot, 0.3))
    return most or 1.0


def pointed_at(figure: Figure, pen: Pen) -> list[Spec]:
    """What the pointer shows on a page: name, value, interval."""
    return [
        {"field": "name", "type": "nominal", "title": pen.say("")},
        {"field": "said", "type": "nominal", "title": pen.measure(figure)},
        {"field": "between", "type": "nominal", "title": pen.word("interval")},
    ]
