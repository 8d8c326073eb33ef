"""The seam: what happened, and who has still to hear of it."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .organisations import Organisation
from .people import Person


class EventQuerySet(models.QuerySet["Event"]):
    def told_to(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def about(self, subject: models.Model) -> Self:
        return self.filter(subject=f"{subject._meta.label_lower}:{subject.pk}")


class Event(models.Model):
    """Something that happened. Written once, in the transaction that made it true; never changed, only sealed.

    Sealing gives a row its place in the hash chain. The worker does it afterwards, so that writers never queue.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60)  # past tense, dotted: newswire.story.published
    subject = models.CharField(max_length=80)  # app.model:pk
    at = models.DateTimeField(default=timezone.now)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="events"
    )  # whose it is: they see it, their webhooks carry it
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # who did it
    data = models.JSONField(default=dict)
    position = models.BigIntegerField(null=True, unique=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-id"], name="event_of_organisation"),
            models.Index(fields=["subject", "id"], name="event_of_subject"),
            models.Index(fields=["id"], name="event_unsealed", condition=Q(position=None)),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"


class Webhook(models.Model):
    """An address of an organisation that wants its events, signed by the Standard Webhooks rules."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="webhooks")
    url = models.URLField(max_length=500)
    names = models.JSONField(default=list)  # of events; empty means all
    secret = (
        models.TextField()
    )  # sealed by partners/sealed.py: signing needs it back, so it cannot be a digest
    previous_secret = models.TextField(
        blank=True
    )  # still signed with until the receiver has changed over
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)


class HandlingState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    DEAD = "dead", _("Given up")


class HandlingQuerySet(models.QuerySet["Handling"]):
    def due(self, *, at: datetime) -> Self:
        """What may be taken up now: waiting and due, or taken by a worker that has since fallen silent."""
        return self.filter(
            Q(state=HandlingState.WAITING, due_at__lte=at)
            | Q(state=HandlingState.RUNNING, lease_until__lt=at)
        )


class Handling(models.Model):
    """That one target (a handler or a webhook) has to hear one event."""

    State = HandlingState

    event = models.ForeignKey(Event, models.CASCADE, related_name="handlings")
    target = models.CharField(max_length=120)  # sampan.desks.newswire.handlers.deliver | webhook:12
    subject = models.CharField(
        max_length=80
    )  # the event's, so that order can be kept without a join
    state = models.CharField(
        max_length=8, choices=HandlingState.choices, default=HandlingState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    objects = HandlingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "target"], name="heard_once")]
        indexes = [
            models.Index(
                fields=["due_at"], name="handling_open", condition=~Q(state__in=["done", "dead"])
            ),
            models.Index(
                fields=["target", "subject", "event"],
                name="handling_in_order",
                condition=~Q(state__in=["done", "dead"]),
            ),
        ]
