"""A bloc where a country may stand: `ASEAN` among origins is its members on the day that the question names."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

from sampan.engines.circulation.facts.dimensions import territory_rows

from .question import Question

_COUNTRIES = ("origin", "territory")


def spread(question: Question) -> Question:
    """The question with whole blocs as their members; the figure still says that it was asked of the bloc.

    >>> asked = Question("viewing-share", where={"origin": ("CHINA", "TH", "CN")})
    >>> spread(asked).where["origin"]
    ('CN', 'HK', 'MO', 'TW', 'TH')
    """
    where = {
        name: among(keys, question.on) if name in _COUNTRIES else keys
        for name, keys in question.where.items()
    }
    return question if where == question.where else replace(question, where=where)


def among(keys: Iterable[str], on: date | None = None) -> tuple[str, ...]:
    """Codes of countries, each once, blocs spread to who belonged to them on a day (None: belongs).

    >>> "TL" in among(["ASEAN"]), "TL" in among(["ASEAN"], date(2024, 1, 1))
    (True, False)
    """
    codes: list[str] = []
    for key in keys:
        codes += _members(key, on) if key in bloc_codes() else [key]
    return tuple(dict.fromkeys(codes))


@cache
def bloc_codes() -> tuple[str, ...]:
    """The blocs that may stand for their members.

    >>> bloc_codes()
    ('ASEAN', 'CHINA')
    """
    return tuple(sorted({str(row["bloc"]) for row in territory_rows() if row.get("bloc")}))


@cache
def _members(bloc: str, on: date | None) -> list[str]:
    found = []
    for row in territory_rows():
        first, last = row.get("date_from"), row.get("date_to")
        is_then = last is None if on is None else _within(first, on, last)
        if row.get("bloc") == bloc and is_then:
            found.append(str(row["code"]))
    return sorted(found)


def _within(first: object, on: date, last: object) -> bool:
    begun = not isinstance(first, date) or first <= on
    return begun and (not isinstance(last, date) or last > on)
