"""What a contract's receipts owe: the waterfall of its price, always on all receipts so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Any

from sampan.engines.rights.money import DIGITS, Distribution, Tier, distribute

from .models import Contract, Receipt
from .terms import Price, PriceModel, canonical, fraction

LICENSOR, LICENSEE, TAX, AGENT = "licensor", "licensee", "tax", "agent"


@dataclass(frozen=True, slots=True)
class Account:
    """Works that are accounted for together, and the guarantee that they recoup."""

    works: tuple[str, ...]
    guarantee: int


def accounts(contract: Contract) -> tuple[Account, ...]:
    """One for all works where they are cross-collateralised; else one each, with its part of the guarantee."""
    terms = contract.offer.said
    guarantees = terms.guarantees
    if terms.price.cross_collateral:
        return (Account(terms.sold_works, sum(guarantees.values())),)
    return tuple(Account((work,), part) for work, part in guarantees.items())


def tiers(price: Price, guarantee: int) -> tuple[Tier, ...]:
    """The order of payment: the licensee's share, the guarantee it has paid, tax and commission, the licensor."""
    found = []
    share = fraction(price.share) if price.model != PriceModel.PER_STREAM else Fraction(1)
    if share < 1:
        found.append(Tier("share", "fee", {LICENSEE: 1 - share}))
    if guarantee:
        found.append(Tier("guarantee", "recoup", {LICENSEE: Fraction(1)}, guarantee))
    taken = {TAX: fraction(price.withholding), AGENT: fraction(price.commission)}
    if any(taken.values()):
        kept = {party: part for party, part in taken.items() if part}
        found.append(Tier("deductions", "fee", kept))
    found.append(Tier("royalty", "split", {LICENSOR: Fraction(1)}))
    return tuple(found)


def written(
    contract: Contract,
    periods: Sequence[tuple[int, str, Sequence[Receipt]]],
    keys: Mapping[int, str],
) -> list[str]:
    """The statements of all periods (number, last day, receipts), as canonical text, chained by hash.

    The same receipts give the same bytes. `keys` are the works' keys by their primary keys.
    """
    price, found, previous = contract.offer.said.price, [], ""
    opened = accounts(contract)
    totals = [_Total() for _ in opened]
    for number, until, receipts in periods:
        told = []
        for account, total in zip(opened, totals, strict=True):
            own = [one for one in receipts if keys[one.work_id] in account.works]
            told.append(_account(account, total, own, price))
        content = {
            "contract": contract.number,
            "number": number,
            "until": until,
            "currency": price.currency,
            "receipts": [_told(one, keys) for one in receipts],
            "accounts": told,
            "due": sum(now for one in told for _t, party, _c, now in one["lines"] if party == LICENSOR),
            "previous": previous,
        }  # fmt: skip
        text = canonical(content).decode()
        previous = sha256(text.encode()).hexdigest()
        found.append(text)
    return found


@dataclass(slots=True)
class _Total:
    """Of one account, all periods so far."""

    converted: int = 0
    streams: int = 0
    before: Distribution | None = None


def _account(
    account: Account, total: _Total, receipts: Sequence[Receipt], price: Price
) -> dict[str, Any]:
    total.converted += sum(one.converted for one in receipts)
    total.streams += sum(one.streams for one in receipts)
    steps = tiers(price, account.guarantee)
    now = distribute(max(0, _base(total, price)), steps)
    before = total.before or distribute(0, steps)
    total.before = now
    lines = [
        [line.tier, line.party, line.minor, line.minor - old.minor]
        for line, old in zip(now.lines, before.lines, strict=True)
    ]
    return {"works": list(account.works), "receipts": now.receipts, "lines": lines}


def _base(total: _Total, price: Price) -> int:
    """All that is shared out so far: the receipts, or the streams at their price, rounded once."""
    if price.model != PriceModel.PER_STREAM:
        return total.converted
    exact = Decimal(total.streams) * Decimal(price.per_stream)
    return int(exact.scaleb(DIGITS[price.currency]).quantize(Decimal(1), ROUND_HALF_EVEN))


def _told(receipt: Receipt, keys: Mapping[int, str]) -> list[Any]:
    return [
        keys[receipt.work_id],
        receipt.until_on.isoformat(),
        receipt.currency,
        receipt.minor,
        receipt.streams,
        receipt.converted,
        receipt.rate,
    ]
