"""What the market hears."""

from sampan.partners import events
from sampan.partners.models import Event

from . import shop_handlers  # noqa: F401  # registers what the shop hears
from .models import Contract, Delivered, Offer
from .services.contracts import issue_document
from .services.materials import check_material
from .services.negotiating import lapse_offer
from .services.reminders import remind


@events.handles("market.lapse.set")
def lapse(event: Event) -> None:
    lapse_offer(offer=Offer.objects.get(pk=event.subject_pk))


@events.handles("market.reminder.set")
def remind_of(event: Event) -> None:
    contract = Contract.objects.get(pk=event.subject_pk)
    remind(contract=contract, kind=event.data["kind"], on=event.data["on"])


@events.handles("market.deal.agreed")
def make_document(event: Event) -> None:
    issue_document(contract=Contract.objects.get(negotiation__pk=event.subject_pk))


@events.handles("market.material.delivered", outside=True)
def look_at_material(event: Event) -> None:
    """Both parties have a row of the event; one is enough."""
    if event.data["verdict"] == "sent":
        check_material(delivered=Delivered.objects.get(pk=event.data["file"]))
