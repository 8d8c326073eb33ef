"""Works come to be, get editions, and are written down version by version."""

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue import rights, rules
from sampan.catalogue.content import Content
from sampan.catalogue.models import Edition, EditionForm, Version, Work, WorkKind
from sampan.catalogue.wording import word
from sampan.engines import identity
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused, valid
from sampan.partners.models import Organisation, Role

# What a partner needs leave for before it makes an edition of another house's work.
TRANSLATE = {WorkKind.STORY: "news.translate", WorkKind.PROGRAMME: "broadcast"}
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def create_work(
    *,
    actor: Actor,
    kind: str = WorkKind.STORY,
    origin: str | None = None,
    slugline: str = "",
    topics: Sequence[Mapping[str, str]] = (),
    places: Sequence[Mapping[str, str]] = (),
) -> Work:
    """A new work of the actor's organisation; it comes from the organisation's own territory unless said otherwise."""
    if not rules.may_create(actor, kind):
        raise Refused(_("Only an editor makes stories, and only a seller makes programmes."))
    work = Work(
        kind=kind,
        owner=actor.organisation,
        origin=origin or actor.organisation.territory,
        slugline=slugline,
        topics=[dict(topic) for topic in topics],
        places=[dict(place) for place in places],
    )
    with transaction.atomic():
        valid(work).save()
        events.record(
            name="catalogue.work.created", subject=work, actor=actor, data={"kind": work.kind}
        )
    return work


def describe_work(
    *,
    actor: Actor,
    work: Work,
    slugline: str,
    topics: Sequence[Mapping[str, str]],
    places: Sequence[Mapping[str, str]],
) -> Work:
    """Say anew what the work is about; subscriptions go by it from the next publication on."""
    if not rules.may_add_edition(actor, work):
        raise Refused(_("A work is described by the house that owns it."))
    work.slugline = slugline
    work.topics = [dict(topic) for topic in topics]
    work.places = [dict(place) for place in places]
    with transaction.atomic():
        valid(work).save()
        events.record(
            name="catalogue.work.described",
            subject=work,
            actor=actor,
            data={"topics": work.topics, "places": work.places},
        )
    return work


def add_edition(
    *,
    actor: Actor,
    work: Work,
    language: str,
    form: str = EditionForm.ORIGINAL,
    uri: str | None = None,
    translated_from: Version | None = None,
    embargoed_until: datetime | None = None,
) -> Edition:
    """The work in one more language or form, made by the actor's house. Without a `uri` it gets one of its own.

    A partner's house may add a translation, subtitles or a dub where the rights engine permits it to translate.
    """
    if not rules.may_add_edition(actor, work):
        _demand_licence(actor, work, language=language, form=form)
    if not _TAG.fullmatch(language):
        raise Invalid(
            _("“%(tag)s” is no language tag; one reads like lo or zh-Hans.") % {"tag": language},
            field="language",
        )
    if translated_from is not None and translated_from.edition.work_id != work.pk:
        raise Invalid(
            _("The text that this one translates belongs to another work."),
            field="translated_from",
        )
    edition = Edition(
        work=work,
        house=actor.organisation,
        language=language,
        form=form,
        uri=uri or _new_uri(work, actor.organisation),
        translated_from=translated_from,
        embargoed_until=embargoed_until,
    )
    with transaction.atomic():
        valid(edition).save()
        events.record(
            name="catalogue.edition.added",
            subject=edition,
            actor=actor,
            data={"work": work.pk, "uri": edition.uri, "language": language, "form": edition.form},
        )
    return edition


def add_version(
    *,
    actor: Actor,
    edition: Edition,
    content: Content,
    note: str = "",
    digital_source_type: str = "",
) -> Version:
    """The edition as it reads from now on. What reads as the latest version does is that version, and no event."""
    if not rules.may_write(actor, edition):
        raise Refused(_("Versions are written by the house that makes the edition."))
    content.check()
    digest = content.digest
    with transaction.atomic():
        # The lock makes writers of one edition wait for one another, so that numbers have no gaps or doubles.
        row = Edition.objects.select_for_update().get(pk=edition.pk)
        latest = row.latest
        if latest is not None and latest.digest == digest:
            return latest
        version = Version.objects.create(
            edition=edition,
            number=latest.number + 1 if latest else 1,
            headline=content.headline,
            text=content.text,
            content=content.to_json(),
            digest=digest,
            iscc=identity.text_code(content.headline, "\n".join(content.paragraphs)),
            note=note,
            digital_source_type=digital_source_type,
            created_by=actor.person,
        )
        Edition.objects.filter(pk=edition.pk).update(latest=version)
        edition.latest = version
        events.record(
            name="catalogue.version.added",
            subject=edition,
            actor=actor,
            data={
                "work": edition.work_id,
                "version": version.pk,
                "number": version.number,
                "uri": edition.uri,
                "language": edition.language,
                "digest": digest,
                "iscc": version.iscc,
            },
        )
    return version


def _demand_licence(actor: Actor, work: Work, *, language: str, form: str) -> None:
    """Refuse a partner's edition unless its house may translate this work, from today, at home."""
    seen = Work.objects.visible_to(actor.organisation).filter(pk=work.pk).exists()
    if not seen or form == EditionForm.ORIGINAL or not actor.has(Role.EDITOR, Role.TRANSLATOR):
        raise Refused(_("Editions are added by the house that owns the work."))
    answer = rights.permit(
        work=work,
        party=actor.organisation,
        territory=actor.organisation.territory,
        language=language,
        use=TRANSLATE[WorkKind(work.kind)],
        on=timezone.localdate(),
    )
    if not answer.allowed:
        reason = answer.decision.reasons[0]
        raise Refused(word(reason.kind, reason.parameters))


def _new_uri(work: Work, house: Organisation) -> str:
    """A NewsML URN (RFC 3085) for a story; other works need no provider in their names."""
    name = uuid.uuid4()
    if work.kind != WorkKind.STORY:
        return f"urn:uuid:{name}"
    return f"urn:newsml:{house.slug}:{timezone.now():%Y%m%d}:{name}"
