"""Atom feeds: the address holds a key, so that any reader of feeds can take one."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from sampan.desks.newswire.exports import note_use
from sampan.desks.newswire.items import item_of
from sampan.desks.newswire.models import Delivery, Destination
from sampan.desks.newswire.models.delivery import DestinationKind
from sampan.desks.newswire.models.pickup import UsageKind
from sampan.desks.newswire.services import note_taken
from sampan.desks.newswire.services.subscriptions import feed_digest
from sampan.engines import news

LENGTH = 50


def _deliveries(key: str) -> list[Delivery]:
    found = Destination.objects.active().filter(kind=DestinationKind.ATOM, digest=feed_digest(key))
    destination = found.select_related("organisation").first()
    if destination is None:
        raise Http404
    newest = Delivery.objects.filter(route__destination=destination).select_related(
        "version__edition__work__owner", "route__destination__organisation"
    )
    return list(newest.order_by("-pk")[:LENGTH])


def _etag(_request: HttpRequest, key: str) -> str:
    deliveries = _deliveries(key)
    return f'"{deliveries[0].pk}-{len(deliveries)}"' if deliveries else '"empty"'


@require_safe
@condition(etag_func=_etag)
def atom(_request: HttpRequest, key: str) -> HttpResponse:
    """The newest deliveries of this destination. What was read counts as sent."""
    deliveries = _deliveries(key)
    items = []
    for delivery in deliveries:
        receiver = delivery.route.destination.organisation
        items.append(item_of(delivery.version, receiver=receiver))
        note_use(version=delivery.version, organisation=receiver, kind=UsageKind.FEED)
    note_taken(deliveries=deliveries)
    address = settings.PUBLIC_URL + reverse("newswire:feed", args=[key])
    body = news.write_feed(
        items,
        uri=f"urn:sampan:feed:{deliveries[0].route.destination_id}"
        if deliveries
        else "urn:sampan:feed",
        title="Sampan",
        address=address,
        updated=deliveries[0].queued_at if deliveries else timezone.now(),
    )
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
