"""Who may do what with organisations, members, tokens and webhooks. Services ask, and pages before they offer."""

from .actor import Actor
from .errors import Refused
from .models import Handling, Organisation, Person, Role, Scope


def may_found(person: Person) -> bool:
    """Organisations are let in by the operator of the installation."""
    return person.is_operator


def may_manage_members(actor: Actor) -> bool:
    return actor.person is not None and actor.has(Role.OWNER)


def may_leave(actor: Actor, person: Person) -> bool:
    """Owners let others go; everybody may go."""
    return may_manage_members(actor) or actor.person == person


def may_manage_tokens(actor: Actor) -> bool:
    """A token cannot make tokens."""
    return actor.person is not None and actor.has(Role.OWNER)


def may_manage_webhooks(actor: Actor) -> bool:
    """An owner, or a program whose token was issued for it."""
    if actor.token is not None:
        return actor.within(Scope.PARTNERS)
    return actor.has(Role.OWNER)


def may_read_events(actor: Actor) -> bool:
    if actor.token is not None:
        return actor.within(Scope.PARTNERS)
    return actor.has(Role.AUDITOR)


def may_replay(actor: Actor | Person, handling: Handling) -> bool:
    """The operator all, an organisation what its own webhooks have to hear."""
    if isinstance(actor, Person):
        return actor.is_operator
    is_own = handling.event.organisation_id == actor.organisation.pk
    return is_own and handling.target.startswith("webhook:") and may_manage_webhooks(actor)


def is_of(actor: Actor, organisation: Organisation) -> bool:
    return actor.organisation.pk == organisation.pk


def demand(rule: bool, sentence: str) -> None:  # noqa: FBT001  # reads as: demand(may_found(person), "…")
    """Refuses with the sentence where the rule says no."""
    if not rule:
        raise Refused(sentence)
