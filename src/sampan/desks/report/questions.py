"""Questions to the measures as an address and as a row, so that what was asked can be linked and asked again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from sampan.engines.circulation.compile import Question
from sampan.partners.errors import Invalid

FILTERS = ("origin", "territory", "service", "source", "kind")  # what an address may narrow by
_CHOICES = ("origin_rule", "unit", "joins", "base")


def question_of(asked: QueryDict) -> Question:
    """What the parameters of an address ask. Raises Invalid for a day that is none."""
    told: dict[str, Any] = {name: asked[name] for name in _CHOICES if asked.get(name)}
    where = {name: tuple(filter(None, asked.getlist(name))) for name in FILTERS}
    return Question(
        measure=asked.get("measure", ""),
        by=tuple(dict.fromkeys(filter(None, asked.getlist("by")))),
        where={name: keys for name, keys in where.items() if keys},
        start=_day(asked, "start"),
        end=_day(asked, "end"),
        **told,
    )


def _day(asked: QueryDict, name: str) -> date | None:
    text = asked.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Invalid(_("“%(text)s” is no day; write 2026-01-31.") % {"text": text}) from error


def row_of(question: Question) -> dict[str, Any]:
    """The question as it is kept beside the figure that answered it."""
    return {"by": list(question.by), **question.parameters}


def question_in(measure: str, row: Mapping[str, Any]) -> Question:
    """The question that `row_of` kept."""
    told: dict[str, Any] = dict(row)
    told["by"] = tuple(told["by"])
    told["where"] = {name: tuple(keys) for name, keys in told["where"].items()}
    for name in ("start", "end", "on"):
        told[name] = date.fromisoformat(told[name]) if told[name] else None
    return Question(measure=measure, **told)


def moved_on(question: Question, years: int) -> Question:
    """The same question, its period so many years later; the 29th of February is then the 1st of March."""
    return replace(
        question,
        start=question.start and _later(question.start, years),
        end=question.end and _later(question.end, years),
    )


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def address_of(question: Question) -> str:
    """The parameters of the address that asks this."""
    told = QueryDict(mutable=True)
    told["measure"] = question.measure
    for name in _CHOICES:
        if value := getattr(question, name):
            told[name] = value
    told.setlist("by", list(question.by))
    for name, keys in question.where.items():
        told.setlist(name, list(keys))
    for name in ("start", "end"):
        if day := getattr(question, name):
            told[name] = day.isoformat()
    return told.urlencode()
