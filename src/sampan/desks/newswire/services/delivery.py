"""Stories go out: who gets which version, signed push, acknowledgement."""

import json
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.catalogue.models import Edition, Status, Version
from sampan.desks.newswire import rules
from sampan.desks.newswire.items import item_of
from sampan.desks.newswire.models import (
    Delivery,
    DeliveryKind,
    DeliveryState,
    Destination,
    Route,
    Subscription,
    Usage,
)
from sampan.desks.newswire.models.delivery import DestinationKind, EmbargoPolicy
from sampan.engines import news
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.fetch import Response, fetch
from sampan.partners.sealed import unseal
from sampan.partners.webhooks import signed_headers


@transaction.atomic
def queue_deliveries(*, version: Version, kind: DeliveryKind) -> list[Delivery]:
    """One delivery for each destination that should have this version, however often this is asked."""
    edition = version.edition
    wanting = set(_subscribed(edition)) if edition.status == Status.USABLE else set()
    if kind != DeliveryKind.STORY:
        wanting |= set(_reached(edition))
    queued = []
    for destination in sorted(wanting, key=lambda destination: destination.pk):
        route, _new = Route.objects.get_or_create(destination=destination, edition=edition)
        delivery, is_new = Delivery.objects.get_or_create(route=route, version=version, kind=kind)
        if is_new and destination.kind == DestinationKind.PUSH:
            events.record(
                name="newswire.delivery.queued",
                subject=route,  # so that versions arrive in their order
                organisation=edition.house,
                data={"delivery": delivery.pk, "version": version.number, "kind": kind},
            )
        if is_new:
            queued.append(delivery)
    return queued


def send_delivery(*, delivery: Delivery, key: str) -> None:
    """Push one delivery, once or (after a crash) again with the same key. Raises TryAgain if it was not taken."""
    if delivery.state in (DeliveryState.SENT, DeliveryState.ACKNOWLEDGED):
        return
    destination = delivery.route.destination
    body = news.write(
        item_of(delivery.version, receiver=destination.organisation), destination.form
    )
    headers = signed_headers(
        key=key, body=body, signed_with=[unseal(destination.secret)], at=timezone.now()
    )
    headers |= {
        "Content-Type": news.MEDIA_TYPES[destination.form],
        "Sampan-Delivery": str(delivery.pk),
        "Sampan-Kind": delivery.kind,
    }
    response = fetch(destination.url, method="POST", headers=headers, body=body)
    _note(delivery, response, at=timezone.now())
    if not response.is_success:
        raise events.TryAgain(
            f"{destination.name} answered {response.status}; a receiver answers 2xx when it has the story."
        )


@transaction.atomic
def acknowledge(*, actor: Actor, delivery: Delivery) -> Delivery:
    """The receiver's word that it has the version; the first word counts."""
    rules.demand(
        delivery.route.destination.organisation_id == actor.organisation.pk,
        _("Only the receiver of a delivery can acknowledge it."),
    )
    _acknowledge(delivery, at=timezone.now(), actor=actor)
    return delivery


@transaction.atomic
def note_taken(*, deliveries: Iterable[Delivery]) -> None:
    """A feed was read: what it held counts as sent."""
    now = timezone.now()
    for delivery in deliveries:
        if delivery.state == DeliveryState.QUEUED:
            _sent(delivery, at=now, answer=_("read from the feed"))


def _subscribed(edition: Edition) -> Iterable[Destination]:
    """Destinations with a subscription that the story passes, of houses that may see it (and, held, see it now)."""
    now = timezone.now()
    for subscription in Subscription.objects.filter(
        is_active=True, destination__is_active=True, destination__organisation__is_active=True
    ).select_related("destination__organisation"):
        destination = subscription.destination
        if destination.organisation_id == edition.house_id or not subscription.wants(edition):
            continue
        shares = edition.work.shares.open_to(destination.organisation)
        if destination.embargo == EmbargoPolicy.HOLD:
            shares = shares.in_force(at=now)
        if shares.exists():
            yield destination


def _reached(edition: Edition) -> Iterable[Destination]:
    """Every destination that ever had the story, and those of houses that took it out by other ways."""
    users = Usage.objects.filter(version__edition=edition).values("organisation")
    return Destination.objects.filter(
        Q(routes__edition=edition) | Q(organisation__in=users, is_active=True)
    ).distinct()


def _note(delivery: Delivery, response: Response, *, at: datetime) -> None:
    answer = response.body[:500].decode("utf-8", "replace")
    Delivery.objects.filter(pk=delivery.pk).update(attempts=F("attempts") + 1, answer=answer)
    if not response.is_success:
        return
    with transaction.atomic():
        delivery.refresh_from_db()
        _sent(delivery, at=at, answer=answer)
        if _says_yes(response):
            _acknowledge(delivery, at=at, actor=None)


def _says_yes(response: Response) -> bool:
    """A receiver may acknowledge in its answer: {"acknowledged": true}."""
    try:
        told = json.loads(response.body)
    except ValueError:
        return False
    return isinstance(told, dict) and told.get("acknowledged") is True


def _sent(delivery: Delivery, *, at: datetime, answer: str) -> None:
    changed = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.QUEUED).update(
        state=DeliveryState.SENT, sent_at=at, answer=answer
    )
    if changed:
        delivery.refresh_from_db()
        _tell("newswire.delivery.sent", delivery, actor=None)


def _acknowledge(delivery: Delivery, *, at: datetime, actor: Actor | None) -> None:
    changed = Delivery.objects.filter(pk=delivery.pk, acknowledged_at=None).update(
        state=DeliveryState.ACKNOWLEDGED, acknowledged_at=at
    )
    if changed:
        delivery.refresh_from_db()
        _tell("newswire.delivery.acknowledged", delivery, actor=actor)


def _tell(name: str, delivery: Delivery, *, actor: Actor | None) -> None:
    edition, receiver = delivery.version.edition, delivery.route.destination.organisation
    events.record(
        name=name,
        subject=delivery,
        actor=actor,
        organisation=edition.house,
        data={
            "work": str(edition.work.key),
            "uri": edition.uri,
            "version": delivery.version.number,
            "kind": delivery.kind,
            "language": edition.language,
            "origin": edition.work.origin,
            "receiver": receiver.slug,
            "territory": receiver.territory,
            "headline": delivery.version.headline,
        },
    )
