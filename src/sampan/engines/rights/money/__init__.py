"""Money of rights: amounts, dated rates, the order of payment, and statements that re-run to the same bytes."""

from .amount import DIGITS, Money, allot, money
from .rates import Conversion, NoRate, Rate, Rates
from .statements import Statement, as_bytes, statements
from .waterfall import Distribution, Line, Tier, distribute, overage

__all__ = [
    "DIGITS", "Conversion", "Distribution", "Line", "Money", "NoRate", "Rate", "Rates", "Statement", "Tier",
    "allot", "as_bytes", "distribute", "money", "overage", "statements",
]  # fmt: skip
