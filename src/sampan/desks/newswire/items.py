"""A version as the neutral NewsItem that every format is written from, and back."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from sampan.catalogue import rights
from sampan.catalogue.content import Content, blocks
from sampan.catalogue.models import Attachment, Edition, Status, Version
from sampan.engines import news
from sampan.engines.rights.reservation import LEAVES, Policy
from sampan.partners.models import Organisation

from .pictures import media_of, pictures_of

_TOLD = ("news.publish", "news.translate", "ai.train")
"""The uses of which a delivered story says in words what the receiver may do."""


def item_of(
    version: Version, *, receiver: Organisation, pictures: Sequence[Attachment] | None = None
) -> news.NewsItem:
    """The version as this partner gets it, with its own rights in plain words and the reservation for machines.

    Whoever writes many versions looks up their pictures at once, and hands them over.
    """
    edition, content = version.edition, Content.from_json(version.content)
    work = edition.work
    killed = edition.status == Status.CANCELED
    if killed or edition.status == Status.WITHHELD:
        pictures = ()
    elif pictures is None:
        pictures = pictures_of(version)
    answers = _answers(edition, receiver)
    return news.NewsItem(
        uri=edition.uri,
        version=version.number,
        language=edition.language,
        headline=content.headline,
        paragraphs=() if killed else content.paragraphs,
        summary="" if killed else content.summary,
        byline=content.byline,
        dateline=content.dateline,
        credit=content.credit or credit_of(edition),
        slugline=work.slugline,
        editor_note=content.editor_note or version.note,
        subjects=tuple(news.Subject(topic["code"], topic.get("name", "")) for topic in work.topics),
        places=tuple(news.Place(place["code"], place.get("name", "")) for place in work.places),
        keywords=content.keywords,
        urgency=content.urgency,
        pub_status=edition.status if edition.status != Status.DRAFT else Status.WITHHELD,
        embargoed_until=edition.embargoed_until,
        first_created=edition.created_at,
        version_created=version.created_at,
        provider=edition.house.name,
        copyright_notice=content.copyright_notice
        or f"© {version.created_at.year} {work.owner.name}",
        usage_terms=content.usage_terms or _usage_terms(answers),
        ai_policy=_policy(edition, answers),
        digital_source_type=version.digital_source_type,
        media=media_of(pictures, receiver=receiver),
        translated_from=edition.translated_from.edition.uri if edition.translated_from else "",
    )


def credit_of(edition: Edition) -> str:
    """The owner; and for a partner's translation, who made it."""
    owner, house = edition.work.owner, edition.house
    return owner.name if owner == house else f"{owner.name} / {house.name}"


def _policy(edition: Edition, answers: dict[str, rights.Permission]) -> Policy:
    """The uses by AI that the receiver is allowed; the page of the story's rights says how the others are had."""
    allowed = frozenset(use for use in LEAVES if answers[use].allowed)
    terms = settings.PUBLIC_URL + reverse("newswire:rights", args=[edition.pk])
    return Policy(allowed, terms=terms)


def _usage_terms(answers: dict[str, rights.Permission]) -> str:
    """What the receiver may do with the story today, as sentences."""
    first = (answers[use].decision.reasons[:1] for use in _TOLD)
    return " ".join(dict.fromkeys(reason.sentence for reasons in first for reason in reasons))


def content_of(item: news.NewsItem) -> Content:
    """What was read, as the catalogue keeps it."""
    return Content(
        headline=item.headline[:500],
        blocks=blocks(item.paragraphs),
        summary=item.summary,
        byline=item.byline,
        dateline=item.dateline,
        credit=item.credit,
        keywords=item.keywords,
        urgency=item.urgency,
        editor_note=item.editor_note,
        copyright_notice=item.copyright_notice,
        usage_terms=item.usage_terms,
    )


def _answers(edition: Edition, receiver: Organisation) -> dict[str, rights.Permission]:
    return rights.permit_each(
        work=edition.work,
        party=receiver,
        territory=receiver.territory,
        language=edition.language,
        uses=tuple(dict.fromkeys((*_TOLD, *LEAVES))),
        on=timezone.localdate(),
    )
