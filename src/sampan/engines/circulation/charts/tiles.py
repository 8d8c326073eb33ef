"""A map of tiles: one for each territory of the region, about where it lies. Our own: no borders are drawn."""

from sampan.engines.circulation.figure import Cell, Figure

from .frame import frame, numbers_of
from .pen import Pen
from .style import TEXT, Spec

PLACES: dict[str, tuple[int, int]] = {
    "CN": (3, 0),
    "MM": (1, 1), "LA": (2, 1), "MO": (3, 1), "HK": (4, 1), "TW": (5, 1),
    "TH": (1, 2), "KH": (2, 2), "VN": (3, 2), "PH": (5, 2),
    "MY": (2, 3), "BN": (4, 3),
    "SG": (2, 4), "ID": (3, 4), "TL": (5, 4),
}  # fmt: skip
_TILE = 40.0


def tiles(figure: Figure, pen: Pen) -> Spec:
    """A figure by territory (or by origin) on the map; a territory without data is an empty tile that says so."""
    dimension = figure.dimensions[0]
    held = {cell.keys[0]: cell for cell in figure.rows}
    most = max((cell.value or 0.0 for code, cell in held.items() if code in PLACES), default=1.0)
    column = (pen.width - 4) / 5
    rows = [
        {
            "x": x - 1,
            "x2": x,
            "y": y,
            "y2": y + 1,
            "middle": x - 0.5,
            "up": y + 0.34,
            "down": y + 0.7,
            "name": pen.name(dimension, code, longest=(column - 6) / TEXT),
        }
        | _filled(held.get(code), figure, pen, most=most or 1.0)
        for code, (x, y) in PLACES.items()
    ]
    return _spec(rows, figure, pen, most or 1.0)


def _filled(cell: Cell | None, figure: Figure, pen: Pen, *, most: float) -> Spec:
    if cell is None or cell.value is None:
        said = pen.word("no_data" if cell is None else "not_shown")
        return {"value": None, "said": said, "between": "", "empty": True, "dark": False}
    return numbers_of(cell, figure, pen) | {"empty": False, "dark": cell.value > 0.5 * most}


def _spec(rows: list[Spec], figure: Figure, pen: Pen, most: float) -> Spec:
    x: Spec = {
        "field": "x",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, 5], "nice": False},
    }
    y: Spec = {
        "field": "y",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, 5], "reverse": True, "nice": False},
    }
    box: Spec = {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}}
    shade = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, most]},
        "legend": None,
    }
    tooltip = [
        {"field": "name", "type": "nominal", "title": pen.word("territory", section="dimensions")},
        {"field": "said", "type": "nominal", "title": pen.measure(figure)},
        {"field": "between", "type": "nominal", "title": pen.word("interval")},
    ]

    def text(style: str, test: str, field: str, height: str) -> Spec:
        return {
            "transform": [{"filter": test}],
            "mark": {"type": "text", "style": style},
            "encoding": {
                "x": x | {"field": "middle"},
                "y": y | {"field": height},
                "text": {"field": field},
            },
        }

    layers = [
        {
            "transform": [{"filter": "datum.empty"}],
            "mark": {"type": "rect", "style": "empty"},
            "encoding": box,
        },
        {
            "transform": [{"filter": "!datum.empty"}],
            "mark": {"type": "rect", "style": "shade"},
            "encoding": box | {"color": shade, "tooltip": tooltip},
        },
        text("number", "!datum.dark && !datum.empty", "name", "up"),
        text("number", "!datum.dark && !datum.empty", "said", "down"),
        text("on-dark", "datum.dark", "name", "up"),
        text("on-dark", "datum.dark", "said", "down"),
        text("aside", "datum.empty", "name", "up"),
        text("aside", "datum.empty", "said", "down"),
    ]
    return frame(layers, pen, rows=rows, height=_TILE * 5)
