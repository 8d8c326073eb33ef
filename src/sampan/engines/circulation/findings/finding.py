"""A finding, and what it speaks of: a cell with its names, in English and as codes that any language can word."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sampan.engines.circulation.figure import Cell, Figure
from sampan.engines.circulation.registry import UNKNOWN, UNPLACED
from sampan.engines.circulation.wording import listed, sentence

# Names that a subject is of; the others are where.
OF = frozenset({"origin", "origin_bloc", "item", "work"})
NOBODY = (UNKNOWN, UNPLACED, "other")
SAID = 3  # names or places in one sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence in the making: its kind, what fills it, and the figure that carries it."""

    kind: str
    parameters: Mapping[str, Any]
    figure: str

    @property
    def sentence(self) -> str:
        return sentence(self.kind, self.parameters)


def of_cells(figure: Figure, *cells: Cell) -> dict[str, Any]:
    """What a finding of cells speaks of: each of their keys once, and what the whole figure is narrowed to."""
    pairs = [*zip(figure.dimensions, zip(*(cell.keys for cell in cells), strict=True), strict=True)]
    named = [(name, key) for name, keys in pairs for key in dict.fromkeys(keys)]
    return of(figure.measure, figure.title, [*named, *narrowed(figure)])


def of(measure: str, title: str, named: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What a finding speaks of, from names of dimensions with a key each."""
    words: dict[str, Any] = {"subject": _subject(title, named), "measure": measure}
    return words | {"dimensions": [name for name, _ in named], "keys": [key for _, key in named]}


def narrowed(figure: Figure) -> list[tuple[str, str]]:
    """The origins and territories that it is about without showing them; none where they are too many to be said."""
    where = figure.parameters.get("where")
    kept = where if isinstance(where, Mapping) else {}
    asked = {name: kept.get(name, ()) for name in ("origin", "territory")}
    return [
        (name, str(key))
        for name, keys in asked.items()
        if name not in figure.dimensions and len(keys) <= SAID
        for key in keys
    ]


def _subject(title: str, named: Iterable[tuple[str, str]]) -> str:
    """As `Viewing share of TH in VN`.

    >>> _subject("Viewing share", [("origin", "TH"), ("origin", "LA"), ("territory", "VN")])
    'Viewing share of TH and LA in VN'
    """
    pairs = list(named)
    whose = listed([key for name, key in pairs if name in OF])
    where = listed([key for name, key in pairs if name not in OF])
    return title + (f" of {whose}" if whose else "") + (f" in {where}" if where else "")


def told(cell: Cell) -> bool:
    return cell.value is not None and cell.refused is None


def apart(one: Cell, other: Cell) -> bool:
    """Whether two intervals do not overlap."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.high < other.low or other.high < one.low
