"""The seam: what happened, and who has still to hear of it."""

import uuid
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .organisations import Organisation
from .people import Person
from .tokens import Token


def subject_of(row: models.Model) -> str:
    """How events name a row: `app.model:pk`."""
    return f"{row._meta.label_lower}:{row.pk}"


class EventQuerySet(models.QuerySet["Event"]):
    def told_to(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def about(self, subject: models.Model) -> Self:
        return self.filter(subject=subject_of(subject))

    def unchained(self) -> Self:
        return self.filter(position=None)


class Event(models.Model):
    """Something that happened. Written once, in the transaction that made it true; never changed, only chained.

    Chaining gives a row its place in the hash chain. The worker does it afterwards, so that writers never queue.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60)  # past tense, dotted: newswire.story.published
    subject = models.CharField(max_length=80)  # app.model:pk
    at = models.DateTimeField(default=timezone.now)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="events"
    )  # whose it is: they see it, their webhooks carry it
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # who did it
    token = models.ForeignKey(
        Token, models.PROTECT, null=True, related_name="+"
    )  # or which program
    data = models.JSONField(default=dict)
    due_at = models.DateTimeField(null=True)  # nobody hears of it before then
    position = models.BigIntegerField(null=True, unique=True)  # in the chain, from 1
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-id"], name="event_of_organisation"),
            models.Index(fields=["subject", "id"], name="event_of_subject"),
            models.Index(fields=["id"], name="event_unchained", condition=Q(position=None)),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"Event {self.pk} is written already; an event is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:  # noqa: ARG002
        raise TypeError(f"Event {self.pk} cannot be removed; the chain would break.")

    @property
    def subject_pk(self) -> str:
        """The primary key of the row that it is about."""
        return self.subject.partition(":")[2]


class ChainHead(models.Model):
    """The one row that says how far the chain reaches; whoever extends the chain holds its lock."""

    position = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def active(self) -> Self:
        return self.filter(is_active=True)


class Webhook(models.Model):
    """An address of an organisation that wants its events, signed by the Standard Webhooks rules."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="webhooks")
    url = models.URLField(max_length=500)
    names = models.JSONField(default=list, blank=True)  # of events; empty means all
    # Sealed by partners/sealed.py: signing needs them back, so they cannot be digests.
    secret = models.TextField()
    previous_secret = models.TextField(blank=True)
    previous_until = models.DateTimeField(null=True, blank=True)  # signed with both until then
    is_active = models.BooleanField(default=True)
    # It does not answer: all that it has to hear waits until `resume_at`.
    failing_since = models.DateTimeField(null=True, blank=True)
    resume_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WebhookQuerySet.as_manager()

    @property
    def target(self) -> str:
        return f"webhook:{self.pk}"

    def wants(self, name: str) -> bool:
        return not self.names or name in self.names


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
            | Q(state=HandlingState.RUNNING, lease_until__lt=at),
            closed_at=None,
        )

    def first_in_line(self, *, at: datetime) -> Self:
        """Those with nothing before them that the same target has still to hear about the same subject.

        What was put off to a later time, and was not tried yet, lets others pass until that time has come.
        """
        before = Handling.objects.filter(
            Q(attempts__gt=0) | Q(due_at__lte=at),
            closed_at=None,
            target=OuterRef("target"),
            subject=OuterRef("subject"),
            id__lt=OuterRef("id"),
        )
        return self.filter(~Exists(before))

    def dead(self) -> Self:
        """Given up; a person may have them tried again."""
        return self.filter(state=HandlingState.DEAD)

    def of(self, organisation: Organisation) -> Self:
        """What the organisation's own webhooks have to hear."""
        return self.filter(event__organisation=organisation, target__startswith="webhook:")


class Handling(models.Model):
    """That one target (a handler or a webhook) has to hear one event. Made in the order of the chain."""

    State = HandlingState

    event = models.ForeignKey(Event, models.CASCADE, related_name="handlings")
    target = models.CharField(max_length=120)  # sampan.desks.newswire.handlers.deliver | webhook:12
    subject = models.CharField(
        max_length=80
    )  # the event's, so that order can be kept without a join
    outside = models.BooleanField(default=False)  # it talks to the network: never in a transaction
    state = models.CharField(
        max_length=8, choices=HandlingState.choices, default=HandlingState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)  # also the proof of who holds it
    error = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)  # done or given up

    objects = HandlingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "target"], name="heard_once"),
            models.CheckConstraint(
                name="closed_when_done_or_dead",
                condition=Q(closed_at=None, state__in=["waiting", "running"])
                | Q(closed_at__isnull=False, state__in=["done", "dead"]),
            ),
            models.CheckConstraint(
                name="leased_while_running",
                condition=Q(lease_until=None) ^ Q(state="running"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                name="handling_open_inside",
                condition=Q(closed_at=None, outside=False),
            ),
            models.Index(
                fields=["id"],
                name="handling_open_outside",
                condition=Q(closed_at=None, outside=True),
            ),
            models.Index(
                fields=["target", "subject", "id"],
                name="handling_in_order",
                condition=Q(closed_at=None),
            ),
            models.Index(F("id").desc(), name="handling_dead", condition=Q(state="dead")),
        ]
