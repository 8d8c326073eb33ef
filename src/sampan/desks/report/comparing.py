"""A report beside the one of the year before: each figure with the figure that asked the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .models import PlacedFigure, Report


@dataclass(frozen=True, slots=True)
class Change:
    """One number then and now. It has `moved` where the two intervals do not touch."""

    code: str
    keys: tuple[str, ...]
    before: float
    now: float
    moved: bool


def compared(report: Report) -> list[Change]:
    """Every cell that both years have, in the order of this year's figures."""
    if report.previous is None:
        return []
    then = {_asked(figure): figure for figure in _figures(report.previous)}
    found: list[Change] = []
    for figure in _figures(report):
        if earlier := then.get(_asked(figure)):
            found += _changes(figure, earlier)
    return found


def _figures(report: Report) -> list[PlacedFigure]:
    placed = PlacedFigure.objects.filter(chapter__report=report)
    return list(placed.order_by("chapter__order", "order", "pk"))


def _asked(figure: PlacedFigure) -> str:
    """What was asked, the period left out: that is what differs between years."""
    question = {k: v for k, v in figure.question.items() if k not in {"since", "until"}}
    return f"{figure.measure} {sorted(question.items(), key=str)}"


def _changes(figure: PlacedFigure, earlier: PlacedFigure) -> list[Change]:
    before = _cells(earlier)
    return [
        Change(
            figure.code,
            keys,
            before[keys]["value"],
            cell["value"],
            _apart(before[keys], cell),
        )
        for keys, cell in _cells(figure).items()
        if keys in before
    ]


def _cells(figure: PlacedFigure) -> dict[tuple[str, ...], Mapping[str, Any]]:
    rows = figure.content["rows"]
    return {tuple(row["keys"]): row for row in rows if row["value"] is not None}


def _apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    bounds = [one["low"], one["high"], other["low"], other["high"]]
    if any(bound is None for bound in bounds):
        return False
    return bool(one["high"] < other["low"] or other["high"] < one["low"])
