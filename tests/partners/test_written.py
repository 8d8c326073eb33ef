"""Days and instants: as ISO 8601 writes them, in any zone, and never numbers."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from sampan.partners.written import WHOLE, Day, Instant

DAY, INSTANT = TypeAdapter(Day), TypeAdapter(Instant)


@pytest.mark.parametrize(
    ("value", "instant"),
    [
        ("2026-11-22T09:00:00Z", datetime(2026, 11, 22, 9, tzinfo=UTC)),
        ("2026-11-22T16:00:00+07:00", datetime(2026, 11, 22, 9, tzinfo=UTC)),
        ("2026-11-22 09:00", datetime(2026, 11, 22, 9, tzinfo=UTC)),
        (datetime(2026, 11, 22, 9), datetime(2026, 11, 22, 9, tzinfo=UTC)),  # noqa: DTZ001
    ],
)
def test_an_instant_is_in_utc(value: object, instant: datetime) -> None:
    assert INSTANT.validate_python(value) == instant


def test_a_day() -> None:
    assert DAY.validate_python("2027-01-31") == DAY.validate_python(date(2027, 1, 31))


@pytest.mark.parametrize("value", [0, -363, 86_400.0, "0", "-363", "1e5", "", "27-01-31"])
@pytest.mark.parametrize(
    ("adapter", "sentence"),
    [(DAY, "a day reads like 2027-01-31"), (INSTANT, "an instant reads like 2026-11-22T09:00:00Z")],
)
def test_numbers_are_none(adapter: "TypeAdapter[Any]", sentence: str, value: object) -> None:
    with pytest.raises(ValidationError, match=sentence):
        adapter.validate_python(value)


def test_a_zone_further_off_than_any_calendar() -> None:
    with pytest.raises(ValidationError, match="an instant reads like"):
        INSTANT.validate_python("0001-01-01T00:00:00+23:59")


@pytest.mark.parametrize("value", [True, "3", 3.5, None])
def test_what_is_no_whole_number(value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Annotated[int, WHOLE]).validate_python(value)
    assert TypeAdapter(Annotated[int, WHOLE]).validate_python(3.0) == 3
