"""Offers and counter-offers. Every version is checked for conflicts before it is sent; none is ever changed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.desks.market import deal_rules
from sampan.desks.market.checking import demand_free, hindrances, works_named
from sampan.desks.market.models import (
    Contract,
    Message,
    Negotiation,
    NegotiationState,
    Offer,
    Request,
)
from sampan.desks.market.telling import tell_both
from sampan.desks.market.terms import Terms, digest_of
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.models import Organisation
from sampan.partners.rules import demand

_REFUSAL = (
    "Offers are made and answered by a seller of the selling house or a buyer of the buying one."
)


def open_negotiation(
    *,
    actor: Actor,
    seller: Organisation,
    buyer: Organisation,
    terms: Terms,
    expires_at: datetime,
    note: str = "",
    request: Request | None = None,
    renews: Contract | None = None,
    replaces: Contract | None = None,
) -> Negotiation:
    """Begin with the first offer, from either side. Raises Conflict, naming the clause, for what cannot be granted."""
    if seller == buyer:
        raise Invalid(_("A house makes no deal with itself."))
    negotiation = Negotiation(
        seller=seller, buyer=buyer, request=request, renews=renews, replaces=replaces
    )
    demand(deal_rules.may_deal(actor, negotiation), _REFUSAL)
    _check_earlier(negotiation)
    with transaction.atomic():
        negotiation.save()
        _add_offer(actor, negotiation, terms, expires_at, note)
    return negotiation


def counter_offer(
    *,
    actor: Actor,
    negotiation: Negotiation,
    number: int,
    terms: Terms,
    expires_at: datetime,
    note: str = "",
) -> Offer:
    """Answer offer `number` with another version; the currency may change. An own offer is put right the same way."""
    with transaction.atomic():
        held = hold(actor, negotiation, number)
        return _add_offer(actor, held, terms, expires_at, note)


def decline_offer(
    *, actor: Actor, negotiation: Negotiation, number: int, reason: str
) -> Negotiation:
    """End the negotiation, with a reason that the other side reads."""
    if not reason.strip():
        raise Invalid(_("Say why, so that the other side can do better next time."), field="reason")
    with transaction.atomic():
        held = hold(actor, negotiation, number)
        _demand_theirs(actor, held)
        close(held, NegotiationState.DECLINED, reason)
        tell_both("market.offer.declined", held, actor=actor, data={"reason": reason})
    return held


def withdraw_offer(
    *, actor: Actor, negotiation: Negotiation, number: int, reason: str = ""
) -> Negotiation:
    """Take the actor's own standing offer back; the negotiation ends."""
    with transaction.atomic():
        held = hold(actor, negotiation, number)
        if held.standing.house_id != actor.organisation.pk:
            raise Invalid(_("This offer is the other side's; decline it instead."))
        close(held, NegotiationState.WITHDRAWN, reason)
        tell_both("market.offer.withdrawn", held, actor=actor, data={"reason": reason})
    return held


@transaction.atomic
def lapse_offer(*, offer: Offer) -> bool:
    """Its hour has passed: if the offer still stands, the negotiation ends. For the worker."""
    held = Negotiation.objects.select_for_update().get(pk=offer.negotiation_id)
    if held.state != NegotiationState.OPEN or held.latest_id != offer.pk:
        return False
    close(held, NegotiationState.LAPSED, "")
    tell_both("market.offer.lapsed", held, actor=None)
    return True


@transaction.atomic
def send_message(*, actor: Actor, negotiation: Negotiation, text: str) -> Message:
    """A word to the other side, at any time, also after the end."""
    demand(deal_rules.may_deal(actor, negotiation), _REFUSAL)
    if not text.strip():
        raise Invalid(_("The message is empty."), field="text")
    message = Message.objects.create(
        negotiation=negotiation, house=actor.organisation, person=actor.person, text=text.strip()
    )
    tell_both("market.message.sent", negotiation, actor=actor, data={"text": text.strip()[:200]})
    return message


def hold(actor: Actor, negotiation: Negotiation, number: int) -> Negotiation:
    """The negotiation, locked until the transaction ends, if it is open and still stands on the offer `number`."""
    demand(deal_rules.may_deal(actor, negotiation), _REFUSAL)
    held = (
        Negotiation.objects.select_for_update(of=("self",))
        .select_related("seller", "buyer", "latest", "replaces", "renews")
        .get(pk=negotiation.pk)
    )
    if held.state != NegotiationState.OPEN:
        raise Invalid(
            _("This negotiation is over: %(state)s.") % {"state": held.get_state_display()}
        )
    if held.standing.number != number:
        raise Invalid(_("There is a newer offer on the table; read it first."))
    if held.standing.expires_at <= timezone.now():
        raise Invalid(_("This offer has lapsed."))
    return held


def close(negotiation: Negotiation, state: NegotiationState, reason: str) -> None:
    negotiation.state, negotiation.reason = state, reason
    negotiation.closed_at = timezone.now()
    negotiation.save(update_fields=["state", "reason", "closed_at"])


def _demand_theirs(actor: Actor, negotiation: Negotiation) -> None:
    if negotiation.standing.house_id == actor.organisation.pk:
        raise Invalid(_("This offer is your own; wait for an answer, or withdraw it."))


def _add_offer(
    actor: Actor, negotiation: Negotiation, terms: Terms, expires_at: datetime, note: str
) -> Offer:
    if expires_at <= timezone.now():
        raise Invalid(_("An offer must stand until some time in the future."), field="expires_at")
    parties = {"seller": negotiation.seller, "buyer": negotiation.buyer}
    works = works_named(terms, **parties)
    demand_free(
        hindrances(actor=actor, terms=terms, works=works, replaces=negotiation.replaces, **parties)
    )
    said = terms.as_json()
    before = negotiation.latest
    offer = Offer.objects.create(
        negotiation=negotiation,
        number=before.number + 1 if before else 1,
        house=actor.organisation,
        made_by=actor.person,
        terms=said,
        digest=digest_of(said),
        note=note,
        expires_at=expires_at,
    )
    negotiation.latest = offer
    negotiation.save(update_fields=["latest"])
    negotiation.works.set(works.values())
    tell_both("market.offer.made", negotiation, actor=actor, data=_told(offer))
    events.record(
        name="market.lapse.set",
        subject=offer,
        organisation=actor.organisation,
        data={"number": offer.number},
        due_at=expires_at,
    )
    return offer


def _told(offer: Offer) -> dict[str, Any]:
    return {
        "offer": offer.pk,
        "number": offer.number,
        "digest": offer.digest,
        "expires_at": offer.expires_at.isoformat(),
    }


def _check_earlier(negotiation: Negotiation) -> None:
    """What is renewed or replaced is a contract of the same two houses."""
    for earlier in (negotiation.renews, negotiation.replaces):
        if earlier and (earlier.seller_id, earlier.buyer_id) != (
            negotiation.seller.pk,
            negotiation.buyer.pk,
        ):
            raise Invalid(_("The earlier contract is between other houses."))
