"""The order of payment: conservation to the last minor unit, and no drift."""

import random
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sampan.engines.rights.money import Tier, as_bytes, distribute, overage, statements

TIERS = [
    Tier("withholding", "fee", {"tax": Fraction(1, 10)}),
    Tier("commission", "fee", {"agent": Fraction(15, 100)}),
    Tier("expenses", "recoup", {"agent": Fraction(1)}, 70_001),
    Tier("guarantee", "recoup", {"fund": Fraction(2, 3), "bank": Fraction(1, 3)}, 1_000_003),
    Tier("corridor", "split", {"talent": Fraction(5, 100)}),
    Tier(
        "profit",
        "split",
        {"fund": Fraction(1, 7), "north": Fraction(3, 7), "south": Fraction(3, 7)},
    ),
]


@settings(max_examples=50)
@given(st.integers(0, 10**12))
def test_what_comes_in_is_what_goes_out(receipts: int) -> None:
    found = distribute(receipts, TIERS)
    assert sum(line.minor for line in found.lines) + found.left == receipts
    assert min(line.minor for line in found.lines) >= 0


@settings(max_examples=50)
@given(st.integers(0, 10**7), st.integers(0, 10**5))
def test_recoupments_only_grow_and_stop_at_their_caps(receipts: int, more: int) -> None:
    one, other = distribute(receipts, TIERS), distribute(receipts + more, TIERS)
    for tier in (tier for tier in TIERS if tier.kind == "recoup"):
        paid, later = (
            sum(line.minor for line in found.lines if line.tier == tier.name)
            for found in (one, other)
        )
        assert paid <= later <= (tier.cap or 0)


def test_two_thousand_periods_drift_by_nothing() -> None:
    draw = random.Random(1)
    receipts = [
        (date(2026, 1, 1) + timedelta(days=n), draw.randint(1, 20_000)) for n in range(2_000)
    ]
    found = statements(receipts, TIERS, currency="CNY")
    total = sum(minor for _, minor in receipts)
    whole = distribute(total, TIERS)
    paid: dict[tuple[str, str], int] = {}
    for one in found:
        assert (
            one.cumulative.receipts
            == sum(line.minor for line in one.cumulative.lines) + one.cumulative.left
        )
        for line in one.paid_now:
            paid[line.tier, line.party] = paid.get((line.tier, line.party), 0) + line.minor
    assert paid == {(line.tier, line.party): line.minor for line in whole.lines}


_SHARES = st.lists(st.integers(1, 97), min_size=1, max_size=4)


@st.composite
def waterfalls(draw: st.DrawFn) -> list[Tier]:
    """Any order of payment: fees that leave something, recoupments of odd sums, splits of odd parts."""
    tiers = []
    for number in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(["fee", "recoup", "split"]))
        parts = draw(_SHARES)
        whole = sum(parts) + (draw(st.integers(1, 50)) if kind == "fee" else 0)
        shares = {f"party {place}": Fraction(part, whole) for place, part in enumerate(parts)}
        cap = draw(st.integers(1, 100_000)) if kind == "recoup" else None
        tiers.append(Tier(f"tier {number}", kind, shares, cap))
    return tiers


@settings(max_examples=60)
@given(waterfalls(), st.lists(st.integers(0, 50_000), min_size=1, max_size=30), st.integers(0, 9))
def test_however_receipts_are_cut_into_periods_nothing_is_lost_and_nothing_drifts(
    tiers: list[Tier], receipts: list[int], refund: int
) -> None:
    """Conservation in each statement; and what was paid in all is what the whole would pay at once."""
    periods = [*receipts, -min(refund, sum(receipts))]
    dated = [(date(2026, 1, 1) + timedelta(days=n), minor) for n, minor in enumerate(periods)]
    paid: dict[tuple[str, str], int] = {}
    for number, one in enumerate(statements(dated, tiers, currency="LAK"), start=1):
        so_far = sum(periods[:number])
        assert sum(line.minor for line in one.cumulative.lines) + one.cumulative.left == so_far
        for line in one.paid_now:
            paid[line.tier, line.party] = paid.get((line.tier, line.party), 0) + line.minor
    whole = distribute(sum(periods), tiers)
    assert paid == {(line.tier, line.party): line.minor for line in whole.lines}


def test_a_rerun_gives_the_same_bytes_and_a_change_another_hash() -> None:
    receipts = [(date(2026, month, 1), 10_001 * month) for month in range(1, 7)]
    one, other = (statements(receipts, TIERS, currency="CNY") for _ in range(2))
    assert as_bytes(one) == as_bytes(other)
    assert [later.previous for later in one[1:]] == [before.hash for before in one[:-1]]
    changed = statements([*receipts[:-1], (date(2026, 6, 1), 1)], TIERS, currency="CNY")
    assert [a.hash == b.hash for a, b in zip(one, changed, strict=True)] == [True] * 5 + [False]


def test_a_guarantee_is_owed_once() -> None:
    assert overage(999, share=Fraction(1, 2), guarantee=500) == 0
    assert overage(1_003, share=Fraction(1, 2), guarantee=500) == 1


@pytest.mark.parametrize(
    ("tier", "said"),
    [
        (
            ("cost", "recoup", {"a": Fraction(1)}, None),
            "Tier “cost” recoups: it needs a cap, and shares that add up to 1.",
        ),
        (
            ("fee", "fee", {"a": Fraction(2)}, None),
            "Tier “fee”: shares are at least 0 each and at most 1 together.",
        ),
    ],
)
def test_a_tier_that_cannot_be_is_refused(tier: tuple, said: str) -> None:
    with pytest.raises(ValueError) as caught:
        Tier(*tier)
    assert str(caught.value) == said
