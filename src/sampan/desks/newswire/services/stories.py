"""A story's life: drafted, revised, published (perhaps under embargo), corrected, withheld, killed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue.content import Content
from sampan.catalogue.models import Edition, EditionForm, Status, Version, WorkKind
from sampan.catalogue.services import add_edition, add_version, create_work, share_work
from sampan.desks.newswire import rules
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.models import Organisation, Role


@transaction.atomic
def draft_story(
    *,
    actor: Actor,
    language: str,
    content: Content,
    slugline: str = "",
    topics: Sequence[dict[str, str]] = (),
    places: Sequence[dict[str, str]] = (),
    uri: str | None = None,
    digital_source_type: str = "",
) -> Edition:
    """A new story of the actor's house, seen by nobody else until it is published."""
    rules.demand(rules.may_receive(actor), _("Only an editor or translator may write stories."))
    work = create_work(
        actor=actor,
        kind=WorkKind.STORY,
        origin=actor.organisation.territory,
        slugline=slugline,
        topics=topics,
        places=places,
    )
    edition = add_edition(actor=actor, work=work, language=language, uri=uri)
    add_version(
        actor=actor, edition=edition, content=content, digital_source_type=digital_source_type
    )
    events.record(
        name="newswire.story.drafted",
        subject=edition,
        actor=actor,
        data={"headline": content.headline, "language": language},
    )
    return edition


@transaction.atomic
def translate_story(
    *, actor: Actor, source: Version, language: str, content: Content, digital_source_type: str = ""
) -> Edition:
    """A draft in another language of the same work, tied to the version that it was made from.

    A partner may do this where the rights engine says so; the translation is then its house's.
    """
    rules.demand(rules.may_receive(actor), _("Only an editor or translator may write stories."))
    edition = add_edition(
        actor=actor,
        work=source.edition.work,
        language=language,
        form=EditionForm.TRANSLATION,
        translated_from=source,
    )
    add_version(
        actor=actor, edition=edition, content=content, digital_source_type=digital_source_type
    )
    events.record(
        name="newswire.story.drafted",
        subject=edition,
        actor=actor,
        data={"headline": content.headline, "language": language, "from": source.edition.uri},
    )
    return edition


@transaction.atomic
def revise_story(*, actor: Actor, edition: Edition, content: Content, note: str = "") -> Version:
    """A new version for the house's own eyes; partners see it when it is published."""
    rules.demand(rules.may_edit(actor, edition), _("This story is not yours to edit."))
    version = add_version(actor=actor, edition=edition, content=content, note=note)
    events.record(
        name="newswire.story.revised",
        subject=edition,
        actor=actor,
        data={"version": version.number, "headline": version.headline, "note": note},
    )
    return version


@transaction.atomic
def publish_story(
    *,
    actor: Actor,
    edition: Edition,
    partners: Sequence[Organisation] | None = None,
    embargoed_until: datetime | None = None,
) -> Version:
    """Let partners see the newest version: all of them, or those named; at once, or when an embargo ends."""
    rules.demand(
        rules.may_publish(actor, edition), _("Only an editor of its house may publish a story.")
    )
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    version = _newest(edition)
    if edition.published_id == version.pk:
        raise Invalid(_("This version is published already; write a correction to change it."))
    now = timezone.now()
    embargo = embargoed_until if embargoed_until and embargoed_until > now else None
    first = edition.published_id is None
    _show(edition, version, embargo=embargo, at=now)
    if (
        first
        and edition.work.owner_id == actor.organisation.pk
        and not edition.work.shares.exists()
    ):
        for partner in partners if partners is not None else [None]:
            share_work(actor=actor, work=edition.work, organisation=partner, from_at=embargo or now)
    if embargo:
        events.record(
            name="newswire.story.embargoed",
            subject=edition,
            actor=actor,
            data=_about(version) | {"until": embargo.isoformat()},
            due_at=embargo,
        )
    events.record(
        name="newswire.story.published", subject=edition, actor=actor, data=_about(version)
    )
    return version


@transaction.atomic
def correct_story(*, actor: Actor, edition: Edition, content: Content, note: str) -> Version:
    """Publish a corrected version to everybody who has the story; an embargo stays as it is."""
    rules.demand(
        rules.may_publish(actor, edition), _("Only an editor of its house may correct a story.")
    )
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.published_id is None:
        raise Invalid(_("This story was never published; edit the draft instead."))
    if not note.strip():
        raise Invalid(_("Say what was wrong, so that partners can correct theirs."), field="note")
    version = add_version(actor=actor, edition=edition, content=content, note=note)
    if version.pk == edition.published_id:
        raise Invalid(_("Nothing differs from the published version."), field="paragraphs")
    _show(edition, version, embargo=edition.embargoed_until, at=timezone.now())
    events.record(
        name="newswire.story.corrected",
        subject=edition,
        actor=actor,
        data=_about(version) | {"note": note},
    )
    return version


@transaction.atomic
def withhold_story(*, actor: Actor, edition: Edition, reason: str) -> Version:
    """Ask everybody who has the story to wait with it."""
    return _recall(actor, edition, Status.WITHHELD, "newswire.story.withheld", reason)


@transaction.atomic
def kill_story(*, actor: Actor, edition: Edition, reason: str) -> Version:
    """Order everybody who ever had the story, in any language, to use it no more. This cannot be undone."""
    version = _recall(actor, edition, Status.CANCELED, "newswire.story.killed", reason)
    for translation in _translations(edition):
        _notify(actor, translation, Status.CANCELED, "newswire.story.killed", reason)
    return version


@transaction.atomic
def lift_embargo(*, edition: Edition, at: datetime) -> bool:
    """End an embargo whose hour has come; says whether there was one to end."""
    return bool(
        Edition.objects.filter(pk=edition.pk, embargoed_until__lte=at).update(embargoed_until=None)
    )


def _recall(actor: Actor, edition: Edition, status: Status, event: str, reason: str) -> Version:
    rules.demand(
        rules.may_kill(actor, edition),
        _("Only an editor of its house may withhold or kill a story."),
    )
    if not reason.strip():
        raise Invalid(
            _("Say why, so that partners know what to tell their readers."), field="reason"
        )
    return _notify(actor, edition, status, event, reason)


def _notify(actor: Actor, edition: Edition, status: Status, event: str, reason: str) -> Version:
    """The notice is a version like any other. On a partner's translation it is written in that house's name."""
    edition = (
        Edition.objects.select_for_update(of=("self",)).select_related("house").get(pk=edition.pk)
    )
    notice = replace(Content.from_json(_newest(edition).content), editor_note=reason)
    writer = actor if edition.house == actor.organisation else house_of(edition)
    version = add_version(actor=writer, edition=edition, content=notice, note=reason)
    Edition.objects.filter(pk=edition.pk).update(
        status=status, published=version, embargoed_until=None
    )
    events.record(
        name=event,
        subject=edition,
        actor=actor,
        organisation=edition.house,
        data=_about(version) | {"reason": reason},
    )
    return version


def house_of(edition: Edition) -> Actor:
    """The house itself, when what happens to its edition was decided elsewhere."""
    return Actor(organisation=edition.house, roles=frozenset({Role.OWNER}))


def _translations(edition: Edition) -> list[Edition]:
    return list(
        Edition.objects.filter(translated_from__edition=edition, published__isnull=False).exclude(
            status=Status.CANCELED
        )
    )


def _newest(edition: Edition) -> Version:
    if edition.latest is None:
        raise Invalid(_("This story has no text yet."))
    return edition.latest


def _show(edition: Edition, version: Version, *, embargo: datetime | None, at: datetime) -> None:
    edition.published = version
    edition.status = Status.USABLE
    edition.embargoed_until = embargo
    edition.first_published_at = edition.first_published_at or at
    edition.save(update_fields=["published", "status", "embargoed_until", "first_published_at"])


def _about(version: Version) -> dict[str, object]:
    edition = version.edition
    return {
        "uri": edition.uri,
        "version": version.number,
        "headline": version.headline,
        "language": edition.language,
        "digest": version.digest,
    }
