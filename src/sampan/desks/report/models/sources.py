"""The files from which a house measures, as they were received, and what was understood of them."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.models import Asset
from sampan.partners.models import Organisation, Person


class SourceState(models.TextChoices):
    RECEIVED = "received", _("Being read")
    UNDERSTOOD = "understood", _("To be looked at")
    TAKEN = "taken", _("Taken")
    REFUSED = "refused", _("Refused")


class SourceQuerySet(models.QuerySet["SourceFile"]):
    def visible_to(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def taken(self) -> Self:
        return self.filter(state=SourceState.TAKEN)


class SourceFile(models.Model):
    """One file. Nothing of it counts before a person has looked at what was understood, and taken it."""

    State = SourceState

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    reader = models.CharField(max_length=40, blank=True)
    mapping = models.JSONField(null=True, blank=True)  # what a person said of the columns
    preview = models.JSONField(
        null=True, blank=True
    )  # what was understood: rows, refusals, columns
    rows = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    state = models.CharField(
        max_length=12, choices=SourceState.choices, default=SourceState.RECEIVED
    )
    received_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(default=timezone.now)

    objects = SourceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def like(self, columns: list[str]) -> "SourceFile | None":
        """The newest file of the house with the same columns that a person explained and that was then understood."""
        understood = (SourceState.UNDERSTOOD, SourceState.TAKEN)
        own = SourceFile.objects.visible_to(self.organisation).filter(state__in=understood)
        return own.filter(mapping__isnull=False, preview__columns=columns).order_by("-pk").first()


class PairDecision(models.Model):
    """Whether a title of a source is a work, decided by a person once; kept for every later build."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    source = models.CharField(max_length=200)
    title = models.CharField(max_length=500)
    work = models.CharField(max_length=200)  # by its key in the facts
    is_same = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source", "title", "work"], name="pair_decided_once"
            )
        ]
