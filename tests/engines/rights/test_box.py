"""The algebra of boxes against a look at every cell."""

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.rights.worlds import UNTIL, all_cells, boxes, cells
from sampan.engines.rights import (
    Box,
    box,
    covered,
    intersect,
    merge,
    same,
    subtract,
    uncovered,
    volume,
)


@given(boxes(), boxes())
def test_meets_and_covers_are_what_the_cells_say(one: Box, other: Box) -> None:
    assert one.meets(other) == bool(cells(one) & cells(other))
    # Two boxes without end agree beyond the world as well; the oracle sees only inside it.
    if one.end is None or other.end is not None:
        assert one.covers(other) == (cells(other) <= cells(one))


@given(boxes(), boxes())
def test_intersection_is_what_the_cells_share(one: Box, other: Box) -> None:
    shared = intersect(one, other)
    assert (cells(shared) if shared else set()) == cells(one) & cells(other)


@given(boxes(), boxes())
def test_subtraction_leaves_at_most_five_boxes_that_do_not_meet(whole: Box, part: Box) -> None:
    pieces = subtract(whole, part)
    assert all_cells(pieces) == cells(whole) - cells(part)
    assert len(pieces) <= 5
    assert not any(one.meets(other) for one, other in itertools.combinations(pieces, 2))
    shared = intersect(whole, part)
    assert volume([whole], UNTIL) == volume(pieces, UNTIL) + volume(
        [shared] if shared else [], UNTIL
    )


@settings(max_examples=50)
@given(boxes(), st.lists(boxes(), max_size=5), st.randoms())
def test_what_is_left_does_not_depend_on_the_order(whole: Box, parts: list[Box], shuffle) -> None:
    left = uncovered(whole, parts)
    assert all_cells(left) == cells(whole) - all_cells(parts)
    assert volume(left, UNTIL) == len(all_cells(left))
    mixed = list(parts)
    shuffle.shuffle(mixed)
    assert same(left, uncovered(whole, mixed))
    assert covered(whole, parts) == (left == [])


@settings(max_examples=50)
@given(boxes(), st.lists(boxes(), max_size=4))
def test_merging_changes_no_right(whole: Box, parts: list[Box]) -> None:
    left = uncovered(whole, parts)
    merged = merge(left)
    assert same(left, merged)
    assert len(merged) <= len(left)
    assert volume(merged, UNTIL) == volume(left, UNTIL)


def test_days_are_half_open() -> None:
    first = box("LA", "lo", "SVOD", date(2026, 1, 1), date(2027, 1, 1))
    second = box("LA", "lo", "SVOD", date(2027, 1, 1), date(2028, 1, 1))
    assert not first.meets(second)
    assert merge([first, second]) == [box("LA", "lo", "SVOD", date(2026, 1, 1), date(2028, 1, 1))]


def test_two_boxes_cover_together_what_neither_does_alone() -> None:
    year = box("LA, TH", "lo", "SVOD", date(2026, 1, 1), date(2027, 1, 1))
    laos = box("LA", "all", "SVOD", date(2025, 1, 1))
    thailand = box("TH", "all", "SVOD", date(2025, 1, 1))
    assert not laos.covers(year)
    assert covered(year, [laos, thailand])


@pytest.mark.parametrize(
    ("end", "uses", "said"),
    [
        (
            date(2026, 1, 1),
            1,
            "A right that starts on 2026-01-01 must end after that day, not on 2026-01-01.",
        ),
        (None, 0, "A right needs at least one territory, one language and one use."),
    ],
)
def test_an_empty_box_is_refused(end: date | None, uses: int, said: str) -> None:
    with pytest.raises(ValueError) as caught:
        Box(1, 1, uses, date(2026, 1, 1), end)
    assert str(caught.value) == said
