"""Ratios whose interval lies wholly on one side of 1, and balances on one side of 0."""

from collections import defaultdict
from collections.abc import Iterator

from sampan.engines.circulation.figure import Cell, Figure

from .finding import NOBODY, SAID, Finding, of_cells, told

_NAMED = 6  # origins of one sentence


def seen(figure: Figure) -> Iterator[Finding]:
    """Origins that are seen more, or less, than their share of the shelf; those of one place in one sentence."""
    groups: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for cell in figure.rows:
        if side := _side(cell, 1.0):
            groups[(side, *cell.keys[1:])].append(cell)
    for (side, *_), cells in sorted(groups.items()):
        named = sorted(cells, key=lambda cell: (-cell.n, cell.keys))[:_NAMED]
        yield _said(figure, side, *sorted(named, key=lambda cell: cell.keys))


def oftener(figure: Figure) -> Iterator[Finding]:
    """What is more frequent than in all, the surest first; a few of each origin or segment."""
    over = [cell for cell in figure.rows if _side(cell, 1.0) == "above"]
    counted: dict[str, int] = defaultdict(int)
    for cell in sorted(over, key=lambda cell: (-(cell.low or 0.0), cell.keys)):
        counted[cell.keys[0]] += 1
        if counted[cell.keys[0]] <= SAID:
            yield _said(figure, "oftener", cell)


def one_sided(figure: Figure) -> Iterator[Finding]:
    """Exchanges of which one direction is larger."""
    for cell in figure.rows:
        if side := _side(cell, 0.0):
            yield _said(figure, {"above": "more_goes", "below": "more_comes"}[side], cell)


def _side(cell: Cell, of: float) -> str:
    """Where the interval of a cell lies; nothing where it holds the value, or nobody is named."""
    if not told(cell) or cell.low is None or cell.high is None or {*NOBODY} & {*cell.keys}:
        return ""
    if cell.low <= of <= cell.high:
        return ""
    return "below" if cell.high < of else "above"


def _said(figure: Figure, kind: str, *cells: Cell) -> Finding:
    words = of_cells(figure, *cells) | {"unit": figure.unit}
    if len(cells) == 1:
        return Finding(kind, words | {"value": cells[0].value}, figure.id)
    values = [cell.value or 0.0 for cell in cells]
    return Finding(f"{kind}_all", words | {"least": min(values), "most": max(values)}, figure.id)
