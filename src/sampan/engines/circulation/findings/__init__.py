"""What a figure says, by rule: kinds and their parameters. A person may always edit the sentence."""

from collections.abc import Callable, Iterator

from sampan.engines.circulation.figure import Figure

from .against_one import oftener, one_sided, seen
from .finding import Finding
from .leaders import ORIGINS, extremes, leaders
from .rules import rule_finding
from .trends import TIMES, compared, trends

__all__ = ["Finding", "compared", "findings", "rule_finding"]


def findings(figure: Figure) -> tuple[Finding, ...]:
    """What may be said of a figure: what rose and fell, who leads where, what is seen more than its shelf.

    Two values differ when their 95 % intervals do not overlap; less is said to be steady or level.
    """
    if figure.refusal is not None:
        return (Finding(figure.refusal.kind, figure.refusal.parameters, figure.id),)
    look = _look(figure)
    found = [*look(figure)] if look else []
    if figure.missing:
        found.append(Finding("no_data", {"territories": list(figure.missing)}, figure.id))
    return tuple(found)


def _look(figure: Figure) -> Callable[[Figure], Iterator[Finding]] | None:
    """How to look at a figure of this measure and these dimensions; None where nothing is said by rule."""
    names = {*figure.dimensions}
    if names & {*TIMES}:
        return trends
    if figure.measure.endswith("ratio"):
        return seen
    if figure.measure.endswith("lift"):
        return oftener
    if figure.measure == "net-flow":
        return one_sided
    if names & ORIGINS:
        return leaders if figure.unit == "share" else None
    return extremes if "territory" in names else None
