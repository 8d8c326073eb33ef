"""How an answer can be looked at: as chart, map, matrix, trend or table; and what each of these would ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sampan.engines.circulation.charts import TIMES, fitting, mapped
from sampan.engines.circulation.compile import Question, Unasked, check
from sampan.engines.circulation.figure import Figure

from .questions import address_of

LABELS: Mapping[str, Promise] = {
    "chart": _("Chart"),
    "map": _("Map"),
    "matrix": _("Matrix"),
    "trend": _("Trend"),
    "table": _("Table"),
}
_KINDS = {"map": "tiles", "matrix": "matrix", "trend": "trend"}
_NATURAL = {kind: view for view, kind in _KINDS.items()}
_MATRIX = 2  # dimensions


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at an answer. Its address asks what this view needs: a map needs territories, a trend times."""

    key: str
    label: Promise
    address: str
    is_shown: bool


def views_of(question: Question, figure: Figure, shown: str) -> list[View]:
    """The views that the measure of a question allows, in the order of LABELS."""
    asked = {key: question if _fits(figure, key) else _asked(question, key) for key in LABELS}
    return [
        View(key, LABELS[key], f"{address_of(one)}&view={key}", key == shown)
        for key, one in asked.items()
        if one is not None
    ]


def view_of(figures: Sequence[Figure], wanted: str) -> str:
    """The view that is wanted, where the figures can be looked at so; else the one that suits them."""
    if len(figures) > 1:
        return "table" if wanted == "table" else "chart"
    if _fits(figures[0], wanted):
        return wanted
    return _NATURAL.get(fitting(figures[0]), "chart")


def _fits(figure: Figure, view: str) -> bool:
    """Whether a figure can be looked at so as it is."""
    named = figure.dimensions
    is_timed = any(name in TIMES for name in named)
    fits = {
        "chart": len(named) == 1 and not is_timed,
        "map": mapped(figure),
        "matrix": len(named) == _MATRIX,
        "trend": is_timed,
        "table": True,
    }
    return fits.get(view, False)


def kind_of(figures: Sequence[Figure], view: str) -> str:
    """The kind of chart that draws a view; what suits the figure where the view is a table."""
    if len(figures) > 1:
        return "rules"
    found = fitting(figures[0])
    if view == "chart" and found in _NATURAL:
        return "bars"
    return _KINDS.get(view, found)


def _asked(question: Question, view: str) -> Question | None:
    """The question with the dimensions that a view needs; None where the measure cannot be shown so."""
    for by in _others(question, view):
        one = replace(question, by=by)
        try:
            check(one)
        except Unasked:
            continue
        return one
    return None


def _others(question: Question, view: str) -> list[tuple[str, ...]]:
    """Dimensions that a view could have, the likeliest first, keeping the first of those that were asked for."""
    kept = [name for name in question.by if name not in TIMES][:1] or list(question.by[:1])
    of = question.definition.of[:1]
    wanted: dict[str, Sequence[str]] = {
        "chart": (),
        "map": ("territory",),
        "matrix": ("territory", *of),
        "trend": ("quarter", "month", "year", "released"),
    }
    found = [(*kept, name) for name in wanted[view] if name not in kept]
    alone = [(name,) for name in wanted[view]] if view == "map" else []
    return [tuple(kept), *found] if view == "chart" else [*found, *alone]
