"""Grants that cannot be."""

from datetime import date, timedelta

import pytest

from sampan.engines.rights import Anchor, Grant, Verb, box

YEAR = box("LA", "lo", "SVOD", date(2026, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"verb": Verb.OUT_EXCLUSIVE}, "Grant g is exclusive, so it must name its licensee."),
        (
            {"verb": Verb.OUT_NONEXCLUSIVE, "sublicensing": 1},
            "Grant g may be sub-licensed, so it must name its licensee.",
        ),
        (
            {"verb": Verb.WAIVER},
            "Grant g: a waiver, and only a waiver, names the grant that it waives.",
        ),
        (
            {"verb": Verb.HOLDBACK, "waives": "h"},
            "Grant g: a waiver, and only a waiver, names the grant that it waives.",
        ),
    ],
)
def test_a_grant_that_means_nothing_is_refused(fields: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError) as caught:
        Grant(id="g", box=YEAR, licensor="KPL", **fields)
    assert str(caught.value) == said


def test_how_deep_licences_may_hang() -> None:
    held = Grant(id="g", verb=Verb.IN, box=YEAR, licensor="", licensee="KPL")
    given = Grant(id="g", verb=Verb.OUT_NONEXCLUSIVE, box=YEAR, licensor="KPL", licensee="B")
    assert [held.allows_below(n) for n in (0, 1, 9)] == [True, True, True]
    assert [given.allows_below(n) for n in (0, 1)] == [True, False]


def test_what_is_sure_never_leaves_the_box() -> None:
    """A bound before the earliest start, or after the latest end, says no more than the box does."""
    early = Anchor("premiere", bound=YEAR.start - timedelta(days=9))
    assert YEAR.end is not None
    late = Anchor("finale", bound=YEAR.end + timedelta(days=9))
    for days in ({"starts": early}, {"ends": late}, {"starts": early, "ends": late}):
        given = Grant(id="g", verb=Verb.OUT_NONEXCLUSIVE, box=YEAR, licensor="KPL", **days)
        assert given.firm == YEAR
