"""A Communication Report: chapters of figures, texts and findings, that people sign before it is published."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.models import Asset
from sampan.partners.models import Organisation, Person


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    SIGNED = "signed", _("Signed")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, organisation: Organisation, *, at: datetime | None = None) -> Self:
        """The house's own; of others what is public by now."""
        return self.filter(Q(organisation=organisation) | self._is_public(at))

    def public(self, *, at: datetime | None = None) -> Self:
        return self.filter(self._is_public(at))

    @staticmethod
    def _is_public(at: datetime | None) -> Q:
        return Q(state=ReportState.PUBLISHED, published_at__lte=at or timezone.now())


class Report(models.Model):
    """One year's report of one house, in several languages at once."""

    State = ReportState

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="reports")
    slug = models.SlugField(max_length=60)
    year = models.PositiveSmallIntegerField()
    titles = models.JSONField()  # {"en": "…", "lo": "…"}
    languages = models.JSONField()  # ["en", "zh-Hans"]; the first is the one that the others follow
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)  # later than now: an embargo
    digest = models.CharField(max_length=64, blank=True)  # of what was signed
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="report_slug_of_house")
        ]

    def __str__(self) -> str:
        return self.title_in(self.languages[0])

    def title_in(self, language: str) -> str:
        return str(self.titles.get(language) or self.titles[self.languages[0]])

    def language_for(self, asked: str) -> str:
        """The language asked for, in any case, where it is one of the report's; else its first."""
        names = {each.lower(): str(each) for each in self.languages}
        return names.get(asked.lower(), str(self.languages[0]))

    @property
    def is_embargoed(self) -> bool:
        """Whether it is signed and decided, and its hour has not come."""
        at = self.published_at
        return self.state == ReportState.PUBLISHED and at is not None and at > timezone.now()

    @property
    def standing(self) -> str:
        """Its state as people are told it: before its hour it is not published yet."""
        return gettext("Under embargo") if self.is_embargoed else self.get_state_display()

    @property
    def is_open(self) -> bool:
        """Whether it may still be written in."""
        return self.state in {ReportState.DRAFT, ReportState.REVIEW}


class Chapter(models.Model):
    report = models.ForeignKey(Report, models.CASCADE, related_name="chapters")
    order = models.PositiveSmallIntegerField()
    titles = models.JSONField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "order"],
                name="chapter_order",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]


class PlacedFigure(models.Model):
    """A figure of the circulation engine, frozen with its source, in its place in a report."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="figures")
    order = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(
        max_length=8
    )  # “F07”, once a report; what footnotes and recommendations name
    measure = models.CharField(max_length=60)
    question = models.JSONField()  # what was asked, so that it can be asked again
    content = models.JSONField()  # the engine's figure, canonical
    digest = models.CharField(max_length=64)
    chart = models.CharField(max_length=30)
    captions = models.JSONField(default=dict, blank=True)
    frozen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["order", "pk"]


class BlockKind(models.TextChoices):
    TEXT = "text", _("Text")
    FINDING = "finding", _("Finding")
    RECOMMENDATION = "recommendation", _("Recommendation")


class Block(models.Model):
    """Words of a report, in its languages. A finding is first worded by rule; whoever edits it makes it theirs."""

    Kind = BlockKind

    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="blocks")
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=14, choices=BlockKind.choices)
    texts = models.JSONField(default=dict)  # {"en": "…"}
    makers = models.JSONField(default=dict)  # {"en": "person", "lo": "rule"}: who worded each
    figures = models.ManyToManyField(PlacedFigure, related_name="blocks")
    rule = models.JSONField(
        null=True, blank=True
    )  # a finding's kind and parameters, as the engine gave them
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["order", "pk"]


class SignOff(models.Model):
    """That a person stands by the report as it was at that moment."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="signoffs")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "person", "digest"], name="signed_once")
        ]


class ReportFile(models.Model):
    """What can be taken home: the PDF of a language, the tables, the data package, a slide."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=12, blank=True)
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)  # of the report that it was made from

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["report", "name"], name="report_file_once")]

    @property
    def what(self) -> str:
        """What it is, for whoever takes it home."""
        return next(str(what) for ending, what in _FILES if self.name.endswith(ending))


_FILES = (
    (".pdf", _("PDF to read and to print")),
    (".xlsx", _("Workbook (XLSX)")),
    ("-slides.zip", _("Slides (PNG)")),
    ("", _("Data package (CSV)")),
)


def next_order(rows: models.QuerySet[Chapter] | models.QuerySet[Block]) -> int:
    last = rows.order_by("-order").values_list("order", flat=True).first()
    return 1 if last is None else last + 1
