"""Days, instants and whole numbers as they are written; pydantic alone would take a number for seconds since 1970,
and true for 1."""

import re
from datetime import UTC, date, datetime
from typing import Annotated

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from pydantic import AfterValidator, BeforeValidator

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


_A_DAY = gettext_lazy("a day reads like 2027-01-31")
_A_NUMBER = gettext_lazy("a whole number reads like 12")
_AN_INSTANT = gettext_lazy("an instant reads like 2026-11-22T09:00:00Z")


def _written(example: Promise) -> BeforeValidator:
    """Refuse numbers, with the sentence that shows how it is written."""

    def check(value: object) -> object:
        if _is_number(value):
            raise ValueError(str(example))
        return value

    return BeforeValidator(check)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and _DAY.match(value) is None)


def _in_utc(value: datetime) -> datetime:
    """Without a zone it is UTC; and some zones that can be written are further off than any database goes."""
    if value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError(str(_AN_INSTANT)) from None


def _whole(value: object) -> object:
    """JSON knows no integers: 3.0 is one, true and "3" are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(str(_A_NUMBER))  # noqa: TRY004 - pydantic tells of values
    return value


WHOLE = BeforeValidator(_whole)
"""Beside the bounds of a number in a body, the last of its annotations: `Annotated[int, Field(ge=1), WHOLE]`."""
Day = Annotated[date, _written(_A_DAY)]
Instant = Annotated[datetime, _written(_AN_INSTANT), AfterValidator(_in_utc)]
