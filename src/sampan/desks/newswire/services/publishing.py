"""A story is published, perhaps under embargo, and corrected."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue.content import Content
from sampan.catalogue.models import Edition, Status, Version
from sampan.catalogue.services import add_version, share_work
from sampan.desks.newswire import rules
from sampan.desks.newswire.models import Publication
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.models import Organisation

from .embargoes import embargo_of, move_embargo, note_embargo, open_shares
from .lineage import about, check_source, locked, sources


@transaction.atomic
def publish_story(
    *,
    actor: Actor,
    edition: Edition,
    partners: Sequence[Organisation] | None = None,
    embargoed_until: datetime | None = None,
    lifts_embargo: bool = False,
) -> Version:
    """Let partners see the newest version: all of them, or those named; at once, or when an embargo ends.

    Whom a work is shared with is said once, at its first publication; later ones go to the same partners, and under
    the embargo that holds, unless another hour is named or it is lifted.
    """
    rules.demand(
        rules.may_publish(actor, edition), _("Only an editor of its house may publish a story.")
    )
    for source in sources(edition):  # a kill of one of them comes before or after, not in between
        check_source(locked(source))
    edition, now = locked(edition), timezone.now()
    version = _cleared(actor, edition)
    if edition.published_id == version.pk:
        raise Invalid(_("This version is published already; write a correction to change it."))
    embargo = embargo_of(actor, edition, embargoed_until, is_lifted=lifts_embargo, now=now)
    if edition.work.owner_id == actor.organisation.pk:
        _share(actor, edition, partners, from_at=embargo or now)
        move_embargo(actor, edition.work, hour=embargo, but=edition)
    if embargo and embargo != edition.embargoed_until:
        note_embargo(actor, version, hour=embargo)
    _show(edition, version, embargo=embargo, at=now)
    events.record(
        name="newswire.story.published", subject=edition, actor=actor, data=about(version)
    )
    return version


@transaction.atomic
def correct_story(*, actor: Actor, edition: Edition, content: Content, note: str) -> Version:
    """Publish a corrected version to everybody who has the story; an embargo stays as it is."""
    rules.demand(
        rules.may_publish(actor, edition), _("Only an editor of its house may correct a story.")
    )
    edition = locked(edition)
    if edition.published is None:
        raise Invalid(_("This story was never published; edit the draft instead."))
    if not note.strip():
        raise Invalid(_("Say what was wrong, so that partners can correct theirs."), field="note")
    if edition.status == Status.WITHHELD:
        content = replace(content, editor_note="")
    if content.digest == edition.published.digest:
        raise Invalid(_("Nothing differs from the published version."), field="text")
    version = add_version(actor=actor, edition=edition, content=content, note=note)
    _show(edition, version, embargo=edition.embargoed_until, at=timezone.now())
    events.record(
        name="newswire.story.corrected",
        subject=edition,
        actor=actor,
        data=about(version) | {"note": note},
    )
    return version


def _cleared(actor: Actor, edition: Edition) -> Version:
    """The newest version; after a story was withheld, one without the notice that said so."""
    if edition.latest is None:
        raise Invalid(_("This story has no text yet."))
    content = Content.from_json(edition.latest.content)
    if edition.status != Status.WITHHELD or not content.editor_note:
        return edition.latest
    note = _("Released again.")
    return add_version(
        actor=actor, edition=edition, content=replace(content, editor_note=""), note=note
    )


def _share(
    actor: Actor,
    edition: Edition,
    partners: Sequence[Organisation] | None,
    *,
    from_at: datetime,
) -> None:
    """The first time with whom was named; later only the hour can move, while it has not come."""
    work = edition.work
    if not work.shares.exists():
        for partner in partners if partners is not None else [None]:
            share_work(actor=actor, work=work, organisation=partner, from_at=from_at)
    open_shares(actor, work, from_at=from_at)


def _show(edition: Edition, version: Version, *, embargo: datetime | None, at: datetime) -> None:
    edition.published = version
    edition.status = Status.USABLE
    edition.embargoed_until = embargo
    edition.first_published_at = edition.first_published_at or at
    edition.save(update_fields=["published", "status", "embargoed_until", "first_published_at"])
    Publication.objects.get_or_create(version=version, defaults={"at": at})
