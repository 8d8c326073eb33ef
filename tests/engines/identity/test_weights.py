"""The numbers that the guarantee rests on."""

from functools import cache

import pytest

from sampan.engines.identity.weights import FAR, NEAR, RUN, SHINGLE, WINDOW


def units_to_fill(amount: int, weight: int) -> int:
    return -(-amount // weight)


@pytest.mark.parametrize(("kind", "promised"), [(0, 12), (1, 22), (2, 9)])
def test_a_run_of_one_kind(kind, promised):
    window, shingle, run = (
        units_to_fill(measure.full, measure.weights[kind]) for measure in (WINDOW, SHINGLE, RUN)
    )
    assert (window + shingle, run) == (promised, promised)


@pytest.mark.parametrize("kind", [0, 1, 2])
def test_neighbours_that_differ_near_by_and_further_off_leave_too_little(kind):
    near, far = (units_to_fill(amount, WINDOW.weights[kind]) for amount in (NEAR, FAR))
    shingle = units_to_fill(SHINGLE.full, SHINGLE.weights[kind])
    assert (near - 1 + shingle + far - 1) * RUN.weights[kind] < RUN.full


def test_the_worst_mixture_needs_less_than_four_thirds_of_a_run():
    @cache
    def heaviest(left: int, weights: tuple[int, int, int]) -> int:
        if left <= 0:
            return 0
        return max(
            run + heaviest(left - weight, weights)
            for run, weight in zip(RUN.weights, weights, strict=True)
        )

    worst = heaviest(WINDOW.full, WINDOW.weights) + heaviest(SHINGLE.full, SHINGLE.weights)
    assert (worst, worst * 3 < RUN.full * 4) == (518, True)
