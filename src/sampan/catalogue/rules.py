"""Who may do what in the catalogue. Each predicate is asked by a service, and by the page that offers the action."""

from collections.abc import Iterable

from sampan.partners.actor import Actor
from sampan.partners.models import Organisation, Role

from .models import Edition, Grant, Work, WorkKind


def may_create(actor: Actor, kind: str) -> bool:
    """Stories are the editors', programmes the sellers'."""
    return actor.has(Role.SELLER if kind == WorkKind.PROGRAMME else Role.EDITOR)


def may_add_edition(actor: Actor, work: Work) -> bool:
    """The owner's house; whether a partner may translate is a question for the rights engine."""
    return _own(actor, work) and actor.has(Role.EDITOR, Role.TRANSLATOR, Role.SELLER)


def may_write(actor: Actor, edition: Edition) -> bool:
    """Versions and files come from the house that makes the edition."""
    return edition.house_id == actor.organisation.pk and actor.has(
        Role.EDITOR, Role.TRANSLATOR, Role.SELLER
    )


def may_describe(actor: Actor, work: Work) -> bool:
    """What a title is, its words and its pictures, are its sellers'."""
    return _own(actor, work) and actor.has(Role.SELLER)


def may_share(actor: Actor, work: Work) -> bool:
    return _own(actor, work) and actor.has(Role.EDITOR, Role.SELLER)


def may_grant(actor: Actor, work: Work | None) -> bool:
    """Over one work its owner; over everything that a house owns, the house itself."""
    return (work is None or _own(actor, work)) and actor.has(Role.EDITOR, Role.SELLER)


def may_note_runs(actor: Actor, grant: Grant) -> bool:
    """Who shows a work says so."""
    return grant.licensee_id == actor.organisation.pk and actor.has(Role.BUYER, Role.EDITOR)


def may_license(
    actor: Actor, parties: Iterable[tuple[Organisation | None, Organisation | None]]
) -> bool:
    """Sellers and buyers, where their house is one of the two parties to each clause.

    A holdback names no licensee; the licensee of another clause by the same licensor may sign it.
    """
    pairs, own = list(parties), actor.organisation
    deals_with = {licensor for licensor, licensee in pairs if licensee == own}
    is_party = all(
        own in (licensor, licensee) or (licensee is None and licensor in deals_with)
        for licensor, licensee in pairs
    )
    return is_party and actor.has(Role.SELLER, Role.BUYER)


def _own(actor: Actor, work: Work) -> bool:
    return work.owner_id == actor.organisation.pk
