"""Constraints on where, in which language, when and how often."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sampan.engines.rights.exchange.zones import first_day_out, first_whole_day
from sampan.engines.rights.vocabulary import LANGUAGES, TERRITORIES, UnknownTerm, Vocabulary

from .terms import COUNTRY, short

Node = dict[str, Any]
_DAY = timedelta(days=1)
_WITHIN = ("eq", "isAnyOf", "isPartOf", "isA")
_WITHOUT = ("neq", "isNoneOf")


class NotUnderstood(ValueError):
    """A constraint that we cannot keep; a sentence."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the constraints of a rule leave."""

    territories: int
    languages: int
    start: date
    end: date | None
    runs: int | None


def bounded(bounds: Bounds, node: object) -> Bounds:
    """The bounds under one constraint more. Raises NotUnderstood.

    >>> everywhere = Bounds(TERRITORIES.everything, LANGUAGES.everything, date.min, None, None)
    >>> node = {"leftOperand": "dateTime", "operator": "lteq", "rightOperand": {"@value": "2026-12-31"}}
    >>> str(bounded(everywhere, node).end)
    '2027-01-01'
    """
    if not isinstance(node, dict):
        raise NotUnderstood(f"The constraint “{node}” is not understood.")
    plain = {short(name): value for name, value in node.items()}
    if "and" in plain:
        for one in _values(plain["and"]):
            bounds = bounded(bounds, one)
        return bounds
    operand, operator = short(plain.get("leftOperand") or ""), short(plain.get("operator") or "eq")
    readers: dict[str, Callable[[], Bounds]] = {
        "spatial": lambda: replace(
            bounds, territories=bounds.territories & _mask(TERRITORIES, operator, plain)
        ),
        "language": lambda: replace(
            bounds, languages=bounds.languages & _mask(LANGUAGES, operator, plain)
        ),
        "dateTime": lambda: _dated(bounds, operator, plain),
        "count": lambda: _counted(bounds, operator, plain),
    }
    if operand not in readers:
        names = ", ".join(sorted(str(name) for name in plain))
        raise NotUnderstood(f"A constraint on “{operand or names}” is not understood.")
    try:
        return readers[operand]()
    except (UnknownTerm, ValueError) as error:
        raise NotUnderstood(str(error)) from error


def _values(value: object) -> list[Any]:
    if isinstance(value, dict) and "@list" in value:
        value = value["@list"]
    return value if isinstance(value, list) else [value]


def _mask(axis: Vocabulary, operator: str, plain: Node) -> int:
    mask = 0
    for one in _values(plain.get("rightOperand") or plain.get("rightOperandReference")):
        code = short(one).removeprefix(COUNTRY).removeprefix("iso3166:").removeprefix("iso:")
        mask |= axis.mask(code)
    if operator in _WITHIN:
        return mask
    if operator in _WITHOUT:
        return axis.everything & ~mask
    raise NotUnderstood(f"The operator “{operator}” on {axis.axis} is not understood.")


def _dated(bounds: Bounds, operator: str, plain: Node) -> Bounds:
    """Days are compared as such; a moment within a day leaves out the rest of that day."""
    value = plain.get("rightOperand")
    text = str(value.get("@value") if isinstance(value, dict) else value)
    if len(text) <= len("2026-01-31"):
        first = last = date.fromisoformat(text)
        after, until = first + _DAY, last + _DAY
    else:
        moment = datetime.fromisoformat(text)
        places = TERRITORIES.codes(bounds.territories)
        first = after = first_whole_day(moment, places)
        last = until = first_day_out(moment, places)
    starts, ends = (
        {"gteq": first, "gt": after, "eq": first},
        {"lt": last, "lteq": until, "eq": until},
    )
    if operator not in starts and operator not in ends:
        raise NotUnderstood(f"The operator “{operator}” on days is not understood.")
    start = max(bounds.start, starts.get(operator, date.min))
    return replace(
        bounds,
        start=start,
        end=min(bounds.end or date.max, ends.get(operator, date.max))
        if operator in ends
        else bounds.end,
    )


def _counted(bounds: Bounds, operator: str, plain: Node) -> Bounds:
    most = int(str(short(plain.get("rightOperand"))))
    if operator not in ("lteq", "lt", "eq"):
        raise NotUnderstood(f"The operator “{operator}” on a count is not understood.")
    most -= operator == "lt"
    return replace(bounds, runs=most if bounds.runs is None else min(most, bounds.runs))
