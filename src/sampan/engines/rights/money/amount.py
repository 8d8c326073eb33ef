"""Money: integers of minor units with an ISO 4217 currency. Nothing is ever rounded on the way."""

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from importlib import resources


def _digits() -> dict[str, int]:
    text = resources.files(__package__).joinpath("currencies.tsv").read_text(encoding="utf-8")
    return {
        row["code"]: int(row["digits"])
        for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    }


DIGITS: dict[str, int] = _digits()
"""Minor digits by currency, as ISO 4217 has them (books); how many a page shows is another question (CLDR)."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units. Sums and comparisons of two currencies raise ValueError, as do unknown currencies."""

    currency: str
    minor: int

    def __post_init__(self) -> None:
        if self.currency not in DIGITS:
            raise ValueError(
                f"“{self.currency}” is not a currency kept here; write an ISO 4217 code such as CNY."
            )

    def __add__(self, other: "Money") -> "Money":
        self._alike(other)
        return Money(self.currency, self.minor + other.minor)

    def __sub__(self, other: "Money") -> "Money":
        self._alike(other)
        return Money(self.currency, self.minor - other.minor)

    def _alike(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise ValueError(
                f"{self.currency} and {other.currency} cannot be added; convert one by a dated rate first."
            )

    def __str__(self) -> str:
        digits = DIGITS[self.currency]
        return f"{self.currency} {Decimal(self.minor).scaleb(-digits):,.{digits}f}"


def money(text: str) -> Money:
    """An amount as people write it. Raises ValueError, a sentence, where it has more digits than the currency.

    >>> money("CNY 1,250.50"), str(money("VND 12000"))
    (Money(currency='CNY', minor=125050), 'VND 12,000')
    """
    currency, _, figure = text.strip().partition(" ")
    nothing = Money(currency, 0)
    try:
        minor = Decimal(figure.replace(",", "").strip()).scaleb(DIGITS[nothing.currency])
    except InvalidOperation as error:
        raise ValueError(f"“{text}” is no amount; write it as CNY 1250.50.") from error
    if minor != int(minor):
        raise ValueError(
            f"“{text}” has more than the {DIGITS[currency]} minor digits of {currency}."
        )
    return Money(currency, int(minor))


def allot(minor: int, shares: Sequence[Fraction]) -> list[int]:
    """Split minor units by shares without losing or making one: by largest remainder, the earlier share first.

    There is at least one share. They add up to 1, or to less, when the rest stays where it was. Raises ValueError
    above 1 or below 0.

    >>> allot(100, [Fraction(1, 3)] * 3)
    [34, 33, 33]
    """
    whole = math.lcm(*(share.denominator for share in shares))
    parts = [share.numerator * (whole // share.denominator) for share in shares]
    if min(parts, default=0) < 0 or sum(parts) > whole:
        raise ValueError("Shares are at least 0 each and at most 1 together.")
    given, over = zip(*(divmod(minor * part, whole) for part in parts), strict=True)
    short = minor * sum(parts) // whole - sum(given)
    order = sorted(range(len(parts)), key=lambda place: (-over[place], place))
    raised = set(order[:short])
    return [amount + (place in raised) for place, amount in enumerate(given)]
