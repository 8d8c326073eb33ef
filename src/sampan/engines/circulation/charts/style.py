"""The one look of all charts: colours that people with any colour vision can part, the letters of the report.

Colours were chosen by search: under simulated protanopia, deuteranopia and tritanopia every two of a palette stay apart
(a test measures it). A series is told by its shape or its label as well, never by colour alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours of one ground. `series` part the lines and points of a chart; `ramp` and `diverging` fill cells.

    `turn`: from this part of a ramp on, letters in a cell are in the colour of the ground.
    """

    ground: str
    ink: str
    muted: str
    line: str
    sunk: str
    accent: str
    series: tuple[str, ...]
    ramp: tuple[str, str]
    diverging: tuple[str, str, str]
    turn: float


LIGHT = Theme(
    ground="#ffffff",
    ink="#1b2327",
    muted="#566067",
    line="#dcdfe0",
    sunk="#f0f1f1",
    accent="#0d6073",
    series=("#0d6073", "#d1965e", "#7a5bc6", "#97810c", "#18afdd", "#714409", "#7d868c"),
    ramp=("#eef4f5", "#0d6073"),
    diverging=("#8a4b12", "#f3f1ec", "#0d6073"),
    turn=0.7,
)
DARK = Theme(
    ground="#1b2125",
    ink="#e7e5e0",
    muted="#a5adb2",
    line="#39434a",
    sunk="#252d32",
    accent="#74c2d4",
    series=("#74c2d4", "#fef28b", "#7c57c5", "#9b9428", "#0edeb1", "#ab4f9b", "#8d979d"),
    ramp=("#233238", "#74c2d4"),
    diverging=("#e0a263", "#2b3338", "#74c2d4"),
    turn=0.5,
)
THEMES: Mapping[str, Theme] = {"paper": LIGHT, "light": LIGHT, "dark": DARK}
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right")

PAPER_WIDTH = 459  # points: the type area of an A4 page with margins of 24 mm
TEXT = 9  # points
_FONTS = {
    "paper": "Noto Sans",
    "light": "Sampan Scripts, Noto Sans, sans-serif",
    "dark": "Sampan Scripts, Noto Sans, sans-serif",
}


def config(ground: str, *, text: float = TEXT) -> Spec:
    """Answer the Vega-Lite configuration of a ground: `paper`, `light` or `dark`. Charts themselves name no colour.

    >>> config("dark")["background"]
    'transparent'
    """
    theme, font = THEMES[ground], _FONTS[ground]
    return {
        "background": "transparent",
        "font": font,
        "padding": {"left": 2, "top": 3, "right": 3, "bottom": 5},
        "view": {"stroke": None},
        "axis": _axis(theme, text),
        "legend": {
            "labelColor": theme.ink,
            "labelFontSize": text,
            "labelLimit": 0,
            "titleColor": theme.muted,
            "titleFontSize": text,
            "titleFontWeight": "normal",
            "titleLimit": 0,
            "symbolSize": 50,
            "titlePadding": 7,
            "orient": "top",
            "direction": "horizontal",
            "columnPadding": 14,
        },
        "range": {
            "category": list(theme.series),
            "symbol": list(SHAPES),
            "ramp": list(theme.ramp),
            "heatmap": list(theme.ramp),
            "diverging": list(theme.diverging),
        },
        "style": _styles(theme, text),
    }


def _axis(theme: Theme, text: float) -> Spec:
    return {
        "domainColor": theme.line,
        "gridColor": theme.line,
        "gridWidth": 0.6,
        "tickColor": theme.line,
        "tickSize": 3,
        "labelColor": theme.ink,
        "labelFontSize": text,
        "labelLimit": 0,
        "labelPadding": 5,
        "titleColor": theme.muted,
        "titleFontSize": text,
        "titleFontWeight": "normal",
        "titleLimit": 0,
        "titlePadding": 8,
    }


def _styles(theme: Theme, text: float) -> Spec:
    """Marks are named for what they say; their colours stand here."""
    return {
        "amount": {"color": theme.accent, "opacity": 0.8},
        "spot": {"color": theme.accent, "filled": True, "size": 42, "opacity": 1},
        "interval": {"color": theme.ink, "strokeWidth": 1.1},
        "soft": {"color": theme.muted, "strokeWidth": 1},
        "level": {"color": theme.muted, "strokeWidth": 1, "strokeDash": [3, 3]},
        "trend": {"strokeWidth": 1.8},
        "curve": {"color": theme.accent, "strokeWidth": 1.8},
        "span": {"color": theme.sunk},
        "band": {"opacity": 0.18},
        "shade": {"stroke": theme.ground, "strokeWidth": 1},
        "empty": {"color": theme.sunk, "stroke": theme.ground, "strokeWidth": 1},
        "hatch": {"color": theme.muted, "strokeWidth": 0.7, "opacity": 0.5},
        "number": {"color": theme.ink, "fontSize": text},
        "on-dark": {"color": theme.ground, "fontSize": text},
        "aside": {"color": theme.muted, "fontSize": text},
    }
