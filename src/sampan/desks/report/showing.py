"""How an answer can be looked at: as chart, map, matrix, trend or table; and what each of these would ask."""

from collections.abc import Callable, Mapping, Sequence
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


def views_of(question: Question, shown: str) -> list[View]:
    """The views that the measure of a question allows, in the order of LABELS."""
    asked = {key: _asked(question, key) for key in LABELS}
    return [
        View(key, LABELS[key], f"{address_of(one)}&view={key}", key == shown)
        for key, one in asked.items()
        if one is not None
    ]


def view_of(figures: Sequence[Figure], wanted: str) -> str:
    """The view that is wanted, where the figures can be looked at so; else the one that suits them."""
    if wanted == "table":
        return wanted
    if len(figures) > 1:
        return "chart"
    figure = figures[0]
    fits: Mapping[str, bool] = {
        "chart": len(figure.dimensions) == 1 and figure.dimensions[0] not in TIMES,
        "map": mapped(figure),
        "matrix": len(figure.dimensions) == _MATRIX,
        "trend": any(name in TIMES for name in figure.dimensions),
    }
    return wanted if fits.get(wanted) else _NATURAL.get(fitting(figure), "chart")


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
    if view == "table" or _NEEDS[view](question.by):
        return question
    for by in _others(question, view):
        one = replace(question, by=by)
        try:
            check(one)
        except Unasked:
            continue
        return one
    return None


_NEEDS: Mapping[str, Callable[[tuple[str, ...]], bool]] = {
    "chart": lambda by: len(by) == 1 and by[0] not in TIMES,
    "map": lambda by: "territory" in by,
    "matrix": lambda by: len(by) == _MATRIX,
    "trend": lambda by: any(name in TIMES for name in by),
}


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
