"""Whom a version must reach: those who subscribe to it, and those who ever had the story in any way."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sampan.catalogue.models import Edition, Status, Version
from sampan.catalogue.models.works import EditionQuerySet
from sampan.desks.newswire.models import (
    Delivery,
    DeliveryKind,
    Destination,
    Route,
    Subscription,
    Usage,
)
from sampan.desks.newswire.models.delivery import DestinationKind, EmbargoPolicy
from sampan.partners import events
from sampan.partners.models import Organisation

from .lineage import family

_TEXTS = (DeliveryKind.STORY, DeliveryKind.CORRECTION)


@transaction.atomic
def queue_deliveries(
    *, version: Version, kind: DeliveryKind, at: datetime | None = None
) -> list[Delivery]:
    """One delivery for each destination that should have this version, however often and by whomever this is asked."""
    Edition.objects.select_for_update().get(
        pk=version.edition_id
    )  # one after the other, so none twice
    edition = version.edition
    # A recall is told of each translation by its own notice; a correction of the original alone.
    wanting = _reached(family(edition) if kind == DeliveryKind.CORRECTION else [edition])
    if edition.status == Status.USABLE:
        wanting |= _subscribed(edition, at=at or timezone.now())
    queued = (_queue(version, kind, destination) for destination in sorted(wanting, key=_by_age))
    return [delivery for delivery in queued if delivery is not None]


@transaction.atomic
def queue_release(*, version: Version) -> list[Delivery]:
    """The embargo was lifted before its hour: whoever has the version is told, whoever waited for it is served."""
    Edition.objects.select_for_update().get(pk=version.edition_id)
    having = Destination.objects.active().filter(
        routes__deliveries__version=version, routes__deliveries__kind__in=_TEXTS
    )
    told = [
        _queue(version, DeliveryKind.RELEASE, destination)
        for destination in having.distinct().order_by("pk")
    ]
    served = queue_deliveries(version=version, kind=DeliveryKind.STORY)
    return [one for one in told if one is not None] + served


def recalled_from(*, organisation: Organisation) -> EditionQuerySet:
    """Stories that the house had in any way, and that were called back; the latest call first."""
    had = Q(routes__destination__organisation=organisation) | Q(
        versions__usages__organisation=organisation
    )
    recalled = Edition.objects.filter(had, status__in=(Status.WITHHELD, Status.CANCELED))
    rows = Edition.objects.filter(pk__in=recalled.values("pk")).select_related("published", "house")
    return rows.order_by("-published__created_at", "-pk")


def _by_age(destination: Destination) -> int:
    return destination.pk


def _queue(version: Version, kind: DeliveryKind, destination: Destination) -> Delivery | None:
    route, _new = Route.objects.get_or_create(destination=destination, edition=version.edition)
    if kind in _TEXTS and route.deliveries.filter(version=version, kind__in=_TEXTS).exists():
        return None
    delivery, is_new = Delivery.objects.get_or_create(route=route, version=version, kind=kind)
    if not is_new:
        return None
    if destination.kind == DestinationKind.PUSH:
        queue_push(delivery)
    return delivery


def queue_push(delivery: Delivery) -> None:
    """Have the worker send it; deliveries on one route keep their order."""
    version = delivery.version
    events.record(
        name="newswire.delivery.queued",
        subject=delivery.route,
        organisation=version.edition.house,
        data={"delivery": delivery.pk, "version": version.number, "kind": delivery.kind},
    )


def _subscribed(edition: Edition, *, at: datetime) -> set[Destination]:
    """Destinations with a subscription that the story passes, of houses that may see it (and, held, see it by now)."""
    found = set()
    shares = list(edition.work.shares.all())
    for subscription in Subscription.objects.filter(
        is_active=True, destination__in=Destination.objects.active()
    ).select_related("destination"):
        destination = subscription.destination
        holds = destination.embargo == EmbargoPolicy.HOLD
        if (
            destination.organisation_id != edition.house_id
            and subscription.wants(edition)
            and any(
                share.organisation_id in (None, destination.organisation_id)
                and (share.until_at is None or share.until_at > at)
                and (share.from_at <= at or not holds)
                for share in shares
            )
        ):
            found.add(destination)
    return found


def _reached(editions: list[Edition]) -> set[Destination]:
    """Where any of these ever went.

    A house that took it out by other ways, or whose destination was removed or rests, hears of it wherever it listens.
    """
    routed = set(Destination.objects.filter(routes__edition__in=editions).distinct())
    active = {one for one in routed if one.is_active}
    hearing = {one.organisation_id for one in active if not one.suspended_at}
    users = Usage.objects.filter(version__edition__in=editions).values_list(
        "organisation", flat=True
    )
    houses = {one.organisation_id for one in routed} | set(users)
    deaf = houses - hearing - {editions[0].house_id}
    return active | set(Destination.objects.active().filter(organisation__in=deaf))
