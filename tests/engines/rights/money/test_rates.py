"""Rates have a day and a source."""

from datetime import date
from decimal import Decimal

import pytest

from sampan.engines.rights.money import Money, NoRate, Rate, Rates

FRIDAY = Rate(date(2026, 5, 1), "USD", "VND", Decimal(25000), "SBV")


def test_both_directions_and_half_to_even() -> None:
    book = Rates([FRIDAY])
    assert book.convert(Money("USD", 3), "VND", FRIDAY.on).converted == Money("VND", 750)
    assert book.convert(Money("VND", 125), "USD", FRIDAY.on).converted == Money("USD", 0)
    assert book.convert(Money("VND", 375), "USD", FRIDAY.on).converted == Money("USD", 2)
    assert book.convert(Money("USD", 3), "USD", date(2020, 1, 1)).converted == Money("USD", 3)


def test_a_missing_rate_is_said_and_never_guessed() -> None:
    with pytest.raises(NoRate) as caught:
        Rates([FRIDAY]).convert(Money("USD", 3), "VND", date(2026, 5, 3))
    assert str(caught.value) == (
        "There is no rate between USD and VND for 2026-05-03; import one, with its source."
    )
    weekend = Rates([FRIDAY], stale=3).convert(Money("USD", 3), "VND", date(2026, 5, 3))
    assert weekend.rate == FRIDAY
    with pytest.raises(NoRate):
        Rates([FRIDAY], stale=3).convert(Money("USD", 3), "VND", date(2026, 4, 30))
