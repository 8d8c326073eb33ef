"""Days and instants as ISO 8601 writes them; pydantic alone would take a number for seconds since 1970."""

import re
from datetime import UTC, date, datetime
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BeforeValidator

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _day(value: object) -> object:
    if _is_number(value):
        raise ValueError(_("a day reads like 2027-01-31"))
    return value


def _instant(value: object) -> object:
    if _is_number(value):
        raise ValueError(_("an instant reads like 2026-11-22T09:00:00Z"))
    return value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and _DAY.match(value) is None)


def _in_utc(value: datetime) -> datetime:
    """Without a zone it is UTC; and some zones that can be written are further off than any database goes."""
    if value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError(_("an instant reads like 2026-11-22T09:00:00Z")) from None


Day = Annotated[date, BeforeValidator(_day)]
Instant = Annotated[datetime, BeforeValidator(_instant), AfterValidator(_in_utc)]
