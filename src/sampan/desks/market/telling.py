"""What both parties are told: each has its own row of the event, which says on which side of it they stand."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.models import Event, Organisation

from .models import Contract, Negotiation
from .naming import title_of


def tell_both(
    name: str,
    about: Negotiation | Contract,
    *,
    actor: Actor | None,
    data: Mapping[str, Any] | None = None,
) -> list[Event]:
    """One event a house, with `verdict` “sent” for who acted and “received” for the other."""
    told = {**known(about), **(data or {})}
    return [
        events.record(
            name=name,
            subject=about,
            actor=actor,
            organisation=house,
            data={
                **told,
                "other": about.other(house).name,
                "verdict": _verdict(actor, house),
            },
        )
        for house in (about.seller, about.buyer)
    ]


def _verdict(actor: Actor | None, house: Organisation) -> str:
    return "sent" if actor and actor.organisation.pk == house.pk else "received"


def known(about: Negotiation | Contract) -> dict[str, Any]:
    """What every event about a negotiation or contract says of it."""
    if isinstance(about, Contract):
        negotiation = about.negotiation
        known: dict[str, Any] = {"contract": about.number}
    else:
        negotiation, known = about, {}
    with override("en"):
        title = title_of(negotiation.works.all())
    return known | {"negotiation": str(negotiation.key), "title": title}
