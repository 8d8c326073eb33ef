"""Work, Edition, Version: what is made, in which language and form, and each state that it was in."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.partners.models import Organisation, Person


class WorkKind(models.TextChoices):
    STORY = "story", _("Story")
    PROGRAMME = "programme", _("Programme")


class EditionForm(models.TextChoices):
    ORIGINAL = "original", _("Original")
    TRANSLATION = "translation", _("Translation")
    SUBTITLE = "subtitle", _("Subtitles")
    DUB = "dub", _("Dub")
    LISTING = "listing", _("Listing")  # the words by which a title is offered


class Status(models.TextChoices):
    """IPTC's pubStatus, and the time before anything was published."""

    DRAFT = "draft", _("Draft")
    USABLE = "usable", _("Usable")
    WITHHELD = "withheld", _("Withheld")
    CANCELED = "canceled", _("Killed")


class WorkQuerySet(models.QuerySet["Work"]):
    def owned_by(self, organisation: Organisation) -> Self:
        return self.filter(owner=organisation)

    def visible_to(self, organisation: Organisation, *, at: datetime | None = None) -> Self:
        """What the organisation may see: its own, and what was shared with it or with all partners by now."""
        shares = Share.objects.in_force(at=at or timezone.now()).open_to(organisation)
        return self.filter(Q(owner=organisation) | Exists(shares.filter(work=OuterRef("pk"))))


class Work(models.Model):
    """A story or a programme, free of language."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=WorkKind.choices)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="works")
    origin = models.CharField(max_length=6)  # ISO 3166: where it comes from
    slugline = models.CharField(max_length=120, blank=True)
    topics = models.JSONField(
        default=list, blank=True
    )  # [{"code": "medtop:04000000", "name": "economy"}]
    places = models.JSONField(default=list, blank=True)  # [{"code": "LA-VT", "name": "Vientiane"}]
    created_at = models.DateTimeField(default=timezone.now)

    objects = WorkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "-created_at"], name="work_of_owner")]

    def __str__(self) -> str:
        return self.slugline or str(self.key)


class ShareQuerySet(models.QuerySet["Share"]):
    def in_force(self, *, at: datetime) -> Self:
        return self.filter(Q(until_at=None) | Q(until_at__gt=at), from_at__lte=at)

    def open_to(self, organisation: Organisation) -> Self:
        return self.filter(Q(organisation=None) | Q(organisation=organisation))


class Share(models.Model):
    """That one partner, or every partner (no organisation named), may see a work. An embargo is a later start."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="shares")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    from_at = models.DateTimeField(default=timezone.now)
    until_at = models.DateTimeField(null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="share_ends_after_it_begins",
                condition=Q(until_at=None) | Q(until_at__gt=F("from_at")),
            )
        ]
        indexes = [models.Index(fields=["organisation", "work"], name="share_of_organisation")]


class EditionQuerySet(models.QuerySet["Edition"]):
    def stories(self) -> Self:
        return self.filter(work__kind=WorkKind.STORY)

    def visible_to(self, organisation: Organisation, *, at: datetime | None = None) -> Self:
        """Editions of visible works, and what the house itself made; a draft is for its own house's eyes alone."""
        works = Work.objects.visible_to(organisation, at=at)
        shown = Q(work__in=works) & ~Q(status=Status.DRAFT)
        return self.filter(Q(house=organisation) | shown)


class Edition(models.Model):
    """A work in one language and form, made by one house: the work's owner, or a partner who may translate it."""

    uri = models.CharField(max_length=200, unique=True)  # urn:newsml:… for stories; stable for ever
    work = models.ForeignKey(Work, models.CASCADE, related_name="editions")
    house = models.ForeignKey(Organisation, models.PROTECT, related_name="editions")
    language = models.CharField(max_length=12)  # BCP 47
    form = models.CharField(
        max_length=12, choices=EditionForm.choices, default=EditionForm.ORIGINAL
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    embargoed_until = models.DateTimeField(null=True, blank=True)
    translated_from = (
        models.ForeignKey(  # the version, so that a translation knows when it is behind
            "Version", models.SET_NULL, null=True, blank=True, related_name="translations"
        )
    )
    latest = models.ForeignKey(
        "Version", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # the newest version
    published = models.ForeignKey(
        "Version", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # the one that partners see
    first_published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = EditionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["language", "-first_published_at"], name="edition_by_language")
        ]

    def __str__(self) -> str:
        return self.uri


class VersionQuerySet(models.QuerySet["Version"]):
    def findable_by(self, organisation: Organisation, *, at: datetime | None = None) -> Self:
        """Of each edition one: to its house the newest; to others the published one, while it may be used."""
        own = Q(edition__house=organisation, edition__latest=F("pk"))
        shares = Share.objects.in_force(at=at or timezone.now()).open_to(organisation)
        shared = Q(
            ~Q(edition__house=organisation),
            Q(edition__work__owner=organisation)
            | Exists(shares.filter(work=OuterRef("edition__work"))),
            edition__published=F("pk"),
            edition__status=Status.USABLE,
        )
        return self.filter(own | shared)


class Version(models.Model):
    """An immutable revision of an edition. `content` is canonical; `digest` is its SHA-256."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    headline = models.CharField(max_length=500)
    text = models.TextField()  # headline and paragraphs, a line each: what search and matching read
    content = models.JSONField()  # see catalogue/content.py
    digest = models.CharField(max_length=64)
    iscc = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)  # what changed, in the editor's words
    digital_source_type = models.CharField(
        max_length=100, blank=True
    )  # IPTC, the last part of its URI
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="version_numbers")
        ]

    def __str__(self) -> str:
        return f"{self.edition.uri}:{self.number}"
