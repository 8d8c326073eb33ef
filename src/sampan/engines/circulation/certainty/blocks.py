"""A second interval to check the first: blocks of weeks drawn again, for what repeats over time."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from sampan.engines.circulation.compile import Question, Statement, compiled
from sampan.engines.circulation.figure import Cell
from sampan.engines.circulation.registry import UNKNOWN

from .estimates import Columns, counts_unknown, numbers
from .intervals import Array

WEEKS = 6  # of one block: a title stays in the lists for about so long
DRAWS = 2000
LEAST_BLOCKS = 4
DIFFERS = 1.5
_TIMES = ("week", "month", "quarter", "year")


def checked(
    run: Callable[[Statement], Columns], question: Question, cells: tuple[Cell, ...]
) -> tuple[Cell, ...]:
    """The cells, with the interval over blocks of weeks where it is over 1.5 times as wide or as narrow."""
    asked = question.definition
    dated = "week" in asked.dimensions and asked.form == "share"
    if not dated or any(name in _TIMES for name in question.by):
        return cells
    by = question.by if question.of in question.by else (question.of, *question.by)
    columns = run(compiled(replace(question, by=(*by, "week"))))
    found = _intervals(question, by, columns)
    return tuple(_checked(cell, found.get(cell.keys)) for cell in cells)


def _checked(cell: Cell, found: tuple[float, float] | None) -> Cell:
    if found is None or cell.low is None or cell.high is None:
        return cell
    ours, theirs = cell.high - cell.low, found[1] - found[0]
    if ours <= 0 or theirs <= 0 or 1 / DIFFERS <= theirs / ours <= DIFFERS:
        return cell
    return replace(cell, check=found)


def _intervals(
    question: Question, by: tuple[str, ...], columns: Columns
) -> dict[tuple[str, ...], tuple[float, float]]:
    """By key of a cell, the 2.5th and 97.5th percentile of its share over draws of blocks."""
    weeks = sorted(set(columns["week"].tolist()))
    blocks = {week: at // WEEKS for at, week in enumerate(weeks)}
    count = max(blocks.values(), default=0) + 1
    if count < LEAST_BLOCKS:
        return {}
    keys = [tuple(str(columns[name][at]) for name in by) for at in range(len(columns["week"]))]
    place = {key: at for at, key in enumerate(dict.fromkeys(keys))}
    groups = [tuple(k for n, k in zip(by, key, strict=True) if n != question.of) for key in keys]
    block = [blocks[week] for week in columns["week"].tolist()]
    above = np.zeros((count, len(place)))
    np.add.at(above, (block, [place[key] for key in keys]), numbers(columns, "y"))
    masses = _masses(question, columns, groups, block)
    below = np.column_stack(
        [masses[_group(question, by, key)][int(_unknown(question, by, key))] for key in place]
    )
    drawn = block_draws(above, below)
    low, high = np.nanpercentile(drawn, [2.5, 97.5], axis=0)
    return {key: (float(low[at]), float(high[at])) for key, at in place.items()}


def block_draws(above: Array, below: Array, *, seed: int = 20_260_101) -> Array:
    """Ratios of sums over blocks drawn again: (draws, cells), from (blocks, cells) above and below.

    >>> block_draws(np.ones((6, 1)), np.full((6, 1), 4.0)).std()
    np.float64(0.0)
    """
    count = len(above)
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), DRAWS)
    total = drawn @ below
    found: Array = np.full(total.shape, np.nan)
    np.divide(drawn @ above, total, out=found, where=total > 0)
    return found


def _masses(
    question: Question,
    columns: Columns,
    groups: list[tuple[str, ...]],
    block: list[int],
) -> dict[tuple[str, ...], tuple[Array, Array]]:
    """By group, what is known and what there is in all in each block; a week's is told on each of its rows."""
    found: dict[tuple[str, ...], tuple[Array, Array]] = {}
    known, every = numbers(columns, "x"), numbers(columns, "x_all")
    count = max(block) + 1
    once: set[tuple[tuple[str, ...], str]] = set()
    for at, group in enumerate(groups):
        week = str(columns["week"][at])
        if (group, week) in once:
            continue
        once.add((group, week))
        sums = found.setdefault(group, (np.zeros(count), np.zeros(count)))
        sums[0][block[at]] += every[at] if counts_unknown(question) else known[at]
        sums[1][block[at]] += every[at]
    return found


def _group(question: Question, by: tuple[str, ...], key: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(k for n, k in zip(by, key, strict=True) if n != question.of)


def _unknown(question: Question, by: tuple[str, ...], key: tuple[str, ...]) -> bool:
    return key[by.index(question.of)] == UNKNOWN
