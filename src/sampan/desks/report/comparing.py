"""A report beside the one of the year before: each figure with the figure that asked the same."""

from dataclasses import dataclass

from sampan.engines.circulation.figure import thawed
from sampan.engines.circulation.findings import Finding
from sampan.engines.circulation.findings import compared as changes_between

from .models import PlacedFigure, Report


@dataclass(frozen=True, slots=True)
class Change:
    """What one number did between the two: rose, fell, or moved within its interval."""

    code: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Comparison:
    """What moved by more than its interval, in the order of this year's figures; and how much else stayed within."""

    moved: list[Change]
    steady: list[Change]


def compared(report: Report) -> Comparison:
    """Every cell that both years have."""
    changes = _changes(report)
    moved = [one for one in changes if one.finding.kind != "steady"]
    return Comparison(moved, [one for one in changes if one.finding.kind == "steady"])


def _changes(report: Report) -> list[Change]:
    if report.previous is None:
        return []
    then = {_asked(figure): figure for figure in _figures(report.previous)}
    return [
        Change(figure.code, finding)
        for figure in _figures(report)
        if (earlier := then.get(_asked(figure)))
        for finding in changes_between(thawed(earlier.content), thawed(figure.content))
    ]


def _figures(report: Report) -> list[PlacedFigure]:
    placed = PlacedFigure.objects.filter(chapter__report=report)
    return list(placed.order_by("chapter__order", "order", "pk"))


def _asked(figure: PlacedFigure) -> str:
    """What was asked, the period left out: that is what differs between years."""
    question = {k: v for k, v in figure.question.items() if k not in {"start", "end", "on"}}
    return f"{figure.measure} {sorted(question.items(), key=str)}"
