"""Who is paid what, in which order. Always worked out on all receipts so far; a statement pays the difference.

Rounding each period by itself drifts; rounding the whole each time does not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from .amount import allot

Kind = Literal["fee", "recoup", "split"]


@dataclass(frozen=True, slots=True)
class Tier:
    """One step of the order of payment, on what the steps before it left.

    "fee" takes its shares of what arrives (sales commission, withholding tax); "recoup" takes all of it until
    `cap` minor units are paid, divided by shares (expenses, a guarantee, an investment with its premium); "split"
    divides what arrives. What the shares leave, and what a full recoupment leaves, flows on.
    """

    name: str
    kind: Kind
    shares: Mapping[str, Fraction]
    cap: int | None = None

    def __post_init__(self) -> None:
        if not self.shares:
            raise ValueError(f"Tier “{self.name}” names nobody to be paid.")
        if self.kind == "recoup" and (self.cap is None or sum(self.shares.values()) != 1):
            raise ValueError(
                f"Tier “{self.name}” recoups: it needs a cap, and shares that add up to 1."
            )
        if sum(self.shares.values()) > 1 or min(self.shares.values()) < 0:
            raise ValueError(
                f"Tier “{self.name}”: shares are at least 0 each and at most 1 together."
            )


@dataclass(frozen=True, slots=True)
class Line:
    """What one party gets from one tier, in minor units, of all receipts so far."""

    tier: str
    party: str
    minor: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """All lines, and what no tier took. Together they are the receipts, to the last minor unit."""

    receipts: int
    lines: tuple[Line, ...]
    left: int

    def of(self, party: str) -> int:
        """All that one party gets."""
        return sum(line.minor for line in self.lines if line.party == party)


def distribute(receipts: int, tiers: Sequence[Tier]) -> Distribution:
    """Send cumulative receipts (minor units of the contract's currency) down the tiers.

    Cross-collateral is one waterfall over the receipts of several titles or territories together.

    >>> half = Fraction(1, 2)
    >>> tiers = [Tier("commission", "fee", {"agent": Fraction(1, 5)}),
    ...          Tier("cost", "recoup", {"fund": Fraction(1)}, 500),
    ...          Tier("profit", "split", {"north": half, "south": half})]
    >>> [(line.party, line.minor) for line in distribute(1001, tiers).lines]
    [('agent', 200), ('fund', 500), ('north', 151), ('south', 150)]
    """
    if receipts < 0:
        raise ValueError(
            "Cumulative receipts cannot be less than nothing; a refund larger than all is a debt."
        )
    left = receipts
    lines: list[Line] = []
    for tier in tiers:
        base = min(left, tier.cap or 0) if tier.kind == "recoup" else left
        parties = sorted(tier.shares)
        for party, minor in zip(
            parties, allot(base, [tier.shares[p] for p in parties]), strict=True
        ):
            lines.append(Line(tier.name, party, minor))
            left -= minor
    return Distribution(receipts, tuple(lines), left)


def overage(receipts: int, *, share: Fraction, guarantee: int) -> int:
    """What a licensee owes above a minimum guarantee already paid, on all its receipts so far.

    >>> overage(1_000, share=Fraction(1, 2), guarantee=300), overage(500, share=Fraction(1, 2), guarantee=300)
    (200, 0)
    """
    return max(0, allot(receipts, [share])[0] - guarantee)
