"""Who wants which stories, where they go, and what became of each delivery."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.models import Edition, Version
from sampan.desks.newswire.topics import topic_name
from sampan.partners.models import Organisation


class DestinationKind(models.TextChoices):
    PUSH = "push", _("Signed push (HTTPS)")
    ATOM = "atom", _("Atom feed")


class DestinationForm(models.TextChoices):
    NINJS = "ninjs", "ninjs 3.1"
    NEWSML_G2 = "newsml-g2", "NewsML-G2 2.35"
    NITF = "nitf", "NITF 3.6"


class EmbargoPolicy(models.TextChoices):
    HOLD = "hold", _("Hold until the embargo ends")
    FLAG = "flag", _("Send at once, marked as embargoed")


class DestinationQuerySet(models.QuerySet["Destination"]):
    def visible_to(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def active(self) -> Self:
        return self.filter(is_active=True, organisation__is_active=True)


class Destination(models.Model):
    """Where an organisation takes its stories: an address that we push to, or a feed that it reads."""

    Kind = DestinationKind
    Form = DestinationForm

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="destinations")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=5, choices=DestinationKind.choices)
    url = models.URLField(max_length=500, blank=True)  # push only
    form = models.CharField(
        max_length=10, choices=DestinationForm.choices, default=DestinationForm.NINJS
    )
    embargo = models.CharField(
        max_length=4, choices=EmbargoPolicy.choices, default=EmbargoPolicy.HOLD
    )
    secret = models.TextField(blank=True)  # push: sealed, to sign with
    digest = models.CharField(
        max_length=64, blank=True, db_index=True
    )  # atom: of the key in its address
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)
    misses = models.PositiveIntegerField(default=0)  # given up in a row
    suspended_at = models.DateTimeField(null=True, blank=True)  # it rests; all that is for it waits

    objects = DestinationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def is_push(self) -> bool:
        return self.kind == DestinationKind.PUSH

    @property
    def has_missed(self) -> bool:
        missed = Delivery.objects.filter(route__destination=self, state=DeliveryState.MISSED)
        return missed.exists()


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def visible_to(self, organisation: Organisation) -> Self:
        return self.filter(destination__organisation=organisation)


class Subscription(models.Model):
    """A filter over the wire, and where what passes it goes. An empty list lets everything pass."""

    destination = models.ForeignKey(Destination, models.CASCADE, related_name="subscriptions")
    name = models.CharField(max_length=100)
    languages = models.JSONField(default=list, blank=True)
    topics = models.JSONField(default=list, blank=True)  # medtop codes
    places = models.JSONField(default=list, blank=True)  # ISO 3166; “LA” holds “LA-VT”
    agencies = models.JSONField(default=list, blank=True)  # slugs of organisations
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = SubscriptionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def topic_names(self) -> list[str]:
        return [topic_name({"code": code}) for code in self.topics]

    def wants(self, edition: Edition) -> bool:
        """Whether the story passes the filter."""
        work = edition.work
        topics = {topic["code"] for topic in work.topics}
        places = {work.origin, *(place["code"] for place in work.places)}
        return (
            (not self.languages or edition.language in self.languages)
            and (not self.topics or not topics.isdisjoint(self.topics))
            and (not self.places or any(_within(place, self.places) for place in places))
            and (not self.agencies or edition.house.slug in self.agencies)
        )


def _within(place: str, wanted: list[str]) -> bool:
    return any(place == area or place.startswith(f"{area}-") for area in wanted)


class Route(models.Model):
    """That an edition goes, or went, to a destination. Corrections and kills follow every route ever opened."""

    destination = models.ForeignKey(Destination, models.CASCADE, related_name="routes")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="routes")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["destination", "edition"], name="route_once")
        ]


class DeliveryKind(models.TextChoices):
    STORY = "story", _("Story")
    CORRECTION = "correction", _("Correction")
    RELEASE = "release", _("Embargo lifted")
    WITHHOLD = "withhold", _("Withheld")
    KILL = "kill", _("Kill")


class DeliveryState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    SENT = "sent", _("Sent")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    FAILED = "failed", _("Not taken yet")  # tried, and tried again later
    MISSED = "missed", _("Given up")  # until its destination is woken
    REPLACED = "replaced", _("Replaced")  # a newer version was read from the feed first


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def sent_to(self, organisation: Organisation) -> Self:
        return self.filter(route__destination__organisation=organisation)

    def sent_by(self, organisation: Organisation) -> Self:
        return self.filter(version__edition__house=organisation)


class Delivery(models.Model):
    """One version on one route, and its receipt."""

    Kind = DeliveryKind
    State = DeliveryState

    route = models.ForeignKey(Route, models.CASCADE, related_name="deliveries")
    version = models.ForeignKey(Version, models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=10, choices=DeliveryKind.choices)
    state = models.CharField(
        max_length=12, choices=DeliveryState.choices, default=DeliveryState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    answer = models.TextField(blank=True)  # what the receiver said last
    queued_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["route", "version", "kind"], name="delivered_once")
        ]

    @property
    def advisory(self) -> str:
        """What the delivery says of a story that its receiver has; empty for the story itself."""
        return {"correction": "corrected", "withhold": "withheld", "kill": "canceled"}.get(
            self.kind, ""
        )
