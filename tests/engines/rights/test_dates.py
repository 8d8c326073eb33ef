"""Days that hang on events."""

from dataclasses import replace
from datetime import date

from sampan.engines.rights import Anchor, Grant, Verb, box, settle

LATE = Grant(
    id="1",
    verb=Verb.OUT_NONEXCLUSIVE,
    box=box("LA", "lo", "SVOD", date(2026, 1, 1), date(2030, 1, 1)),
    licensor="A",
    starts=Anchor("theatrical", 90),
    ends=Anchor("theatrical", 455),
)


def test_known_events_fill_in_both_days() -> None:
    (settled,) = settle([LATE], {"theatrical": date(2026, 3, 1)})
    assert (settled.box.start, settled.box.end) == (date(2026, 5, 30), date(2027, 5, 30))
    assert (settled.starts, settled.ends, settled.firm) == (None, None, settled.box)


def test_unknown_events_leave_the_grant_in_doubt() -> None:
    assert list(settle([LATE], {"broadcast": date(2026, 3, 1)})) == [LATE]
    assert LATE.firm is None


def test_a_grant_that_would_end_before_it_starts_is_gone() -> None:
    assert list(settle([LATE], {"theatrical": date(2031, 1, 1)})) == []


def test_bounds_keep_the_certain_part() -> None:
    bound = replace(
        LATE,
        starts=Anchor("theatrical", 90, bound=date(2027, 1, 1)),
        ends=Anchor("theatrical", 455, bound=date(2028, 1, 1)),
    )
    assert bound.firm == replace(LATE.box, start=date(2027, 1, 1), end=date(2028, 1, 1))
