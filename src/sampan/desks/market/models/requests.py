"""What buyers look for, and what sellers propose for it."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.models import Work
from sampan.partners.models import Organisation, Person


class RequestState(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class RequestQuerySet(models.QuerySet["Request"]):
    def visible_to(self, organisation: Organisation) -> Self:
        """Its own, what was asked of every partner, and what was asked of it by name."""
        named = Q(
            pk__in=Request.recipients.through.objects.filter(organisation=organisation).values(
                "request"
            )
        )
        return self.filter(Q(house=organisation) | Q(to_all=True) | named)

    def open(self) -> Self:
        return self.filter(state=RequestState.OPEN)


class Request(models.Model):
    """What a buyer would license if somebody had it: in words, and as a box of rights."""

    State = RequestState

    house = models.ForeignKey(Organisation, models.PROTECT, related_name="requests")
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=12, default="en")  # of title and text, BCP 47
    territories = models.JSONField()  # codes, as in grants
    languages = models.JSONField()
    uses = models.JSONField()
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)  # half-open
    exclusive = models.BooleanField(default=False)
    to_all = models.BooleanField(default=True)
    recipients = models.ManyToManyField(Organisation, related_name="+", blank=True)
    state = models.CharField(max_length=8, choices=RequestState.choices, default=RequestState.OPEN)
    made_at = models.DateTimeField(default=timezone.now)

    objects = RequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="request_ends_after_it_begins",
                condition=Q(end_on=None) | Q(end_on__gt=F("start_on")),
            )
        ]

    def __str__(self) -> str:
        return self.title


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, organisation: Organisation) -> Self:
        """Who proposed it, and who had asked; competitors do not see one another's."""
        return self.filter(Q(house=organisation) | Q(request__house=organisation))


class Proposal(models.Model):
    """Works that a seller holds against a request, before any price is named."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="proposals")
    house = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    works = models.ManyToManyField(Work, related_name="+")
    note = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = ProposalQuerySet.as_manager()
