"""Amounts and their division."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sampan.engines.rights.money import DIGITS, Money, allot, money

_weights = st.lists(st.integers(0, 1000), min_size=1, max_size=7).filter(any)


@settings(max_examples=50)
@given(st.integers(0, 10**15), _weights)
def test_nothing_is_lost_or_made(minor: int, weights: list[int]) -> None:
    shares = [Fraction(weight, sum(weights)) for weight in weights]
    parts = allot(minor, shares)
    assert sum(parts) == minor
    assert all(abs(part - minor * share) < 1 for part, share in zip(parts, shares, strict=True))


@settings(max_examples=50)
@given(st.integers(0, 10**12), st.sampled_from(sorted(DIGITS)))
def test_an_amount_reads_as_it_is_written(minor: int, currency: str) -> None:
    assert money(str(Money(currency, minor))) == Money(currency, minor)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("XYZ 1", "“XYZ” is not a currency kept here; write an ISO 4217 code such as CNY."),
        ("VND 1.5", "“VND 1.5” has more than the 0 minor digits of VND."),
        ("CNY one", "“CNY one” is no amount; write it as CNY 1250.50."),
    ],
)
def test_a_bad_amount_is_a_sentence(text: str, said: str) -> None:
    with pytest.raises(ValueError) as caught:
        money(text)
    assert str(caught.value) == said


def test_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError) as caught:
        Money("CNY", 1) + Money("LAK", 1)
    assert str(caught.value) == "CNY and LAK cannot be added; convert one by a dated rate first."
    assert Money("CNY", 3) + Money("CNY", 4) - Money("CNY", 5) == Money("CNY", 2)


def test_shares_above_the_whole_are_refused() -> None:
    with pytest.raises(ValueError):
        allot(100, [Fraction(2, 3), Fraction(2, 3)])
