"""Sightings and matches."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.models import Asset, Grant, Version
from sampan.partners.models import Organisation, Person


class SightingQuerySet(models.QuerySet["Sighting"]):
    def visible_to(self, organisation: Organisation) -> Self:
        """Its own reports, and those in which a work of its own was found."""
        return self.filter(
            models.Q(reporter=organisation)
            | models.Q(matches__version__edition__work__owner=organisation)
        ).distinct()


class Sighting(models.Model):
    """An article seen outside the exchange, or on a partner's own pages."""

    reporter = models.ForeignKey(Organisation, models.PROTECT, related_name="sightings")
    reported_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asset = models.ForeignKey(
        Asset, models.PROTECT, related_name="+"
    )  # the bytes as they were seen
    outlet = models.CharField(max_length=200)
    party = models.ForeignKey(  # the outlet, where it is one of the partners
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    territory = models.CharField(max_length=6)  # where it is published
    url = models.CharField(max_length=1000, blank=True)
    language = models.CharField(max_length=12)
    headline = models.CharField(max_length=500)
    text = models.TextField()
    use = models.CharField(max_length=40, default="news.publish")
    seen_at = models.DateTimeField(default=timezone.now)

    objects = SightingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.outlet}: {self.headline}"


class Verdict(models.TextChoices):
    LICENSED = "licensed", _("Licensed")
    QUOTATION = "quotation", _("Quotation")
    TAKEN = "taken", _("Taken without leave")
    COINCIDENCE = "coincidence", _("Coincidence")


class MatchState(models.TextChoices):
    OPEN = "open", _("Open")
    PURSUED = "pursued", _("Being pursued")
    SETTLED = "settled", _("Settled")
    DISMISSED = "dismissed", _("Dismissed")


class MatchQuerySet(models.QuerySet["Match"]):
    def visible_to(self, organisation: Organisation) -> Self:
        """A match is told to the owner of the work, and to nobody else."""
        return self.filter(version__edition__work__owner=organisation)

    def waiting(self) -> Self:
        return self.filter(state=MatchState.OPEN, verdict=Verdict.TAKEN)


class Match(models.Model):
    """Passages that a sighting shares with a version, and what the rights engine says of them."""

    Verdict = Verdict
    State = MatchState

    sighting = models.ForeignKey(Sighting, models.CASCADE, related_name="matches")
    version = models.ForeignKey(Version, models.PROTECT, related_name="matches")
    spans = (
        models.JSONField()
    )  # [[start, end, source_start, source_end, kind]], in characters of both texts
    share = models.FloatField()  # of the sighting's text, 0 to 1
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    rule = models.CharField(max_length=20)  # of the judgement; see engines/identity/verdicts.py
    reasons = models.JSONField(default=list)  # of the rights engine: kind, parameters, clause
    grant = models.ForeignKey(Grant, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=MatchState.choices, default=MatchState.OPEN)
    note = models.TextField(blank=True)
    judged_at = models.DateTimeField(default=timezone.now)

    objects = MatchQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sighting", "version"], name="matched_once")]
