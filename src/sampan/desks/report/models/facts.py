"""Facts, one grain: something of one work reached one territory, on one day."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sampan.partners.models import Organisation


class FactKind(models.TextChoices):
    DELIVERY = "delivery", _("Delivery")
    PICKUP = "pickup", _("Pickup")
    LICENCE = "licence", _("Licence")


class FactQuerySet(models.QuerySet["Fact"]):
    def visible_to(self, organisation: Organisation) -> Self:
        """Its own works' travels, and what came to it; what was found of a work is told to its owner alone."""
        delivered = Q(receiver=organisation, kind__in=(FactKind.DELIVERY, FactKind.LICENCE))
        return self.filter(Q(owner=organisation) | delivered)


class Fact(models.Model):
    """One thing that happened to a work, as it is counted; `event` is its source."""

    Kind = FactKind

    event = models.UUIDField()
    kind = models.CharField(max_length=10, choices=FactKind.choices)
    work = models.UUIDField()  # the work's key
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    origin = models.CharField(max_length=6)  # territory of the work
    territory = models.CharField(max_length=6)  # where it went
    language = models.CharField(max_length=12)
    licensed = models.BooleanField(null=True)  # None: nobody asked
    on = models.DateField()

    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "work"], name="fact_once_an_event_and_work")
        ]
        indexes = [models.Index(fields=["origin", "territory", "kind"], name="fact_flows")]
