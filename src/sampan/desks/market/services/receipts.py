"""What the licensee took: entered by hand or as a file, converted by a dated rate, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.catalogue.models import Work
from sampan.desks.market import deal_rules
from sampan.desks.market.models import Contract, Receipt
from sampan.desks.market.naming import names_of
from sampan.desks.market.tables import Fault, day_of, read_table
from sampan.desks.market.telling import tell_both
from sampan.desks.market.terms import minor_units
from sampan.engines.rights.money import Money, NoRate, Rates
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.rules import demand

from .rates import rates_of

COLUMNS = ("title", "until", "currency", "amount")
OPTIONAL = ("streams", "note")
_LARGEST = 10**15


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Takings with one work in one period; a correction may be negative."""

    work: Work
    until_on: date
    money: Money
    streams: int = 0
    note: str = ""


def report_receipts(*, actor: Actor, contract: Contract, taken: list[Taken]) -> list[Receipt]:
    """Enter them all, or none. Raises Invalid where a rate is missing: it is never guessed."""
    demand(
        deal_rules.may_buy(actor, contract), _("Receipts are reported by a buyer of the licensee.")
    )
    if not taken:
        raise Invalid(_("There is nothing to report in it."))
    rates = rates_of(contract.buyer)
    with transaction.atomic():
        rows = [_row(actor, contract, one, rates) for one in taken]
        Receipt.objects.bulk_create(rows)
        data = {"receipts": len(rows), "until": max(one.until_on for one in taken).isoformat()}
        tell_both("market.receipts.reported", contract, actor=actor, data=data)
    return rows


def read_receipts(contract: Contract, data: bytes) -> tuple[list[Taken], list[Fault]]:
    """CSV with title, until, currency, amount and perhaps streams and note. A title goes by its name or its key."""
    rows, faults = read_table(data, COLUMNS, OPTIONAL)
    known = _known(contract)
    taken = []
    for number, row in rows:
        problems: list[Fault] = []
        work = known.get(row["title"].casefold())
        if work is None:
            sentence = _("“%(title)s” is no title of this contract.") % {"title": row["title"]}
            problems.append(Fault(number, "title", sentence))
        until = day_of(row["until"], number, "until", problems)
        minor = _minor(row, number, problems)
        streams = _streams(row["streams"], number, problems)
        faults += problems
        if work and until and not problems:
            money = Money(row["currency"], minor)
            taken.append(
                Taken(
                    work=work,
                    until_on=until,
                    money=money,
                    streams=streams,
                    note=row["note"][:200],
                )
            )
    return taken, faults


def _known(contract: Contract) -> Mapping[str, Work]:
    """The works by every name they have, and by their keys."""
    works = contract.sold_works
    found = {str(work.key): work for work in works}
    for language in ("en", *contract.seller.languages, *contract.buyer.languages):
        for pk, name in names_of(works, language).items():
            found[name.text.casefold()] = next(work for work in works if work.pk == pk)
    return found


def _row(actor: Actor, contract: Contract, taken: Taken, rates: Rates) -> Receipt:
    currency = contract.offer.said.price.currency
    try:
        found = rates.convert(taken.money, currency, taken.until_on)
    except NoRate as error:
        raise Invalid(str(error), field="currency") from error
    rate = found.rate
    same = taken.money.currency == currency
    return Receipt(
        contract=contract,
        work=taken.work,
        until_on=taken.until_on,
        currency=taken.money.currency,
        minor=taken.money.minor,
        streams=taken.streams,
        note=taken.note,
        converted=found.converted.minor,
        rate="" if same else f"1 {rate.base} = {rate.rate.normalize():f} {rate.quote}, {rate.on}, {rate.source}",
        entered_by=actor.person,
    )  # fmt: skip


def _minor(row: Mapping[str, str], number: int, problems: list[Fault]) -> int:
    try:
        minor = minor_units(row["amount"] or "0", row["currency"])
    except Invalid as error:
        problems.append(Fault(number, "amount", str(error)))
        return 0
    if abs(minor) > _LARGEST:
        problems.append(Fault(number, "amount", _("This amount cannot be right.")))
    return minor


def _streams(text: str, number: int, problems: list[Fault]) -> int:
    if not text:
        return 0
    figures = text.replace(",", "").replace(" ", "")
    if not figures.removeprefix("-").isdecimal() or len(figures) > 15:
        sentence = _("“%(text)s” is no number of streams.") % {"text": text}
        problems.append(Fault(number, "streams", sentence))
        return 0
    return int(figures)
