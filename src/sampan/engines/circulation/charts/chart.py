"""A chart: a kind, the figures it shows, and its drawing for a page or for paper."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import vl_convert

from sampan.engines.circulation.figure import Figure
from sampan.engines.typesetting import installed_fonts

from .bars import bars
from .dots import dots
from .frame import main
from .lorenz import lorenz
from .matrix import matrix
from .outlining import outlined
from .pen import Pen
from .rules import rules
from .style import PAPER_WIDTH, Spec, config
from .tiles import tiles
from .trend import TIMES, trend

_ONE: Mapping[str, Callable[[Figure, Pen], Spec]] = {
    "bars": bars,
    "dots": dots,
    "lorenz": lorenz,
    "matrix": matrix,
    "tiles": tiles,
}
KINDS = (*_ONE, "rules", "trend")


@dataclass(frozen=True)
class Chart:
    """What is to be drawn. `rules` shows several figures, one a choice of origin rule or joins; others the first.

    `occasions` names the holiday that a period holds (for `trend`). `keep`: only these keys are shown (none: all).
    """

    kind: str
    figures: tuple[Figure, ...]
    occasions: Mapping[str, str] = field(default_factory=dict)
    keep: frozenset[str] = frozenset()

    @property
    def shown(self) -> tuple[Figure, ...]:
        """The figures with the rows that are shown."""
        return (
            tuple(_narrowed(one, self.keep) for one in self.figures) if self.keep else self.figures
        )

    def spec(self, pen: Pen) -> Spec:
        """The Vega-Lite specification, without colours: a configuration brings them."""
        if self.kind == "rules":
            return rules(self.shown, pen)
        if self.kind == "trend":
            return trend(self.shown[0], pen, occasions=self.occasions)
        return _ONE[self.kind](self.shown[0], pen)


def _narrowed(figure: Figure, keep: frozenset[str]) -> Figure:
    at = main(figure)
    return replace(figure, rows=tuple(cell for cell in figure.rows if cell.keys[at] in keep))


def fitting(figure: Figure) -> str:
    """The kind of chart that suits a figure.

    A time makes a trend, a territory alone a map, two dimensions a matrix, ratios and balances dots, the rest bars.
    """
    named = figure.dimensions
    if any(one in TIMES for one in named):
        return "trend"
    if sum(len({cell.keys[at] for cell in figure.rows}) > 1 for at in range(len(named))) > 1:
        return "matrix"
    if figure.unit in {"ratio", "coefficient"} or figure.measure == "net-flow":
        return "dots"
    if named == ("work",):
        return "lorenz"
    return "tiles" if named == ("territory",) else "bars"


def page_spec(chart: Chart, tag: str, *, ground: str = "light") -> Spec:
    """Answer the Vega-Lite JSON of a chart for a page: rows inlined, as wide as its place, in `light` or `dark`."""
    spec = chart.spec(Pen.for_page(tag, ground=ground))
    return spec | {"config": config(ground, text=12) | spec["config"]}


def paper_svg(
    chart: Chart, tag: str, *, title: str, description: str = "", width: float = PAPER_WIDTH
) -> bytes:
    """Answer a chart as SVG for paper: all text as outlines, in any of the languages that charts speak."""
    _register()
    pen = Pen.for_paper(tag, width=width)
    spec = chart.spec(pen)
    svg = vl_convert.vegalite_to_svg(
        json.dumps(spec | {"config": config("paper") | spec["config"]}),
        vl_version="6.4",
        allowed_base_urls=[],
        show_warnings=False,
    )
    texts: Any = pen.lettering.texts  # type: ignore[union-attr]
    return outlined(svg, pen.shaper, texts, title=title, description=description or title)


@cache
def _register() -> None:
    """Vega measures with the font that the numbers and the stand-ins are in."""
    vl_convert.register_font_directory(str(installed_fonts()[0].path.parent))
