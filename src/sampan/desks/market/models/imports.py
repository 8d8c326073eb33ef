"""Catalogue files that sellers sent in: kept as received, read, previewed, and taken or not."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.models import Asset
from sampan.partners.models import Organisation, Person


class ImportState(models.TextChoices):
    READING = "reading", _("Being read")
    UNREADABLE = "unreadable", _("Cannot be read")
    READ = "read", _("Read, not taken")
    TAKING = "taking", _("Being taken")
    TAKEN = "taken", _("Taken")
    FAILED = "failed", _("Could not be taken")


class CatalogueImportQuerySet(models.QuerySet["CatalogueImport"]):
    def visible_to(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)


class CatalogueImport(models.Model):
    """One file. `told` is what it says, `faults` what is wrong with it; see importing/workbook.py."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=ImportState.choices, default=ImportState.READING
    )
    told = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    problem = models.TextField(blank=True)
    sent_at = models.DateTimeField(default=timezone.now)

    objects = CatalogueImportQuerySet.as_manager()

    @property
    def may_be_taken(self) -> bool:
        """Read, and nothing worse than a warning in it."""
        is_whole = all(fault["warning"] for fault in self.faults)
        return self.state == ImportState.READ and is_whole and bool(self.told)
