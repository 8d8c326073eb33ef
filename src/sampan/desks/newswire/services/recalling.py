"""A story is called back: withheld for a time, or killed for good, with everything that was translated from it."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.catalogue.content import Content
from sampan.catalogue.models import Edition, Status, Version
from sampan.catalogue.services import add_version
from sampan.desks.newswire import rules
from sampan.desks.newswire.models import Publication
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.models import Role

from .lineage import about, family, locked

_EVENTS = {
    Status.WITHHELD: "newswire.story.withheld",
    Status.CANCELED: "newswire.story.killed",
}


@transaction.atomic
def withhold_story(*, actor: Actor, edition: Edition, reason: str) -> Version:
    """Ask everybody who has the story, in any language, to wait with it. Each house publishes its own again."""
    return _recall(actor, edition, Status.WITHHELD, reason)


@transaction.atomic
def kill_story(*, actor: Actor, edition: Edition, reason: str) -> Version:
    """Order everybody who ever had the story, in any language, to use it no more. This cannot be undone."""
    return _recall(actor, edition, Status.CANCELED, reason)


def _recall(actor: Actor, edition: Edition, status: Status, reason: str) -> Version:
    edition = locked(edition)
    rules.demand(
        rules.may_kill(actor, edition),
        _("Only an editor of its house may withhold or kill a story."),
    )
    if not reason.strip():
        raise Invalid(
            _("Say why, so that partners know what to tell their readers."), field="reason"
        )
    if edition.status == status:
        raise Invalid(_("This story is withheld already; publish it again, or kill it."))
    told, *_translations = (
        _notify(actor, one, status, reason) for one in _standing(edition, status)
    )
    return told


def _standing(edition: Edition, status: Status) -> list[Edition]:
    """The story and its translations, those that partners were shown and that are not called back so far already."""
    done = {Status.CANCELED, status}
    return [
        one for one in family(edition) if one.published_id is not None and one.status not in done
    ]


def _notify(actor: Actor, edition: Edition, status: Status, reason: str) -> Version:
    """The notice is a version like any other. On a partner's translation it is written in that house's name."""
    edition = locked(edition)
    assert edition.published is not None  # _standing saw to it
    notice = replace(Content.from_json(edition.published.content), editor_note=reason)
    writer = actor if edition.house == actor.organisation else _house_of(edition)
    version = add_version(actor=writer, edition=edition, content=notice, note=reason)
    embargo = None if status == Status.CANCELED else edition.embargoed_until
    Edition.objects.filter(pk=edition.pk).update(
        status=status, published=version, embargoed_until=embargo
    )
    Publication.objects.get_or_create(version=version)
    events.record(
        name=_EVENTS[status],
        subject=edition,
        actor=actor,
        organisation=edition.house,
        data=about(version) | {"reason": reason},
    )
    if writer is not actor:
        events.record(
            name="newswire.translation.recalled",
            subject=edition,
            actor=actor,
            organisation=edition.house,
            data=about(version) | {"by": actor.organisation.name, "reason": reason},
        )
    return version


def _house_of(edition: Edition) -> Actor:
    """The house itself, when what happens to its edition was decided elsewhere."""
    return Actor(organisation=edition.house, roles=frozenset({Role.OWNER}))
