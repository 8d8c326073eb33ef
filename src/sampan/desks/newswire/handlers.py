"""What the wire hears."""

from django.utils import timezone

from sampan.catalogue.models import Edition, Status, Version
from sampan.partners import events
from sampan.partners.models import Event

from .models import Delivery, DeliveryKind, Pickup
from .services import lift_embargo, note_given_up, queue_deliveries, queue_release, send_delivery

_KINDS = {
    "newswire.story.published": DeliveryKind.STORY,
    "newswire.story.corrected": DeliveryKind.CORRECTION,
    "newswire.story.withheld": DeliveryKind.WITHHOLD,
    "newswire.story.killed": DeliveryKind.KILL,
}


@events.handles(
    "newswire.story.published",
    "newswire.story.corrected",
    "newswire.story.withheld",
    "newswire.story.killed",
)
def queue(event: Event) -> None:
    """Each destination that should have this version gets a delivery."""
    queue_deliveries(version=_version(event), kind=_KINDS[event.name])


@events.handles("newswire.story.released")
def release(event: Event) -> None:
    """Lifted before its hour: those who waited get it, those who have it are told."""
    queue_release(version=_version(event))


@events.handles("newswire.story.embargoed")
def lapse(event: Event) -> None:
    """Heard at the hour at which the embargo ends: those who were made to wait get what is published by now."""
    assert event.due_at is not None
    edition = Edition.objects.select_related("published").get(pk=event.subject_pk)
    lifted = lift_embargo(edition=edition, at=event.due_at)
    if lifted and edition.published is not None and edition.status == Status.USABLE:
        at = max(timezone.now(), event.due_at)
        queue_deliveries(version=edition.published, kind=DeliveryKind.STORY, at=at)


def rest(event: Event) -> None:
    """A delivery that nobody took in a day and a half: after some of these its destination is left in peace."""
    note_given_up(delivery=_delivery(event))


@events.handles("newswire.delivery.queued", outside=True, given_up=rest)
def send(event: Event) -> None:
    send_delivery(delivery=_delivery(event), key=str(event.key))


@events.handles("protection.match.judged")
def show_pickup(event: Event) -> None:
    """What the protection desk found about a story stands on the story's page."""
    told = event.data
    edition = Edition.objects.get(uri=told["uri"])
    pickup, is_new = Pickup.objects.get_or_create(
        event=event.key,
        defaults={
            "edition": edition,
            "outlet": told["outlet"],
            "url": told["url"],
            "headline": told["headline"],
            "verdict": told["verdict"],
            "share": told["share"],
            "address": told["address"],
        },
    )
    if is_new:
        events.record(
            name="newswire.pickup.found",
            subject=edition,
            organisation=edition.work.owner,
            data={"outlet": pickup.outlet, "verdict": pickup.verdict, "headline": pickup.headline},
        )


def _delivery(event: Event) -> Delivery:
    return Delivery.objects.select_related(
        "route__destination__organisation",
        "version__edition__work__owner",
        "version__edition__house",
    ).get(pk=event.data["delivery"])


def _version(event: Event) -> Version:
    return Version.objects.select_related("edition__work__owner", "edition__house").get(
        edition__pk=event.subject_pk, number=event.data["version"]
    )
