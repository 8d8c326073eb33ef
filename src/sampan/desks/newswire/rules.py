"""Who may do what on the wire. Each predicate is asked by a service, and by the page that offers the action."""

from sampan.catalogue.models import Edition, Status
from sampan.partners.actor import Actor
from sampan.partners.errors import Refused
from sampan.partners.models import Role


def may_write(actor: Actor) -> bool:
    """New stories are the editors', however they come in."""
    return actor.has(Role.EDITOR)


def may_translate(actor: Actor) -> bool:
    return actor.has(Role.EDITOR, Role.TRANSLATOR)


def may_edit(actor: Actor, edition: Edition) -> bool:
    """Editors edit what their house makes; nobody edits what was killed."""
    return (
        actor.has(Role.EDITOR, Role.TRANSLATOR)
        and edition.house_id == actor.organisation.pk
        and edition.status != Status.CANCELED
    )


def may_publish(actor: Actor, edition: Edition) -> bool:
    return actor.has(Role.EDITOR) and may_edit(actor, edition)


def may_release(actor: Actor, edition: Edition) -> bool:
    """The embargo is the work's, so its owner's to lift; on whichever edition the word is said."""
    owns = edition.work.owner_id == actor.organisation.pk
    return actor.has(Role.EDITOR) and owns and edition.embargoed_until is not None


def may_kill(actor: Actor, edition: Edition) -> bool:
    """Only what was published can be withheld or killed; a draft is simply not published."""
    return may_publish(actor, edition) and edition.published_id is not None


def may_subscribe(actor: Actor) -> bool:
    return actor.has(Role.EDITOR)


def demand(allowed: bool, sentence: str) -> None:  # noqa: FBT001  # reads as: demand(may_edit(…), "…")
    if not allowed:
        raise Refused(sentence)
