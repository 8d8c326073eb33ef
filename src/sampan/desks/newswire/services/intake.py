"""Stories come in: the bytes are kept first, then understood as far as they can be."""

import io
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.catalogue import assets
from sampan.catalogue.content import Content, blocks
from sampan.catalogue.models import Edition, Version
from sampan.catalogue.services import add_version, attach_asset
from sampan.desks.newswire import rules
from sampan.desks.newswire.items import content_of
from sampan.desks.newswire.models import Intake, Message
from sampan.desks.newswire.models.intake import Channel
from sampan.engines import news
from sampan.engines.language import identify
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid

from .stories import draft_story

Enclosed = tuple[Intake, news.Attachment]


def receive(
    *, actor: Actor, name: str, data: bytes, channel: Channel = Channel.UPLOAD, media_type: str = ""
) -> Message:
    """Keep what came, byte for byte, and make drafts of the stories in it. The same bytes twice are one message.

    What cannot be read is kept too, with the sentence that says why in `problem`.
    """
    rules.demand(rules.may_write(actor), _("Only an editor may bring stories in."))
    message = _keep(actor, name, data, channel, media_type)
    if message.problem or message.format:
        return message
    try:
        reading = news.read(
            data, name=name, media_type=media_type or None, received_at=message.received_at
        )
        attachments = _understand(actor, message, reading)
    except (news.Unreadable, Invalid) as problem:
        return _refuse(actor, message, str(problem))
    for intake, attachment in attachments:
        _attach(actor, intake, attachment)
    return message


@transaction.atomic
def put_back(*, actor: Actor, edition: Edition, index: int) -> Version:
    """Return a text that was set aside to the end of its story: the reader was wrong about it."""
    rules.demand(rules.may_edit(actor, edition), _("This story is not yours to edit."))
    intake = Intake.objects.select_for_update().filter(edition=edition).first()
    if intake is None or not 0 <= index < len(intake.set_aside) or edition.latest is None:
        raise Invalid(_("There is nothing set aside under that number."))
    returned = intake.set_aside.pop(index)
    intake.save(update_fields=["set_aside"])
    content = Content.from_json(edition.latest.content)
    paragraphs = [*content.paragraphs, returned["text"]]
    version = add_version(
        actor=actor,
        edition=edition,
        content=_with(content, paragraphs),
        note=_("Put back a text that had been set aside."),
    )
    events.record(
        name="newswire.story.revised",
        subject=edition,
        actor=actor,
        data={"version": version.number, "headline": version.headline, "note": version.note},
    )
    return version


@transaction.atomic
def _keep(actor: Actor, name: str, data: bytes, channel: Channel, media_type: str) -> Message:
    asset = assets.keep(io.BytesIO(data), media_type=media_type or "application/octet-stream")
    same = Message.objects.filter(organisation=actor.organisation, asset=asset)
    if understood := same.filter(problem="").first():  # whatever it was called then
        return understood
    name = name.replace("\0", "").strip()[-255:] or _("without a name")
    message, is_new = Message.objects.get_or_create(
        organisation=actor.organisation,
        asset=asset,
        name=name,
        defaults={"channel": channel, "received_by": actor.person},
    )
    if is_new:
        events.record(
            name="newswire.message.received",
            subject=message,
            actor=actor,
            data={"name": name, "digest": asset.digest, "size": asset.size, "channel": channel},
        )
    return message


@transaction.atomic
def _refuse(actor: Actor, message: Message, problem: str) -> Message:
    message.problem = problem
    message.save(update_fields=["problem"])
    events.record(
        name="newswire.message.refused",
        subject=message,
        actor=actor,
        data={"name": message.name, "problem": problem},
    )
    return message


@transaction.atomic
def _understand(actor: Actor, message: Message, reading: news.Reading) -> list[Enclosed]:
    """Drafts of the stories, unless another program made them meanwhile; and the files that hang on them."""
    row = Message.objects.select_for_update().get(pk=message.pk)
    message.format = reading.format
    if row.format:
        return []
    message.save(update_fields=["format"])
    enclosed = []
    for received in reading.items:
        edition = _draft(actor, received.item)
        intake = Intake.objects.create(
            message=message,
            edition=edition,
            repairs=[{"kind": r.kind, "detail": r.detail} for r in received.repairs],
            set_aside=[
                {
                    "text": s.text,
                    "reason": s.reason,
                    "where": s.where,
                    "language": identify(s.text, received.item.language).language,
                }
                for s in received.set_aside
            ],
        )
        enclosed += [(intake, attachment) for attachment in received.attachments]
    return enclosed


def _draft(actor: Actor, item: news.NewsItem) -> Edition:
    return draft_story(
        actor=actor,
        language=item.language,
        content=content_of(item),
        slugline=item.slugline[:120],
        topics=[{"code": subject.code, "name": subject.name} for subject in item.subjects],
        places=[{"code": place.code, "name": place.name} for place in item.places],
        digital_source_type=item.digital_source_type[:100],
    )


def _attach(actor: Actor, intake: Intake, attachment: news.Attachment) -> None:
    """Hang the file on its story. One that cannot be shown stays in the message, and the intake says why."""
    assert intake.edition.latest is not None
    name = attachment.name[-200:] or _("without a name")
    try:
        attach_asset(
            actor=actor,
            version=intake.edition.latest,
            name=name,
            file=io.BytesIO(attachment.data),
            media_type=attachment.media_type,
        )
    except Invalid as problem:
        intake.repairs.append({"kind": "attachment", "detail": f"{name}: {problem}"})
        intake.save(update_fields=["repairs"])


def _with(content: Content, paragraphs: list[str]) -> Content:
    return replace(content, blocks=blocks(paragraphs, previous=content.blocks))
