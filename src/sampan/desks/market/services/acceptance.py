"""Acceptance: the contract, its grants and the event, all of it in one transaction or none of it."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue.models import Grant, Work
from sampan.catalogue.services import end_grants, license_works
from sampan.desks.market.clauses import Clause, clauses, grant_lines
from sampan.desks.market.models import (
    Contract,
    ContractState,
    Material,
    Negotiation,
    NegotiationState,
    Payment,
    Signature,
)
from sampan.desks.market.models.contracts import SignatureKind
from sampan.desks.market.models.statements import PaymentFor
from sampan.desks.market.telling import known
from sampan.desks.market.terms import Line, Milestone, PriceModel, Signing, Terms, fraction
from sampan.engines import rights as engine
from sampan.engines.rights.money import allot
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid

from .negotiating import close, hold
from .reminders import set_reminders


def accept_offer(*, actor: Actor, negotiation: Negotiation, number: int) -> Contract:
    """Take the other side's standing offer. Raises Conflict, naming the clause, if it can no longer be granted."""
    with transaction.atomic():
        held = hold(actor, negotiation, number)
        offer = held.standing
        if offer.house_id == actor.organisation.pk:
            raise Invalid(_("This offer is your own; the other side accepts it."))
        terms = offer.said
        works = {str(work.key): work for work in held.works.all()}
        contract = Contract.objects.create(
            negotiation=held,
            offer=offer,
            seller=held.seller,
            buyer=held.buyer,
            state=_first_state(terms),
            start_on=terms.start_on,
            end_on=terms.end_on,
            supersedes=held.replaces,
        )
        if held.replaces:
            _replace(actor, held.replaces)
        contract.grants.set(write_grants(actor, contract, terms, works))
        _log(actor, contract)
        _list_materials(contract, terms, works)
        _list_payments(contract, terms)
        close(held, NegotiationState.AGREED, "")
        _tell(actor, contract, terms, works)
        set_reminders(contract, terms)
    return contract


def write_grants(
    actor: Actor, contract: Contract, terms: Terms, works: dict[str, Work], *, signed: bool = False
) -> list[Grant]:
    """One grant a clause; unsigned while the document still has to be."""
    lines = grant_lines(
        terms,
        seller=contract.seller,
        buyer=contract.buyer,
        works=works,
        contract=contract.number,
        signed=signed or terms.signing == Signing.ACCEPTANCE,
    )
    return license_works(actor=actor, lines=lines)


def _first_state(terms: Terms) -> ContractState:
    return ContractState.DRAFT if terms.signing == Signing.PAPER else ContractState.ACTIVE


def _replace(actor: Actor, earlier: Contract) -> None:
    """An amendment takes the place of a contract: its grants end where the new ones begin, in one transaction."""
    locked = Contract.objects.select_for_update().get(pk=earlier.pk)
    if not locked.is_open:
        raise Invalid(_("The contract that this would replace has ended."))
    end_grants(actor=actor, grants=locked.grants.filter(superseded_at=None))
    locked.state, locked.ended_at = ContractState.SUPERSEDED, timezone.now()
    locked.save(update_fields=["state", "ended_at"])


def _log(actor: Actor, contract: Contract) -> None:
    offer = contract.offer
    Signature.objects.create(
        contract=contract,
        kind=SignatureKind.OFFER,
        house=offer.house,
        person=offer.made_by,
        digest=offer.digest,
        signed_at=offer.made_at,
    )
    Signature.objects.create(
        contract=contract,
        kind=SignatureKind.ACCEPTANCE,
        house=actor.organisation,
        person=actor.person,
        digest=offer.digest,
    )


def _list_materials(contract: Contract, terms: Terms, works: dict[str, Work]) -> None:
    agreed_on = contract.agreed_at.date()
    Material.objects.bulk_create(
        Material(
            contract=contract,
            work=works[key],
            kind=item.kind,
            language=item.language,
            due_on=agreed_on + timedelta(days=item.days),
            returned=key in terms.returned_works,
        )
        for key in terms.works
        for item in terms.delivery
    )


def _list_payments(contract: Contract, terms: Terms) -> None:
    price = terms.price
    if price.model not in (PriceModel.FLAT, PriceModel.GUARANTEE) or not price.amount:
        return
    milestones = terms.milestones or (Milestone(when="signature", share="100"),)
    amounts = allot(price.amount, [fraction(one.share) for one in milestones])
    Payment.objects.bulk_create(
        Payment(
            contract=contract,
            owed_for=PaymentFor(one.when) if one.when in PaymentFor.values else PaymentFor.DAY,
            currency=price.currency,
            minor=minor,
            due_on=_due(contract, one),
        )
        for one, minor in zip(milestones, amounts, strict=True)
    )


def _due(contract: Contract, milestone: Milestone) -> Any:
    if milestone.when == "signature":
        return contract.agreed_at.date()
    return None if milestone.when == "delivery" else milestone.when


def _tell(actor: Actor, contract: Contract, terms: Terms, works: dict[str, Work]) -> None:
    """The seller's row is the fact that others count, in both directions; the buyer's says what it may do now."""
    told = {
        **known(contract),
        "offer": contract.offer.number,
        "digest": contract.offer.digest,
        "licensed": True,
        "lines": [
            _parties(contract, terms.lines[clause.line])
            | _line(clause, works[terms.lines[clause.line].work])
            for clause in clauses(terms)
            if clause.number.startswith("2.")
        ],
    }
    for name, house in (
        ("market.deal.agreed", contract.seller),
        ("market.licence.acquired", contract.buyer),
    ):
        events.record(
            name=name,
            subject=contract.negotiation,
            actor=actor,
            organisation=house,
            data={**told, "other": contract.other(house).name},
        )


def _parties(contract: Contract, line: Line) -> dict[str, str]:
    seller, buyer = contract.seller.slug, contract.buyer.slug
    if line.returned:
        return {"licensor": buyer, "receiver": seller}
    return {"licensor": seller, "receiver": buyer}


def _line(clause: Clause, work: Work) -> dict[str, Any]:
    box = clause.rights.box()
    return {
        "clause": clause.number,
        "work": str(work.key),
        "origin": work.origin,
        "territories": _places(box.territories),
        "languages": list(clause.rights.languages),
        "uses": list(engine.USES.codes(box.uses)),
        "start_on": box.start.isoformat(),
        "end_on": box.end.isoformat() if box.end else None,
        "exclusive": clause.verb == "out-exclusive",
    }


def _places(mask: int) -> list[str]:
    """Countries by their ISO codes; a part of one only where not all of it is meant."""
    codes = engine.TERRITORIES.codes(mask)
    whole = {code[:2] for code in codes if code.endswith("-*")}
    return sorted({code[:2] if code[:2] in whole else code for code in codes})
