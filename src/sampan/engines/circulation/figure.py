"""A figure that can be frozen: its numbers, how sure they are, and the statement and inputs that they rest on."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from .wording import sentence

ENGINE = "sampan.circulation 1"

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a figure or a cell has no number: a kind, and the parameters that its sentence needs."""

    kind: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The reason in English; a desk words the same kind in its readers' languages.

        >>> said = {"measure": "catalogue share", "what": "origin", "unknown": 0.93, "limit": 0.5}
        >>> Refusal("coverage", said).sentence
        'No catalogue share is given: the origin of 93.0 % is unknown, and at most 50.0 % may be.'
        """
        return sentence(self.kind, self.parameters)


@dataclass(frozen=True, slots=True)
class Cell:
    """One number: `keys` name its place, one a dimension of the figure; `low` and `high` bound its 95 % interval.

    `n` counts the rows behind it and `clusters` the titles (or respondents). `check` is a second interval,
    from blocks of weeks, where it is over 1.5 times as wide or as narrow. A refused cell has no value.
    """

    keys: tuple[str, ...]
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    clusters: int = 0
    refused: Refusal | None = None
    check: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a figure rests on: its statement, the hashes of the tables read, and the rows that they gave.

    `behind` is the statement for the rows behind the figure, before they are summed; `filters` are the dimensions
    that it carries, so that the rows behind one cell can be asked for.
    """

    sql: str
    bound: Mapping[str, Any]
    behind: str
    behind_bound: Mapping[str, Any]
    inputs: Mapping[str, str]
    rows: int
    interval: str
    filters: tuple[str, ...] = ()
    engine: str = ENGINE
    sha256: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", hashlib.sha256(self.sql.encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure, answered. Equal inputs and questions give equal bytes, and so the same `id`."""

    measure: str
    version: int
    title: str
    unit: str
    parameters: Mapping[str, Any]
    dimensions: tuple[str, ...]
    rows: tuple[Cell, ...]
    source: Source
    totals: Mapping[str, float] = field(default_factory=dict)
    unknown_share: float | None = None
    match_confidence: float | None = None
    refusal: Refusal | None = None
    missing: tuple[str, ...] = ()
    notes: tuple[Refusal, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", "")
        digest = hashlib.sha256(self.json().encode()).hexdigest()
        object.__setattr__(self, "id", f"F-{digest[:12]}")

    def json(self) -> str:
        """The figure as canonical JSON: sorted keys, ten significant digits, no spaces."""
        return json.dumps(_plain(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def cell(self, *keys: str) -> Cell:
        """The cell at these keys. Raises KeyError where the figure has none."""
        for one in self.rows:
            if one.keys == keys:
                return one
        raise KeyError(keys)


def thawed(told: Mapping[str, Any]) -> Figure:
    """The figure that its own JSON, read again, says. Raises KeyError or TypeError for what is no figure.

    >>> made = Figure("m", 1, "M", "share", {}, ("origin",), (Cell(("LA",), 0.5),), Source("", {}, "", {}, {}, 1, ""))
    >>> thawed(json.loads(made.json())).id == made.id
    True
    """
    row = dict(told)
    source = {name: value for name, value in row.pop("source").items() if name != "sha256"}
    row.pop("id")
    return Figure(
        rows=tuple(_cell(one) for one in row.pop("rows")),
        source=Source(**source),
        dimensions=tuple(row.pop("dimensions")),
        missing=tuple(row.pop("missing")),
        refusal=_refusal(row.pop("refusal")),
        notes=tuple(Refusal(**one) for one in row.pop("notes")),
        **row,
    )


def _cell(told: Mapping[str, Any]) -> Cell:
    row = dict(told)
    check = row.pop("check")
    return Cell(
        keys=tuple(row.pop("keys")),
        refused=_refusal(row.pop("refused")),
        check=(check[0], check[1]) if check else None,
        **row,
    )


def _refusal(told: Mapping[str, Any] | None) -> Refusal | None:
    return None if told is None else Refusal(**told)


def rows_sql(figure: Figure, keys: Sequence[str] | None = None) -> tuple[str, dict[str, Any]]:
    """The statement for the rows behind a figure, or behind one of its cells, and what to bind.

    >>> source = Source("", {}, "SELECT 1 AS origin", {}, {}, 0, "", ("origin",))
    >>> rows_sql(Figure("m", 1, "M", "share", {}, ("origin",), (), source), ["LA"])
    ('SELECT * FROM (SELECT 1 AS origin) AS behind WHERE "origin" = $key_0', {'key_0': 'LA'})
    """
    bound = dict(figure.source.behind_bound)
    if keys is None:
        return figure.source.behind, bound
    tests = []
    for at, (name, key) in enumerate(zip(figure.dimensions, keys, strict=True)):
        if name in figure.source.filters:
            tests.append(f'"{name}" = $key_{at}')
            bound[f"key_{at}"] = key
    where = f" WHERE {' AND '.join(tests)}" if tests else ""
    return f"SELECT * FROM ({figure.source.behind}) AS behind{where}", bound  # noqa: S608 - names are the registry's, values are bound


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | frozenset | set):
        listed = [_plain(one) for one in value]
        return sorted(listed) if isinstance(value, frozenset | set) else listed
    return value if value is None or isinstance(value, bool | int | str) else str(value)
