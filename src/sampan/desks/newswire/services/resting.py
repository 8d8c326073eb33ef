"""A push address that never answers rests: nothing is sent there until its house wakes it, and nothing is lost."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.desks.newswire import rules
from sampan.desks.newswire.models import Delivery, DeliveryState, Destination
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.models import subject_of
from sampan.partners.services import withdraw

from .delivery import WAITING
from .reach import queue_push

PATIENCE = 3  # deliveries given up in a row, each after a day and a half
SENDER = "sampan.desks.newswire.handlers.send"


@transaction.atomic
def note_given_up(*, delivery: Delivery) -> None:
    """Nobody took the delivery in all its tries. After some of these in a row the destination is suspended."""
    missed = Delivery.objects.filter(pk=delivery.pk, state__in=WAITING)
    if not missed.update(state=DeliveryState.MISSED):
        return
    rows = Destination.objects.select_for_update(of=("self",)).select_related("organisation")
    destination = rows.get(pk=delivery.route.destination_id)
    destination.misses += 1
    if destination.misses >= PATIENCE and destination.suspended_at is None:
        _suspend(destination)
    destination.save(update_fields=["misses", "suspended_at"])


@transaction.atomic
def wake_destination(*, actor: Actor, destination: Destination) -> int:
    """Send there again, first what it missed, each story in order; how many deliveries that is."""
    rules.demand(
        rules.may_subscribe(actor) and destination.organisation_id == actor.organisation.pk,
        _("Only an editor of its house may wake a destination."),
    )
    destination = Destination.objects.select_for_update().get(pk=destination.pk)
    if not destination.is_active:
        raise Invalid(_("This destination was removed; add it anew."))
    if not destination.suspended_at and not destination.has_missed:
        raise Invalid(_("This destination is awake, and missed nothing."))
    _pass_over(destination)
    waiting = _waiting(destination)
    _stop(waiting)
    Destination.objects.filter(pk=destination.pk).update(misses=0, suspended_at=None)
    Delivery.objects.filter(pk__in=[one.pk for one in waiting]).update(state=DeliveryState.QUEUED)
    for delivery in waiting:
        queue_push(delivery)
    events.record(
        name="newswire.destination.woken",
        subject=destination,
        actor=actor,
        data={"name": destination.name, "deliveries": len(waiting)},
    )
    return len(waiting)


def _suspend(destination: Destination) -> None:
    destination.suspended_at = timezone.now()
    waiting = _waiting(destination)
    _stop(waiting)
    events.record(
        name="newswire.destination.suspended",
        subject=destination,
        organisation=destination.organisation,
        data={
            "name": destination.name,
            "deliveries": len(waiting),
            "answer": waiting[-1].answer if waiting else "",
        },
    )


def _stop(waiting: list[Delivery]) -> None:
    """Whatever the worker would still try, it is asked for anew when the destination is woken."""
    withdraw(target=SENDER, subjects=sorted({subject_of(one.route) for one in waiting}))


def _pass_over(destination: Destination) -> None:
    """What was given up before a newer version of the same story was taken would only bring back the old one."""
    newer = Delivery.objects.filter(
        route=OuterRef("route"), pk__gt=OuterRef("pk"), sent_at__isnull=False
    )
    missed = Delivery.objects.filter(route__destination=destination, state__in=WAITING)
    missed.filter(Exists(newer)).update(state=DeliveryState.REPLACED)


def _waiting(destination: Destination) -> list[Delivery]:
    """What was not taken, in the order in which it was queued."""
    rows = Delivery.objects.filter(route__destination=destination, state__in=WAITING)
    return list(rows.select_related("route", "version__edition__house").order_by("pk"))
