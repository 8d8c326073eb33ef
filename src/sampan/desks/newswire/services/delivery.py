"""Stories go out: signed push, feeds, acknowledgement."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.desks.newswire import rules
from sampan.desks.newswire.items import item_of
from sampan.desks.newswire.models import Delivery, DeliveryState, Destination
from sampan.engines import news
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Unreachable
from sampan.partners.fetch import Response, fetch
from sampan.partners.sealed import unseal
from sampan.partners.webhooks import PATIENCE, signed_headers

WAITING = (DeliveryState.QUEUED, DeliveryState.FAILED, DeliveryState.MISSED)


def send_delivery(*, delivery: Delivery, key: str) -> None:
    """Push one delivery, once or (after a crash) again with the same key. Raises if it was not taken."""
    destination = delivery.route.destination
    if delivery.state not in WAITING or not destination.is_active or destination.suspended_at:
        return
    item = item_of(delivery.version, receiver=destination.organisation)
    body = news.write(item, destination.form)
    headers = signed_headers(
        key=key, body=body, signed_with=[unseal(destination.secret)], at=timezone.now()
    )
    headers |= {
        "Content-Type": news.media_type(item, destination.form),
        "Sampan-Delivery": str(delivery.pk),
        "Sampan-Kind": delivery.kind,
    }
    try:
        response = fetch(
            destination.url,
            method="POST",
            headers=headers,
            body=body,
            limit=2**16,
            timeout=PATIENCE,
            redirects=0,
        )
    except Unreachable as error:
        _note_failure(delivery, str(error))
        raise
    answer = response.body[:500].decode("utf-8", "replace").replace("\0", "")
    if not response.is_success:
        sentence = _(
            "%(name)s answered %(status)s; a receiver answers 2xx when it has the story."
        ) % {"name": destination.name, "status": response.status}
        _note_failure(delivery, f"{sentence} {answer}".strip())
        raise events.TryAgain(sentence)
    _note_success(delivery, response, answer)


@transaction.atomic
def acknowledge(*, actor: Actor, delivery: Delivery) -> Delivery:
    """The receiver's word that it has the version; the first word counts."""
    rules.demand(
        delivery.route.destination.organisation_id == actor.organisation.pk,
        _("Only the receiver of a delivery can acknowledge it."),
    )
    now = timezone.now()
    _sent(delivery, at=now, answer=_("acknowledged by the receiver"))
    _acknowledge(delivery, at=now, actor=actor)
    return delivery


@transaction.atomic
def note_taken(*, deliveries: Sequence[Delivery]) -> None:
    """A feed was read: what it held counts as sent, and what that replaced is not sent any more."""
    now = timezone.now()
    for delivery in deliveries:
        if delivery.state in WAITING:
            _sent(delivery, at=now, answer=_("read from the feed"))
    newest = {delivery.route_id: delivery.pk for delivery in deliveries}
    older = Delivery.objects.filter(route__in=newest, state__in=WAITING).exclude(
        pk__in=newest.values()
    )
    older.update(state=DeliveryState.REPLACED)


def _note_failure(delivery: Delivery, answer: str) -> None:
    Delivery.objects.filter(pk=delivery.pk, state__in=WAITING).update(
        attempts=F("attempts") + 1, state=DeliveryState.FAILED, answer=answer
    )


@transaction.atomic
def _note_success(delivery: Delivery, response: Response, answer: str) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(attempts=F("attempts") + 1)
    _sent(delivery, at=timezone.now(), answer=answer)
    destination = Destination.objects.filter(pk=delivery.route.destination_id)
    destination.exclude(misses=0).update(misses=0)
    if _says_yes(response):
        _acknowledge(delivery, at=timezone.now(), actor=None)


def _says_yes(response: Response) -> bool:
    """A receiver may acknowledge in its answer: {"acknowledged": true}."""
    try:
        told = json.loads(response.body)
    except ValueError:
        return False
    return isinstance(told, dict) and told.get("acknowledged") is True


def _sent(delivery: Delivery, *, at: datetime, answer: str) -> None:
    changed = Delivery.objects.filter(pk=delivery.pk, state__in=WAITING).update(
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
