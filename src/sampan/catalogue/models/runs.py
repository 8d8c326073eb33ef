"""Runs: showings that were noted under a licence that allows only so many. Rows are only ever added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Max, Q, Sum
from django.utils import timezone

from sampan.partners.models import Organisation, Person

from .grants import Grant


@dataclass(frozen=True, slots=True)
class RunCount:
    """How many runs a licence has used; `last` is the day of the last showing, None before the first."""

    grant: Grant
    used: int
    last: date | None

    @property
    def left(self) -> int:
        return max(0, (self.grant.runs or 0) - self.used)

    @property
    def over(self) -> int:
        return max(0, self.used - (self.grant.runs or 0))


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, organisation: Organisation) -> Self:
        """Who gave the licence and who holds it."""
        return self.filter(Q(grant__licensor=organisation) | Q(grant__licensee=organisation))

    def used(self, grants: list[int], *, at: datetime | None = None) -> dict[int, int]:
        """How many runs had been noted by then, by grant; those with none are left out."""
        found = self.filter(grant__in=grants, noted_at__lte=at or timezone.now())
        return dict(found.values_list("grant").annotate(used=Sum("count")).order_by())

    def counts(self, grants: Sequence[Grant]) -> list[RunCount]:
        """One for each licence, in the order given."""
        keys = [grant.pk for grant in grants]
        shown = self.filter(grant__in=keys, count__gt=0)
        last = dict(shown.values_list("grant").annotate(last=Max("on")).order_by())
        used = self.used(keys)
        return [RunCount(grant, used.get(grant.pk, 0), last.get(grant.pk)) for grant in grants]


class Run(models.Model):
    """So many showings on a day in a territory; a correction has a count below zero."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="noted_runs")
    on = models.DateField()
    territory = models.CharField(max_length=10)
    channel = models.CharField(max_length=80, blank=True)
    count = models.SmallIntegerField(default=1)
    noted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+"
    )  # None: a program of the house
    noted_at = models.DateTimeField(default=timezone.now)

    objects = RunQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="run_counts", condition=~Q(count=0))]
        indexes = [models.Index(fields=["grant", "noted_at"], name="run_of_grant")]
