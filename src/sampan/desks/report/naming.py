"""What the facts are called for a reader: tables, columns, what a measure is and what to mind with it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sampan.engines.circulation import charts
from sampan.engines.circulation.figure import Figure
from sampan.engines.circulation.registry import Unknown, said
from sampan.engines.circulation.registry.said import Said

from .drawing import tag_of

_FACT = "fact_"  # before a column of the facts as they are
_DAY = re.compile(r"\d{4}-\d\d-\d\d( 00:00:00)?")
# Columns whose keys have names, by the dimension that names them.
_PLACES = (
    "origin",
    "origin_bloc",
    "territory",
    "territory_bloc",
    "kind",
    "language",
    "channel",
    "licence",
)
_NAMED = {one: one for one in _PLACES} | {"country": "origin"}
_COUNTS = ("amount", "counted", "value", "rank", "position", "weight", "share", "minutes")
_NUMBERS = frozenset((*_COUNTS, "period_days", "year", "sure", "confidence"))  # some come as text
# Where “unknown” says nothing.
_NOTHING = frozenset({"segment", "kind", "language", "audio", "sub", "price_model"})


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a figure rests on, in the reader's words."""

    measure: str
    definition: Said | None
    caveats: tuple[Said, ...]
    unit: str
    rule: str
    rule_says: Said | None
    interval: Said
    tables: tuple[tuple[str, str, str], ...]  # name, key, hash


def grounds_of(figure: Figure, language: str) -> Grounds:
    """A measure that the registry has no more has no definition."""
    tag = tag_of(language)
    rule = str(figure.parameters.get("origin_rule") or "")
    try:
        definition, caveats = (
            said.definition(figure.measure, tag),
            said.caveats(figure.measure, tag),
        )
    except Unknown:
        definition, caveats = None, ()
    return Grounds(
        measure=charts.term("measures", figure.measure, tag),
        definition=definition,
        caveats=caveats,
        unit=charts.term("units", str(figure.parameters.get("unit") or ""), tag),
        rule=charts.name("rule", rule, tag) if rule else "",
        rule_says=said.rule(rule, tag) if rule else None,
        interval=_in(said.called("intervals", figure.source.interval, tag), tag),
        tables=tuple(
            (said.called("tables", name, tag), name, digest)
            for name, digest in sorted(figure.source.inputs.items())
        ),
    )


def columns_of(names: Sequence[str], language: str) -> list["Held"]:
    """Columns of rows behind a figure: dimensions by their terms, facts by theirs."""
    tag = tag_of(language)
    return [Held(_column(name, tag), "number" if _is_number(name) else "") for name in names]


def _column(name: str, tag: str) -> str:
    plain = name.removeprefix(_FACT)
    named = said.called("columns", plain, tag)
    return charts.term("dimensions", plain, tag) if named == plain else named


@dataclass(frozen=True, slots=True)
class Held:
    """What a column holds in a row, as a reader sees it."""

    text: str
    form: str  # the class of its cell: a number stands to the end, a day is not broken


def cells_of(names: Sequence[str], values: Iterable[Any], language: str) -> list[Held]:
    """A row of facts in the reader's words: places, kinds and units by name, numbers without idle digits."""
    tag = tag_of(language)
    return [
        _held(on.removeprefix(_FACT), value, tag) for on, value in zip(names, values, strict=True)
    ]


def _held(column: str, value: Any, tag: str) -> Held:
    if value is None or value == "" or (value == "unknown" and column in _NOTHING):
        return Held("–", "number" if column in _NUMBERS else "")
    if column in _NUMBERS or (isinstance(value, int | float) and not isinstance(value, bool)):
        return Held(_number(value), "number")
    text = str(value)
    if isinstance(value, date) or _DAY.fullmatch(text):
        return Held(text[:10], "tight")
    if column == "unit":
        return Held(charts.term("units", text, tag), "")
    named = charts.name(_NAMED[column], text, tag) if column in _NAMED else text
    return Held(named, "")


def _number(value: Any) -> str:
    """Without idle digits.

    >>> _number("1.0"), _number(0.125), _number("12e")
    ('1', '0.125', '12e')
    """
    try:
        return f"{float(value):.10g}"
    except ValueError:
        return str(value)


def _is_number(name: str) -> bool:
    """Whether a column of facts holds numbers."""
    return name.removeprefix(_FACT) in _NUMBERS


def table_name(name: str, language: str) -> str:
    return said.called("tables", name, tag_of(language))


def _in(text: str, tag: str) -> Said:
    return Said(text, tag if tag in said.WORDED else said.FIRST)
