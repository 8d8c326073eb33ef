"""Grants as rows: the one place where rights are kept, read by `catalogue/rights.py` into the engine's boxes."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.partners.models import Organisation, Person

from .works import Work


class GrantVerb(models.TextChoices):
    """The engine's verbs, by its own names."""

    IN = "in", _("Holds")
    OUT_EXCLUSIVE = "out-exclusive", _("Licensed, exclusive")
    OUT_NONEXCLUSIVE = "out-nonexclusive", _("Licensed")
    HOLDBACK = "holdback", _("Held back")
    OPTION = "option", _("Option")
    CLEARANCE = "clearance", _("Clearance")


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force(self, *, at: datetime) -> Self:
        """Recorded by then, and not yet superseded: what we believed at that instant."""
        return self.filter(Q(superseded_at=None) | Q(superseded_at__gt=at), recorded_at__lte=at)

    def about(self, work: Work) -> Self:
        """Its own, and those that its owner gave over everything (a feed)."""
        return self.filter(Q(work=work) | Q(work=None, licensor=work.owner_id))


class Grant(models.Model):
    """One clause: what may be done (or not) with a work, or with all works of the licensor where none is named.

    Territories, languages and uses are the engine's codes, so that a row can be read; boxes are made from them.
    """

    Verb = GrantVerb

    work = models.ForeignKey(Work, models.CASCADE, null=True, blank=True, related_name="grants")
    verb = models.CharField(max_length=16, choices=GrantVerb.choices)
    licensor = models.ForeignKey(Organisation, models.PROTECT, related_name="grants_given")
    licensee = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="grants_held"
    )  # None: any partner
    territories = models.JSONField(default=list)  # ["CN", "ASEAN-11@2025-10-26", "World"]
    languages = models.JSONField(default=list)  # ["zh-Hans"]; ["all"] is all
    uses = models.JSONField(default=list)  # ["news.publish", "ai.train"]
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)  # half-open
    clause = models.CharField(max_length=40)  # “4.2”
    clause_text = models.TextField()
    contract = models.CharField(max_length=80, blank=True)
    obligations = models.JSONField(
        default=list, blank=True
    )  # [{"kind": "credit", "detail": "Mekong Wire"}]
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="grant_ends_after_it_begins",
                condition=Q(end_on=None) | Q(end_on__gt=F("start_on")),
            )
        ]
        indexes = [models.Index(fields=["work", "licensor"], name="grant_of_work")]

    @property
    def keeper_id(self) -> int:
        """In whose book it is written: rights that came in, their holder's; all others, their giver's."""
        came_in = self.verb == GrantVerb.IN and self.licensee_id is not None
        return self.licensee_id if came_in and self.licensee_id else self.licensor_id
