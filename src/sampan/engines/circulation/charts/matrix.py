"""Origins down, territories across: both directions of an exchange in one unit."""

from collections.abc import Sequence
from dataclasses import dataclass

from sampan.engines.circulation.figure import Cell, Figure

from . import labels
from .frame import LAST, frame, numbers_of
from .pen import Pen
from .style import TEXT, Spec

_ROWS = 12
_COLUMNS = 20  # more names beside each other than these are not to be read
_STEP = 21.0
_ROOMY = 20.0  # a column as wide has room for numbers; in a narrower one the shade says them


@dataclass(frozen=True)
class _Grid:
    """The keys down and across, and the largest value, which has the deepest shade."""

    sides: tuple[str, ...]
    tops: tuple[str, ...]
    most: float


def matrix(figure: Figure, pen: Pen) -> Spec:
    """A figure of two dimensions as a table of shades; a territory without any data is a column that says so."""
    values = [cell.value or 0.0 for cell in figure.rows if cell.keys[0] not in LAST]
    grid = _Grid(_sides(figure), _columns(figure), max(values, default=1.0) or 1.0)
    rows = _rows(grid, figure, pen)
    return frame(_layers(rows, grid, figure, pen), pen, rows=rows, height={"step": _STEP})


def _rows(grid: _Grid, figure: Figure, pen: Pen) -> list[Spec]:
    down, across = figure.dimensions[:2]
    held = {cell.keys[:2]: cell for cell in figure.rows}
    rows = []
    for side in grid.sides:
        for top in grid.tops:
            named = {"name": pen.name(down, side), "top": pen.name(across, top)}
            cell = held.get((side, top))
            rows.append(
                named
                | (_empty(top, figure, pen) if cell is None else _filled(cell, grid, figure, pen))
            )
    return rows


def _filled(cell: Cell, grid: _Grid, figure: Figure, pen: Pen) -> Spec:
    if cell.value is None:
        return numbers_of(cell, figure, pen) | {"said": pen.say("×"), "empty": True, "dark": False}
    return numbers_of(cell, figure, pen) | {
        "empty": False,
        "dark": cell.value > pen.turn * grid.most,
    }


def _empty(top: str, figure: Figure, pen: Pen) -> Spec:
    """Nothing was seen (0), or nothing can be seen (–)."""
    said = "–" if top in figure.missing else "0"
    return {"value": None, "said": pen.say(said), "between": "", "empty": True, "dark": False}


def _columns(figure: Figure) -> tuple[str, ...]:
    """Those with data, of many the ones with most rows behind them; then the territories that have none."""
    behind: dict[str, int] = {}
    for cell in figure.rows:
        behind[cell.keys[1]] = behind.get(cell.keys[1], 0) + cell.n
    kept = sorted(behind, key=lambda key: (-behind[key], key))[:_COLUMNS]
    return (*sorted(kept), *sorted(set(figure.missing) - behind.keys()))


def _sides(figure: Figure) -> tuple[str, ...]:
    """The largest; of ratios, which have no sum, those with most rows behind them."""
    sums: dict[str, float] = {}
    for cell in figure.rows:
        weight = cell.n if figure.unit == "ratio" else cell.value or 0.0
        sums[cell.keys[0]] = sums.get(cell.keys[0], 0.0) + weight
    ranked = sorted(sums, key=lambda key: (-sums[key], key))
    known = [key for key in ranked if key not in LAST][:_ROWS]
    return (*known, *(key for key in ranked if key in LAST))


def _layers(rows: Sequence[Spec], grid: _Grid, figure: Figure, pen: Pen) -> list[Spec]:
    down, across = figure.dimensions[:2]
    named = [labels.name(across, top, pen.tag) for top in grid.tops]
    side = max(
        (pen.points_wide(labels.name(down, one, pen.tag)) for one in grid.sides), default=0.0
    )
    column = (pen.width - side - 14) / max(len(grid.tops), 1)
    level = max(map(pen.points_wide, named), default=0.0) <= column - 3
    y: Spec = {
        "field": "name",
        "type": "nominal",
        "sort": list(dict.fromkeys(one["name"] for one in rows)),
        "axis": {"title": None, "domain": False, "ticks": False},
    }
    x: Spec = {
        "field": "top",
        "type": "nominal",
        "sort": list(dict.fromkeys(one["top"] for one in rows)),
        "axis": {
            "title": None,
            "orient": "top",
            "domain": False,
            "ticks": False,
            "labelAngle": 0 if level else -40,
            "labelOverlap": False,
        },
    }
    shade: Spec = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, grid.most], "clamp": True},
        "legend": None,
    }
    tooltip = [
        {"field": "name", "type": "nominal", "title": pen.word("origin", section="dimensions")},
        {"field": "top", "type": "nominal", "title": pen.word("territory", section="dimensions")},
        {"field": "said", "type": "nominal", "title": pen.measure(figure)},
        {"field": "between", "type": "nominal", "title": pen.word("interval")},
    ]
    text: Spec = {"y": y, "x": x, "text": {"field": "said"}}
    small = min(TEXT, max(6.5, column / 4.4))
    roomy = column >= _ROOMY
    return [
        {
            "transform": [{"filter": "datum.empty"}],
            "mark": {"type": "rect", "style": "empty"},
            "encoding": {"y": y, "x": x, "tooltip": tooltip},
        },
        {
            "transform": [{"filter": "!datum.empty"}],
            "mark": {"type": "rect", "style": "shade"},
            "encoding": {"y": y, "x": x, "color": shade, "tooltip": tooltip},
        },
        {
            "transform": [{"filter": "!datum.dark" if roomy else "datum.empty"}],
            "mark": {"type": "text", "style": "number", "fontSize": small},
            "encoding": text,
        },
        {
            "transform": [{"filter": "datum.dark"}],
            "mark": {"type": "text", "style": "on-dark", "fontSize": small},
            "encoding": text,
        },
    ][: None if roomy else 3]
