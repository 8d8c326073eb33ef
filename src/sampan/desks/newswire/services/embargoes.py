"""The embargo is the work's: one hour for the story and all its translations, moved and lifted by the work's owner."""

from datetime import datetime

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue.models import Edition, Status, Version, Work
from sampan.catalogue.services import share_work, unshare_work
from sampan.desks.newswire import rules
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid

from .lineage import about, locked, sources


@transaction.atomic
def release_story(*, actor: Actor, edition: Edition) -> Version:
    """Lift the embargo now, without another word: of the story, and of every translation of it, whosever it is.

    Those who were made to wait are served; those who have it are told that they may use it.
    """
    rules.demand(
        rules.may_release(actor, edition),
        _("Only an editor of the house that owns the work may lift its embargo."),
    )
    for source in sources(edition):  # in the order in which a kill takes them
        locked(source)
    edition = locked(edition)
    if edition.embargoed_until is None or edition.published is None:
        raise Invalid(_("This story is under no embargo."))
    open_shares(actor, edition.work, from_at=timezone.now())
    move_embargo(actor, edition.work, hour=None)
    return edition.published


@transaction.atomic
def lift_embargo(*, edition: Edition, at: datetime) -> bool:
    """End an embargo whose hour has come; says whether there was one to end."""
    return bool(
        Edition.objects.filter(pk=edition.pk, embargoed_until__lte=at).update(embargoed_until=None)
    )


def embargo_of(
    actor: Actor, edition: Edition, wanted: datetime | None, *, is_lifted: bool, now: datetime
) -> datetime | None:
    """The hour under which an edition is published: the one asked for, or else the one that holds the work already."""
    if wanted and wanted <= now:
        sentence = _("The embargo must end in the future; leave it empty for none.")
        raise Invalid(sentence, field="embargoed_until")
    waiting = edition.work.shares.filter(from_at__gt=now)
    standing: datetime | None = waiting.aggregate(hour=Min("from_at"))["hour"]
    if wanted and not standing and edition.work.shares.in_force(at=now).exists():
        sentence = _("Partners can read this work already; an embargo would hold nothing back.")
        raise Invalid(sentence, field="embargoed_until")
    is_moved = is_lifted or (wanted not in {None, standing} and edition.published_id is not None)
    if standing and is_moved and edition.work.owner_id != actor.organisation.pk:
        sentence = _("The embargo is that of the original; only %(house)s moves or lifts it.")
        raise Invalid(sentence % {"house": edition.work.owner}, field="embargoed_until")
    if is_lifted:
        return None
    return (wanted or standing) if edition.published_id else (standing or wanted)


def open_shares(actor: Actor, work: Work, *, from_at: datetime) -> None:
    """Let those whose hour has not come see the work from another hour on."""
    waiting = work.shares.filter(from_at__gt=timezone.now()).exclude(from_at=from_at)
    for share in waiting.select_related("organisation"):
        unshare_work(actor=actor, work=work, organisation=share.organisation)
        share_work(actor=actor, work=work, organisation=share.organisation, from_at=from_at)


def move_embargo(
    actor: Actor, work: Work, *, hour: datetime | None, but: Edition | None = None
) -> None:
    """Give every edition that waits the work's hour, or none; `but` the one that is being published with it."""
    waiting = Edition.objects.filter(work=work).exclude(embargoed_until=None).order_by("pk")
    if but is not None:
        waiting = waiting.exclude(pk=but.pk)
    for one in waiting.exclude(embargoed_until=hour):
        edition = locked(one)
        edition.embargoed_until = hour
        edition.save(update_fields=["embargoed_until"])
        if edition.published is None or edition.status != Status.USABLE:
            continue  # what was called back is published anew by its house, under the hour that holds then
        if hour is None:
            _tell(actor, edition.published)
        else:
            note_embargo(actor, edition.published, hour=hour)


def note_embargo(actor: Actor, version: Version, *, hour: datetime) -> None:
    """Heard at that hour, when those who were made to wait are served."""
    events.record(
        name="newswire.story.embargoed",
        subject=version.edition,
        actor=actor,
        organisation=version.edition.house,
        data=about(version) | {"until": hour.isoformat()},
        due_at=hour,
    )


def _tell(actor: Actor, version: Version) -> None:
    events.record(
        name="newswire.story.released",
        subject=version.edition,
        actor=actor,
        organisation=version.edition.house,
        data=about(version),
    )
