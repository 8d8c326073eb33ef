"""From events to who has to hear of them: chained and handed out in one transaction, never one without the other."""

from collections.abc import Iterable

from django.db import transaction

from . import chain
from .events import hearings
from .models import Event, Handling, Webhook


def hand_out(*, limit: int = 500) -> int:
    """Chain the events that are committed and make a Handling for each target of each; how many events it was.

    Safe to run in several workers at once: they take turns.
    """
    if not Event.objects.unchained().exists():  # a look costs no lock
        return 0
    with transaction.atomic():
        events = chain.extend(limit=limit)
        Handling.objects.bulk_create(_handlings(events), batch_size=500)
    return len(events)


def _handlings(events: list[Event]) -> Iterable[Handling]:
    webhooks = _webhooks(events)
    for event in events:
        heard = [(hearing.target, hearing.outside) for hearing in hearings(event.name)]
        told = webhooks.get(event.organisation_id, ())
        heard += [(webhook.target, True) for webhook in told if webhook.wants(event.name)]
        for target, outside in heard:
            yield Handling(
                event=event,
                target=target,
                outside=outside,
                subject=event.subject,
                due_at=event.due_at or event.at,
            )


def _webhooks(events: list[Event]) -> dict[int | None, list[Webhook]]:
    organisations = {event.organisation_id for event in events if event.organisation_id}
    found: dict[int | None, list[Webhook]] = {}
    for webhook in Webhook.objects.active().filter(organisation__in=organisations).order_by("id"):
        found.setdefault(webhook.organisation_id, []).append(webhook)
    return found
