"""Organisations, and the blocs that they belong to on a given day."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    AGENCY = "agency", _("News agency")
    BROADCASTER = "broadcaster", _("Broadcaster")
    PUBLISHER = "publisher", _("Publisher")
    PLATFORM = "platform", _("Platform")
    PRODUCER = "producer", _("Producer")
    DISTRIBUTOR = "distributor", _("Distributor")
    TRANSLATION = "translation", _("Translation centre")
    RESEARCH = "research", _("Research centre")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def in_bloc(self, bloc: str, *, on: date) -> Self:
        return self.filter(
            Q(blocs__until_on=None) | Q(blocs__until_on__gt=on),
            blocs__bloc=bloc,
            blocs__from_on__lte=on,
        )


class Organisation(models.Model):
    """A media partner. Everything that is owned is owned by one."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    name_own = models.CharField(max_length=200, blank=True)  # in its own first language
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    territory = models.CharField(max_length=6)  # ISO 3166-1 or -2
    languages = models.JSONField(default=list)  # BCP 47, the first is the house's own
    about = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class BlocMembership(models.Model):
    """That an organisation counts as part of a bloc (“china”, “asean”) from one day until another, half-open."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="blocs")
    bloc = models.CharField(max_length=40)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="bloc_ends_after_it_begins",
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
            )
        ]
