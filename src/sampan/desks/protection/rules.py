"""Who may do what at the protection desk."""

from sampan.partners.actor import Actor
from sampan.partners.models import Role

from .models import Match


def may_report(actor: Actor) -> bool:
    """Everybody who works with texts may say what they saw."""
    return actor.has(Role.EDITOR, Role.TRANSLATOR, Role.ANALYST)


def may_settle(actor: Actor, match: Match) -> bool:
    """Only the house whose work it is decides what follows from a match."""
    return actor.has(Role.EDITOR) and match.version.edition.work.owner_id == actor.organisation.pk
