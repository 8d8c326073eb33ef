"""The wire for programs: stories in and out, deliveries acknowledged."""

from datetime import datetime
from typing import Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File, Query, Schema
from ninja.files import UploadedFile

from sampan.catalogue.content import Content
from sampan.catalogue.models import Edition, Status
from sampan.catalogue.uploads import read_upload
from sampan.partners.api import PROBLEMS, Paging, Router, acting
from sampan.partners.models import Organisation, Scope
from sampan.partners.written import Instant

from . import services
from .exports import export_version, note_use
from .models import Delivery, Intake, Message
from .models.intake import Channel
from .models.pickup import UsageKind

router = Router(tags=["wire"])
Form = Literal["ninjs", "newsml-g2", "nitf"]


class StoryLine(Schema):
    """A story in a list."""

    id: int
    uri: str
    language: str
    headline: str
    house: str
    status: str
    version: int
    published_at: datetime | None
    embargoed_until: datetime | None

    @classmethod
    def of(cls, edition: Edition) -> "StoryLine":
        version = edition.published or edition.latest
        return cls(
            id=edition.pk,
            uri=edition.uri,
            language=edition.language,
            headline=version.headline if version else "",
            house=edition.house.slug,
            status=edition.status,
            version=version.number if version else 0,
            published_at=edition.first_published_at,
            embargoed_until=edition.embargoed_until,
        )


class Story(StoryLine):
    """A story with its text; a killed one comes without."""

    summary: str = ""
    byline: str = ""
    dateline: str = ""
    paragraphs: list[str] = []
    note: str = ""


class Understood(Schema):
    """One story that was found in a message."""

    id: int
    uri: str
    language: str
    headline: str
    repairs: list[dict[str, str]]
    set_aside: list[dict[str, str]]

    @classmethod
    def of(cls, intake: Intake) -> "Understood":
        latest = intake.edition.latest
        return cls(
            id=intake.edition_id,
            uri=intake.edition.uri,
            language=intake.edition.language,
            headline=latest.headline if latest else "",
            repairs=intake.repairs,
            set_aside=intake.set_aside,
        )


class Receipt(Schema):
    """What became of a message: the stories in it, or why it could not be read. It is kept either way."""

    id: int
    digest: str
    format: str
    problem: str
    stories: list[Understood]


class Acknowledged(Schema):
    id: int
    state: str
    acknowledged_at: datetime | None


class Filter(Paging):
    language: str = ""
    house: str = ""
    since: Instant | None = None


@router.get("/stories", response={200: list[StoryLine], **PROBLEMS}, operation_id="list_stories")
def list_stories(request: HttpRequest, asked: Query[Filter]) -> list[StoryLine]:
    """Published stories that the organisation may see, the newest first."""
    actor = acting(request, Scope.READ)
    stories = _visible(actor.organisation).exclude(published=None)
    if asked.language:
        stories = stories.filter(language=asked.language)
    if asked.house:
        stories = stories.filter(house__slug=asked.house)
    if asked.since:
        stories = stories.filter(first_published_at__gte=asked.since)
    return [
        StoryLine.of(edition)
        for edition in asked.cut(stories.order_by("-first_published_at", "-pk"))
    ]


@router.get("/stories/{pk}", response={200: Story, **PROBLEMS}, operation_id="read_story")
def read_story(request: HttpRequest, pk: int) -> Story:
    """One story with its text. Reading notes that the organisation has it, so that a kill reaches it."""
    actor = acting(request, Scope.READ)
    edition = _story(actor.organisation, pk)
    version = edition.published
    assert version is not None
    line = StoryLine.of(edition).dict()
    if edition.status == Status.CANCELED:
        return Story(**line, note=version.note)
    note_use(version=version, organisation=actor.organisation, kind=UsageKind.READ)
    content = Content.from_json(version.content)
    return Story(
        **line,
        summary=content.summary,
        byline=content.byline,
        dateline=content.dateline,
        paragraphs=list(content.paragraphs),
        note=version.note,
    )


@router.post("/messages", response={200: Receipt, **PROBLEMS}, operation_id="receive_message")
def receive_message(request: HttpRequest, file: File[UploadedFile]) -> Receipt:
    """Bring a file in, in any format that the wire reads, however damaged. Its stories become drafts."""
    actor = acting(request, Scope.WIRE)
    message = services.receive(
        actor=actor, name=file.name or "upload", data=read_upload(file), channel=Channel.API
    )
    return _receipt(message)


@router.post(
    "/stories/{pk}/publish", response={200: StoryLine, **PROBLEMS}, operation_id="publish_story"
)
def publish_story(request: HttpRequest, pk: int) -> StoryLine:
    """Publish the newest version of a story of one's own to every partner."""
    actor = acting(request, Scope.WIRE)
    own = Edition.objects.stories().filter(house=actor.organisation)
    edition = get_object_or_404(own, pk=pk)
    services.publish_story(actor=actor, edition=edition)
    return StoryLine.of(_visible(actor.organisation).get(pk=pk))


@router.post(
    "/stories/{pk}/release", response={200: StoryLine, **PROBLEMS}, operation_id="release_story"
)
def release_story(request: HttpRequest, pk: int) -> StoryLine:
    """Lift the embargo now, of the story and of every translation of it. For the house that owns the work."""
    actor = acting(request, Scope.WIRE)
    owned = Edition.objects.filter(work__owner=actor.organisation).select_related("work__owner")
    services.release_story(actor=actor, edition=get_object_or_404(owned, pk=pk))
    return StoryLine.of(_visible(actor.organisation).get(pk=pk))


# After /publish, which its pattern would take for a format.
@router.get("/stories/{pk}/{form}", response={200: None, **PROBLEMS}, operation_id="export_story")
def export_story(request: HttpRequest, pk: int, form: Form) -> HttpResponse:
    """One story in a standard format: ninjs, newsml-g2 or nitf."""
    actor = acting(request, Scope.READ)
    edition = _story(actor.organisation, pk)
    assert edition.published is not None
    made = export_version(actor=actor, version=edition.published, form=form)
    return HttpResponse(made.body, content_type=made.media_type, headers=made.signals)


@router.post(
    "/deliveries/{pk}/acknowledge",
    response={200: Acknowledged, **PROBLEMS},
    operation_id="acknowledge",
)
def acknowledge(request: HttpRequest, pk: int) -> Acknowledged:
    """Say that a delivery arrived and was understood; its number came in the header Sampan-Delivery."""
    actor = acting(request, Scope.WIRE)
    own = Delivery.objects.sent_to(actor.organisation).select_related(
        "route__destination__organisation",
        "version__edition__work__owner",
        "version__edition__house",
    )
    delivery = services.acknowledge(actor=actor, delivery=get_object_or_404(own, pk=pk))
    return Acknowledged(
        id=delivery.pk, state=delivery.state, acknowledged_at=delivery.acknowledged_at
    )


def _visible(organisation: Organisation) -> "QuerySet[Edition]":
    return (
        Edition.objects.stories()
        .visible_to(organisation)
        .select_related("house", "work__owner", "published", "latest", "translated_from__edition")
    )


def _story(organisation: Organisation, pk: int) -> Edition:
    return get_object_or_404(_visible(organisation).exclude(published=None), pk=pk)


def _receipt(message: Message) -> Receipt:
    intakes = message.intakes.select_related("edition__latest").order_by("pk")
    return Receipt(
        id=message.pk,
        digest=message.asset_id,
        format=message.format,
        problem=message.problem,
        stories=[Understood.of(intake) for intake in intakes],
    )
