"""Who may ask, offer, accept and sign. Each predicate is asked by a service, and by the page that offers the action."""

from sampan.partners.actor import Actor
from sampan.partners.models import Role

from .models import Contract, Material, Negotiation, Request


def may_ask(actor: Actor) -> bool:
    """Requests are the buyers'."""
    return actor.has(Role.BUYER)


def may_close(actor: Actor, request: Request) -> bool:
    return actor.has(Role.BUYER) and request.house_id == actor.organisation.pk


def may_propose(actor: Actor, request: Request) -> bool:
    """Sellers of any other house that the request was shown to."""
    return actor.has(Role.SELLER) and request.house_id != actor.organisation.pk


def may_deal(actor: Actor, negotiation: Negotiation | Contract) -> bool:
    """The seller's sellers and the buyer's buyers."""
    house = actor.organisation.pk
    sells = house == negotiation.seller_id and actor.has(Role.SELLER)
    return sells or (house == negotiation.buyer_id and actor.has(Role.BUYER))


def may_buy(actor: Actor, contract: Contract) -> bool:
    """What the licensee alone says: receipts, payments made."""
    return actor.organisation.pk == contract.buyer_id and actor.has(Role.BUYER)


def may_sell(actor: Actor, contract: Contract) -> bool:
    """What the licensor alone does: mark payments as received."""
    return actor.organisation.pk == contract.seller_id and actor.has(Role.SELLER)


def may_deliver(actor: Actor, material: Material) -> bool:
    """Whoever deals for the house that licenses the work of it."""
    contract = material.contract
    giver = contract.buyer_id if material.returned else contract.seller_id
    return may_deal(actor, contract) and actor.organisation.pk == giver


def may_judge(actor: Actor, material: Material) -> bool:
    """Whoever deals for the house that gets it."""
    return may_deal(actor, material.contract) and not may_deliver(actor, material)


def may_declare(actor: Actor) -> bool:
    """Where the own house stands against a quota is said by its buyers."""
    return actor.has(Role.BUYER)


def is_dealing(actor: Actor) -> bool:
    return actor.has(Role.SELLER, Role.BUYER)
