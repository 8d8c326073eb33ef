"""Exchange rates come from files that a house reads in, each with its source; none is ever guessed."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.desks.market import deal_rules
from sampan.desks.market.models import ExchangeRate
from sampan.desks.market.tables import Fault, day_of, read_table
from sampan.engines.rights.money import DIGITS, Rate, Rates
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.models import Organisation
from sampan.partners.rules import demand

COLUMNS = ("date", "base", "quote", "rate", "source")
STALE = 5  # days that a rate may bridge: a weekend and a holiday


@dataclass(frozen=True, slots=True)
class RateFile:
    rates: list[Rate]
    faults: list[Fault]


def read_rates(data: bytes) -> RateFile:
    """CSV with the columns date, base, quote, rate, source; every fault with its row and column."""
    rows, faults = read_table(data, COLUMNS)
    rates = []
    for number, row in rows:
        problems = [
            Fault(number, column, _("“%(code)s” is no currency.") % {"code": row[column]})
            for column in ("base", "quote")
            if row[column] not in DIGITS
        ]
        on = day_of(row["date"], number, "date", problems)
        rate = _rate(row["rate"], number, problems)
        if not row["source"]:
            problems.append(Fault(number, "source", _("Say where the rate is from.")))
        faults += problems
        if on and rate and not problems:
            rates.append(Rate(on, row["base"], row["quote"], rate, row["source"][:120]))
    return RateFile(rates, faults)


def import_rates(*, actor: Actor, data: bytes) -> int:
    """Keep all rates of the file, or none where one is faulty; a rate of the same day and pair is replaced."""
    demand(deal_rules.is_dealing(actor), _("Rates are read in by a seller or buyer."))
    file = read_rates(data)
    if file.faults:
        raise Invalid("\n".join(fault.sentence for fault in file.faults[:20]), field="file")
    with transaction.atomic():
        for rate in file.rates:
            ExchangeRate.objects.update_or_create(
                house=actor.organisation,
                on=rate.on,
                base=rate.base,
                quote=rate.quote,
                defaults={"rate": rate.rate, "source": rate.source},
            )
        events.record(
            name="market.rates.imported",
            subject=actor.organisation,
            actor=actor,
            data={"rates": len(file.rates)},
        )
    return len(file.rates)


def rates_of(house: Organisation) -> Rates:
    rows = ExchangeRate.objects.filter(house=house)
    return Rates((Rate(r.on, r.base, r.quote, r.rate, r.source) for r in rows), stale=STALE)


def _rate(text: str, number: int, problems: list[Fault]) -> Decimal | None:
    try:
        rate = Decimal(text)
    except InvalidOperation:
        rate = Decimal(0)
    if not rate.is_finite() or not 0 < rate < 10**9:
        problems.append(Fault(number, "rate", _("“%(text)s” is no rate.") % {"text": text}))
        return None
    return rate
