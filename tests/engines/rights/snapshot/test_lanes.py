"""Masks as signed integers."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sampan.engines.rights import LANGUAGES, TERRITORIES, USES, Box, from_lanes, lanes


@settings(max_examples=50)
@given(
    st.integers(1, TERRITORIES.everything),
    st.integers(1, LANGUAGES.everything),
    st.integers(1, USES.everything),
)
def test_lanes_are_signed_and_lose_nothing(where: int, how: int, what: int) -> None:
    values = lanes(where, how, what)
    assert max(values) < 2**60
    assert from_lanes(values, date(2026, 1, 1), None) == Box(where, how, what, date(2026, 1, 1))
