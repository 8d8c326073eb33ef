"""A negotiation between two houses: offers as immutable versions, and what was said in between."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.models import Work
from sampan.desks.market.terms import Terms
from sampan.partners.models import Organisation, Person

from .requests import Request


class NegotiationState(models.TextChoices):
    OPEN = "open", _("Open")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")


class NegotiationQuerySet(models.QuerySet["Negotiation"]):
    def visible_to(self, organisation: Organisation) -> Self:
        """The two parties, and nobody else."""
        return self.filter(Q(buyer=organisation) | Q(seller=organisation))


class Negotiation(models.Model):
    """It stands on its latest offer: whoever did not make that may accept, counter or decline it."""

    State = NegotiationState

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seller = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    buyer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    works = models.ManyToManyField(Work, related_name="+")  # of the latest offer
    request = models.ForeignKey(Request, models.SET_NULL, null=True, blank=True, related_name="+")
    renews = models.ForeignKey(
        "Contract", models.PROTECT, null=True, blank=True, related_name="renewals"
    )
    replaces = models.ForeignKey(
        "Contract", models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    latest = models.ForeignKey("Offer", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(
        max_length=10, choices=NegotiationState.choices, default=NegotiationState.OPEN
    )
    reason = models.TextField(blank=True)  # of whoever declined or withdrew
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = NegotiationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nobody_deals_with_itself", condition=~Q(seller=F("buyer"))
            ),
            models.CheckConstraint(
                name="closed_when_no_longer_open",
                condition=Q(state="open", closed_at=None)
                | (~Q(state="open") & Q(closed_at__isnull=False)),
            ),
        ]

    def other(self, organisation: Organisation) -> Organisation:
        """The party across the table."""
        return self.buyer if organisation.pk == self.seller_id else self.seller

    @property
    def listed_works(self) -> list[Work]:
        return list(self.works.all())

    @property
    def standing(self) -> "Offer":
        """The latest offer; there is none only inside the transaction that opens the negotiation."""
        if self.latest is None:
            raise RuntimeError(f"Negotiation {self.pk} has no offer.")
        return self.latest


class Offer(models.Model):
    """One version of the terms. Written once; `digest` is the SHA-256 of `terms` in canonical form."""

    negotiation = models.ForeignKey(Negotiation, models.CASCADE, related_name="offers")
    number = models.PositiveSmallIntegerField()
    house = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    terms = models.JSONField()
    digest = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["negotiation", "number"], name="offer_numbers")
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"Offer {self.pk} is made; a change is a counter-offer.")
        super().save(*args, **kwargs)

    @property
    def said(self) -> Terms:
        return Terms.model_validate(self.terms)


class Message(models.Model):
    """What one party wrote to the other."""

    negotiation = models.ForeignKey(Negotiation, models.CASCADE, related_name="messages")
    house = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    sent_at = models.DateTimeField(default=timezone.now)
