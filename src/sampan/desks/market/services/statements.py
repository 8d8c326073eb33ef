"""Royalty statements, and the marks of payment by both sides."""

import json
from datetime import date, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.desks.market import deal_rules
from sampan.desks.market.models import Contract, Payment, Receipt, RoyaltyStatement
from sampan.desks.market.models.statements import PaymentFor
from sampan.desks.market.royalties import written
from sampan.desks.market.telling import tell_both
from sampan.desks.market.terms import PriceModel
from sampan.engines.rights.money import Money
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.rules import demand

_TERM = timedelta(days=30)  # as the contract's clause on reports says
OWING = (PriceModel.GUARANTEE, PriceModel.SHARE, PriceModel.PER_STREAM)


@transaction.atomic
def make_statement(*, actor: Actor, contract: Contract, until_on: date) -> RoyaltyStatement:
    """State all receipts up to that day that no earlier statement counted; what is owed by it becomes a payment."""
    held = (
        Contract.objects.select_for_update(of=("self",))
        .select_related("seller", "buyer", "offer", "negotiation")
        .get(pk=contract.pk)
    )
    demand(
        deal_rules.may_deal(actor, held), _("A statement is made by a seller or buyer of its two houses.")
    )  # fmt: skip
    if held.offer.said.price.model not in OWING:
        raise Invalid(_("By this contract no royalties are owed."))
    last = held.statements.order_by("-number").first()
    if last and until_on <= last.until_on:
        raise Invalid(_("There is a statement up to that day already."), field="until_on")
    number = last.number + 1 if last else 1
    fresh = held.receipts.filter(statement=None, until_on__lte=until_on)
    if not fresh.exists():
        raise Invalid(_("No receipts have been reported for that period."), field="until_on")
    statement = RoyaltyStatement.objects.create(
        contract=held,
        number=number,
        until_on=until_on,
        content="",
        digest="",
        previous=last.digest if last else "",
        made_by=actor.person,
    )
    fresh.update(statement=statement)
    statement.content = rerun(contract=held)[-1]
    statement.digest = sha256(statement.content.encode()).hexdigest()
    statement.save(update_fields=["content", "digest"])
    due = int(json.loads(statement.content)["due"])
    _owe(held, statement, due)
    told = {
        "number": number,
        "until": until_on.isoformat(),
        "due": str(Money(held.offer.said.price.currency, due)),
        "digest": statement.digest,
    }
    tell_both("market.statement.made", held, actor=actor, data=told)
    return statement


def rerun(*, contract: Contract) -> list[str]:
    """All statements of the contract again, from their receipts: the same bytes as were kept."""
    keys = {work.pk: str(work.key) for work in contract.negotiation.works.all()}
    receipts = list(
        Receipt.objects.filter(contract=contract).exclude(statement=None).order_by("pk")
    )
    periods = [
        (
            one.number,
            one.until_on.isoformat(),
            [receipt for receipt in receipts if receipt.statement_id == one.pk],
        )
        for one in contract.statements.order_by("number")
    ]
    return written(contract, periods, keys)


@transaction.atomic
def mark_paid(*, actor: Actor, payment: Payment, on: date, reference: str = "") -> Payment:
    """The buyer says that it paid."""
    held = Payment.objects.select_for_update(of=("self",)).select_related("contract")
    found = held.get(pk=payment.pk)
    demand(
        deal_rules.may_buy(actor, found.contract),
        _("That it was paid is said by a buyer of the licensee."),
    )
    if found.paid_on is not None:
        raise Invalid(_("This was marked as paid already."))
    found.paid_on, found.reference = on, reference.strip()[:80]
    found.save(update_fields=["paid_on", "reference"])
    tell_both("market.payment.made", found.contract, actor=actor, data=_told(found))
    return found


@transaction.atomic
def mark_received(*, actor: Actor, payment: Payment, on: date) -> Payment:
    """The seller says that it came."""
    held = Payment.objects.select_for_update(of=("self",)).select_related("contract")
    found = held.get(pk=payment.pk)
    demand(
        deal_rules.may_sell(actor, found.contract),
        _("That it came is said by a seller of the licensor."),
    )
    if found.received_on is not None:
        raise Invalid(_("This was marked as received already."))
    found.received_on = on
    found.save(update_fields=["received_on"])
    tell_both("market.payment.received", found.contract, actor=actor, data=_told(found))
    return found


def _owe(contract: Contract, statement: RoyaltyStatement, due: int) -> None:
    if due:
        Payment.objects.create(
            contract=contract,
            statement=statement,
            owed_for=PaymentFor.STATEMENT,
            currency=contract.offer.said.price.currency,
            minor=due,
            due_on=timezone.localdate() + _TERM,
        )


def _told(payment: Payment) -> dict[str, object]:
    return {"payment": payment.pk, "amount": str(Money(payment.currency, payment.minor))}
