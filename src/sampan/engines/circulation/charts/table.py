"""The table behind a chart: every cell of its figures, in a language's words."""

from collections.abc import Sequence
from dataclasses import dataclass

from sampan.engines.circulation.figure import Cell, Figure

from . import labels, numbers
from .frame import LAST
from .rules import choice, chosen
from .trend import TIMES


@dataclass(frozen=True, slots=True)
class Table:
    """Words and numbers as readers see them. `numeric` says which columns are numbers, `keys` which cell a row is."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    keys: tuple[tuple[str, ...], ...] = ()


def table(figures: Sequence[Figure], tag: str) -> Table:
    """The cells of figures: names, value, interval, rows behind; where there are several figures, what differs first.

    >>> from sampan.engines.circulation.figure import Source
    >>> source = Source("", {}, "", {}, {}, 0, "")
    >>> made = Figure("viewing-share", 1, "V", "share", {}, ("origin",), (Cell(("LA",), 0.02),), source)
    >>> table([made], "en").rows
    (('Laos', '2.00%', '–', '0'),)
    """
    words = labels.sections(tag)
    first = figures[0]
    named = [words["dimensions"].get(one, one) for one in first.dimensions]
    measure = words["measures"].get(first.measure, first.title)
    rule = [words["dimensions"][chosen(figures)[1]]] if len(figures) > 1 else []
    head = (*rule, *named, measure, words["words"]["interval"], words["words"]["rows"])
    cells = [
        (figure, cell)
        for figure in figures
        for cell in sorted(figure.rows, key=lambda cell: _order(cell, first))
    ]
    rows = tuple(
        (*_choice(figure, figures, tag), *_row(cell, figure, tag)) for figure, cell in cells
    )
    texts = len(rule) + len(named)
    keys = tuple(cell.keys for _figure, cell in cells)
    return Table(head, rows, (False,) * texts + (True,) * 3, keys)


def _choice(figure: Figure, figures: Sequence[Figure], tag: str) -> tuple[str, ...]:
    return (choice(figure, figures, tag),) if len(figures) > 1 else ()


def _row(cell: Cell, figure: Figure, tag: str) -> tuple[str, ...]:
    names = (
        labels.name(on, key, tag) for on, key in zip(figure.dimensions, cell.keys, strict=True)
    )
    if cell.value is None:
        return (*names, labels.word("not_shown", tag), "–", numbers.number(cell.n, "count", tag))
    between = (
        numbers.interval(cell.low, cell.high, figure.unit, tag)
        if cell.low is not None and cell.high is not None
        else "–"
    )
    return (
        *names,
        numbers.number(cell.value, figure.unit, tag),
        between,
        numbers.number(cell.n, "count", tag),
    )


def _order(cell: Cell, figure: Figure) -> tuple[object, ...]:
    """By time where there is one, then largest first, what is unknown last."""
    times = [key for on, key in zip(figure.dimensions, cell.keys, strict=True) if on in TIMES]
    return (times, any(key in LAST for key in cell.keys), -(cell.value or 0.0), cell.keys)
