"""Exchange rates by day, each with its source. No rate is never a guess."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

from .amount import DIGITS, Money


@dataclass(frozen=True, slots=True)
class Rate:
    """On a day, one unit of `base` cost `rate` units of `quote`, as `source` says."""

    on: date
    base: str
    quote: str
    rate: Decimal
    source: str
    kind: Literal["mid", "buy", "sell", "contract"] = "mid"


class NoRate(LookupError):
    """No rate is known for a day; `str()` says which is wanted."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """An amount, the same in another currency, and the rate that says so."""

    given: Money
    converted: Money
    rate: Rate


class Rates:
    """A book of rates. A conversion uses the rate of its day, or of the last day before, not older than `stale`."""

    def __init__(self, rates: Iterable[Rate], *, stale: int = 0) -> None:
        """`stale` days is how far back a rate may lie: 0 wants the very day, 5 bridges a holiday."""
        self._rates: dict[tuple[str, str], list[Rate]] = {}
        self._stale = stale
        for rate in sorted(rates, key=lambda one: one.on):
            self._rates.setdefault((rate.base, rate.quote), []).append(rate)

    def convert(self, amount: Money, currency: str, on: date) -> Conversion:
        """The amount in another currency, rounded once, half to even. Raises NoRate.

        >>> from datetime import date
        >>> from decimal import Decimal
        >>> book = Rates([Rate(date(2026, 5, 1), "USD", "CNY", Decimal("7.1"), "PBOC")])
        >>> str(book.convert(Money("USD", 10_05), "CNY", date(2026, 5, 1)).converted)
        'CNY 71.36'
        """
        rate = self._find(amount.currency, currency, on)
        units = Decimal(amount.minor).scaleb(-DIGITS[amount.currency])
        exact = units * rate.rate if rate.base == amount.currency else units / rate.rate
        minor = exact.scaleb(DIGITS[currency]).quantize(Decimal(1), ROUND_HALF_EVEN)
        return Conversion(amount, Money(currency, int(minor)), rate)

    def _find(self, base: str, quote: str, on: date) -> Rate:
        if base == quote:
            return Rate(on, base, quote, Decimal(1), "the same currency")
        for pair in ((base, quote), (quote, base)):
            near = [
                rate
                for rate in self._rates.get(pair, ())
                if 0 <= (on - rate.on).days <= self._stale
            ]
            if near:
                return near[-1]
        raise NoRate(
            f"There is no rate between {base} and {quote} for {on}; import one, with its source."
        )
