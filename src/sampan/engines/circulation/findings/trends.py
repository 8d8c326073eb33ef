"""What rose and what fell: over the time that a figure shows, or between two editions of it."""

from collections import defaultdict
from collections.abc import Iterator

from sampan.engines.circulation.figure import Cell, Figure

from .finding import NOBODY, Finding, apart, narrowed, of, told

TIMES = ("year", "quarter", "month", "week", "released")


def compared(before: Figure, after: Figure) -> tuple[Finding, ...]:
    """What rose and fell between two editions of the same figure, cell by cell."""
    old = {cell.keys: cell for cell in before.rows}
    pairs = [(old[cell.keys], cell) for cell in after.rows if cell.keys in old]
    return tuple(
        _moved(after, [*zip(after.dimensions, one.keys, strict=True)], one, other)
        for one, other in pairs
        if told(one) and told(other)
    )


def trends(figure: Figure) -> Iterator[Finding]:
    """First and last time of each series."""
    at = next(at for at, name in enumerate(figure.dimensions) if name in TIMES)
    series: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for cell in figure.rows:
        if told(cell) and not {*NOBODY} & {*cell.keys}:
            series[cell.keys[:at] + cell.keys[at + 1 :]].append(cell)
    names = figure.dimensions[:at] + figure.dimensions[at + 1 :]
    for keys, cells in sorted(series.items()):
        ordered = sorted(cells, key=lambda cell: cell.keys[at])
        first, last = ordered[0], ordered[-1]
        if first is not last:
            made = _moved(figure, [*zip(names, keys, strict=True)], first, last)
            when = {"since": first.keys[at], "until": last.keys[at]}
            yield Finding(made.kind, {**made.parameters, **when}, made.figure)


def _moved(figure: Figure, named: list[tuple[str, str]], before: Cell, after: Cell) -> Finding:
    kind = "steady"
    if apart(before, after):
        kind = "rose" if (after.value or 0.0) > (before.value or 0.0) else "fell"
    words = of(figure.measure, figure.title, [*named, *narrowed(figure)]) | {"unit": figure.unit}
    return Finding(kind, words | {"before": before.value, "after": after.value}, figure.id)
