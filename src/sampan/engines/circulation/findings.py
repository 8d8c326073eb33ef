"""What a figure says, by rule: a kind and its parameters. A person may always edit the sentence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .certainty.sensitivity import Sensitivity
from .figure import Cell, Figure
from .registry import UNKNOWN, UNPLACED
from .wording import sentence

TIMES = ("year", "quarter", "month", "week", "released")
_NOBODY = (UNKNOWN, UNPLACED, "other")
_SAID = 3  # places in one sentence
_MATTERS = 1.5  # rules whose values are further apart decide the finding


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence in the making: its kind, what fills it, and the figure that carries it."""

    kind: str
    parameters: Mapping[str, Any]
    figure: str

    @property
    def sentence(self) -> str:
        return sentence(self.kind, self.parameters)


def findings(figure: Figure) -> tuple[Finding, ...]:
    """What may be said of a figure: what rose and fell, who leads where, what is seen more than its shelf.

    Two values differ when their 95 % intervals do not overlap; less is said to be steady or level.
    """
    if figure.refusal is not None:
        return (Finding(figure.refusal.kind, figure.refusal.parameters, figure.id),)
    found: list[Finding] = []
    if any(name in TIMES for name in figure.dimensions):
        found += _trends(figure)
    elif figure.measure.endswith("ratio"):
        found += _visible(figure)
    elif figure.unit == "share" and {"origin", "origin_bloc"} & {*figure.dimensions}:
        found += _leaders(figure)
    if figure.missing:
        found.append(Finding("no_data", {"territories": list(figure.missing)}, figure.id))
    return tuple(found)


def compared(before: Figure, after: Figure) -> tuple[Finding, ...]:
    """What rose and fell between two editions of the same figure, cell by cell."""
    old = {cell.keys: cell for cell in before.rows}
    pairs = [(old[cell.keys], cell) for cell in after.rows if cell.keys in old]
    return tuple(
        _moved(after, after.dimensions, one.keys, one, other)
        for one, other in pairs
        if _told(one) and _told(other)
    )


def rule_finding(found: Sensitivity, figure: str) -> Finding | None:
    """That the origin rule decides a headline: its values under two rules are over 1.5 times apart."""
    told = [
        (variant.cell.value, variant.name)
        for variant in found.variants
        if variant.kind == "origin_rule" and variant.cell.value is not None
    ]
    if len(told) < 2 or max(told)[0] <= _MATTERS * min(told)[0]:
        return None
    words = _of(found.measure, found.title, found.dimensions, found.keys) | {
        "unit": found.unit,
        "low": min(told)[0],
        "low_rule": min(told)[1],
        "high": max(told)[0],
        "high_rule": max(told)[1],
    }
    return Finding("rule_matters", words, figure)


def _trends(figure: Figure) -> Iterator[Finding]:
    """First and last time of each series."""
    at = next(at for at, name in enumerate(figure.dimensions) if name in TIMES)
    series: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for cell in figure.rows:
        if _told(cell):
            series[cell.keys[:at] + cell.keys[at + 1 :]].append(cell)
    names = figure.dimensions[:at] + figure.dimensions[at + 1 :]
    for keys, cells in sorted(series.items()):
        ordered = sorted(cells, key=lambda cell: cell.keys[at])
        first, last = ordered[0], ordered[-1]
        if first is not last:
            made = _moved(figure, names, keys, first, last)
            when = {"since": first.keys[at], "until": last.keys[at]}
            yield Finding(made.kind, {**made.parameters, **when}, made.figure)


def _moved(figure: Figure, names: tuple[str, ...], keys: tuple[str, ...], *ends: Cell) -> Finding:
    before, after = ends
    kind = "steady"
    if _apart(before, after):
        kind = "rose" if (after.value or 0.0) > (before.value or 0.0) else "fell"
    words = _cell(figure, names, keys) | {"unit": figure.unit}
    return Finding(kind, words | {"before": before.value, "after": after.value}, figure.id)


def _leaders(figure: Figure) -> Iterator[Finding]:
    of = next(at for at, n in enumerate(figure.dimensions) if n in {"origin", "origin_bloc"})
    groups: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for cell in figure.rows:
        if _told(cell) and cell.keys[of] not in _NOBODY:
            groups[cell.keys[:of] + cell.keys[of + 1 :]].append(cell)
    for keys, cells in sorted(groups.items()):
        ranked = sorted(cells, key=lambda cell: (-(cell.value or 0.0), cell.keys))
        if len(ranked) < 2:
            continue
        first, second = ranked[:2]
        words = {"key": first.keys[of], "value": first.value, "second": second.keys[of]}
        where = [*keys, *(key for name, key in _narrowed(figure) if name == "territory")]
        words |= {"second_value": second.value, "where": ", ".join(where), "unit": figure.unit}
        yield Finding("leads" if _apart(first, second) else "level", words, figure.id)


def _visible(figure: Figure) -> Iterator[Finding]:
    """Cells whose interval lies wholly under or over 1."""
    for cell in figure.rows:
        if not _told(cell) or cell.low is None or cell.high is None or cell.keys[0] in _NOBODY:
            continue
        if cell.low <= 1 <= cell.high:
            continue
        words = _cell(figure, figure.dimensions, cell.keys)
        kind = "below" if cell.high < 1 else "above"
        yield Finding(kind, {**words, "value": cell.value, "unit": figure.unit}, figure.id)


def _cell(figure: Figure, names: tuple[str, ...], keys: tuple[str, ...]) -> dict[str, Any]:
    """What a finding of one cell speaks of, with what the whole figure is narrowed to."""
    more = _narrowed(figure)
    named = (*names, *(name for name, _key in more))
    return _of(figure.measure, figure.title, named, (*keys, *(key for _name, key in more)))


def _narrowed(figure: Figure) -> list[tuple[str, str]]:
    """The origins and territories that it is about without showing them; none where they are too many to be said."""
    where = figure.parameters.get("where")
    kept = where if isinstance(where, Mapping) else {}
    asked = {name: kept.get(name, ()) for name in ("origin", "territory")}
    return [
        (name, str(key))
        for name, keys in asked.items()
        if name not in figure.dimensions and len(keys) <= _SAID
        for key in keys
    ]


def _of(measure: str, title: str, names: Iterable[str], keys: tuple[str, ...]) -> dict[str, Any]:
    """What a finding speaks of: in English, and as codes that any language can word."""
    named = list(names)
    words: dict[str, Any] = {"subject": _subject(title, named, keys), "measure": measure}
    return words | {"dimensions": named, "keys": list(keys)}


def _subject(title: str, names: Iterable[str], keys: tuple[str, ...]) -> str:
    """As `Viewing share of TH in VN`.

    >>> _subject("Viewing share", ("origin", "territory"), ("TH", "VN"))
    'Viewing share of TH in VN'
    """
    said = title
    for name, key in zip(names, keys, strict=True):
        said += f" {'of' if name in {'origin', 'origin_bloc', 'item', 'work'} else 'in'} {key}"
    return said


def _told(cell: Cell) -> bool:
    return cell.value is not None and cell.refused is None


def _apart(one: Cell, other: Cell) -> bool:
    """Whether two intervals do not overlap."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.high < other.low or other.high < one.low
