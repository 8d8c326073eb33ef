"""Who may do what in the shop. Each predicate is asked by a service, and by the page that offers the action."""

from sampan.catalogue.models import Title
from sampan.partners.actor import Actor
from sampan.partners.models import Role


def may_sell(actor: Actor) -> bool:
    """Titles are entered, imported and offered by sellers."""
    return actor.has(Role.SELLER)


def may_buy(actor: Actor) -> bool:
    """Wishes are buyers'."""
    return actor.has(Role.BUYER)


def owns(actor: Actor, title: Title) -> bool:
    return title.work.owner_id == actor.organisation.pk


def may_edit(actor: Actor, title: Title) -> bool:
    return owns(actor, title) and may_sell(actor)
