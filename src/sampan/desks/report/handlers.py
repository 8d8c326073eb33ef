"""What the report hears."""

from sampan.partners import events
from sampan.partners.models import Event

from .models import FactKind
from .services import count_fact


@events.handles("newswire.delivery.sent")
def count_delivery(event: Event) -> None:
    count_fact(event=event, kind=FactKind.DELIVERY, licensed=None)


@events.handles("protection.match.judged")
def count_pickup(event: Event) -> None:
    """A coincidence is no travel; a quotation is, and needs no licence."""
    verdict = event.data["verdict"]
    if verdict != "coincidence":
        count_fact(event=event, kind=FactKind.PICKUP, licensed=verdict != "taken")
