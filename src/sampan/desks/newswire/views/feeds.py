"""Atom feeds: the address holds a key, so that any reader of feeds can take one."""

from django.conf import settings
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import condition, require_GET

from sampan.desks.newswire.exports import note_uses
from sampan.desks.newswire.items import item_of
from sampan.desks.newswire.models import Delivery, Destination
from sampan.desks.newswire.models.delivery import DestinationKind
from sampan.desks.newswire.models.pickup import UsageKind
from sampan.desks.newswire.pictures import pictures_of_each
from sampan.desks.newswire.services import note_taken
from sampan.desks.newswire.services.subscriptions import feed_digest
from sampan.engines import news
from sampan.engines.rights.reservation import Policy, write_headers

LENGTH = 50


def _destination(key: str) -> Destination:
    found = Destination.objects.active().filter(kind=DestinationKind.ATOM, digest=feed_digest(key))
    return get_object_or_404(found.select_related("organisation"))


def _deliveries(destination: Destination) -> list[Delivery]:
    """The newest delivery of each story: a correction or a kill takes the place of what it corrects or kills."""
    routes = destination.routes.annotate(newest=Max("deliveries")).values("newest")
    rows = Delivery.objects.filter(pk__in=routes).select_related(
        "version__edition__work__owner",
        "version__edition__house",
        "version__edition__translated_from__edition",
    )
    return list(rows.order_by("-pk")[:LENGTH])


def _etag(_request: HttpRequest, key: str) -> str:
    """Another each day, since the addresses of pictures end after two."""
    newest = Delivery.objects.filter(route__destination=_destination(key))
    told = newest.aggregate(newest=Max("pk"), count=Count("pk"))
    return '"{newest}-{count}-{day}"'.format(**told, day=timezone.now().toordinal())


@require_GET
@condition(etag_func=_etag)
def atom(_request: HttpRequest, key: str) -> HttpResponse:
    """The newest stories of this destination. What was read counts as sent, and as used."""
    destination = _destination(key)
    receiver, deliveries = destination.organisation, _deliveries(destination)
    versions = [delivery.version for delivery in deliveries]
    note_uses(versions=versions, organisation=receiver, kind=UsageKind.FEED)
    note_taken(deliveries=deliveries)
    pictures = pictures_of_each(versions)
    items = [item_of(one, receiver=receiver, pictures=pictures[one.pk]) for one in versions]
    body = news.write_feed(
        items,
        uri=f"urn:sampan:feed:{destination.pk}",
        title=f"{receiver.name}: {destination.name}",
        address=settings.PUBLIC_URL + reverse("newswire:feed", args=[key]),
        updated=deliveries[0].queued_at if deliveries else destination.created_at,
    )
    kind = "application/atom+xml; charset=utf-8"
    return HttpResponse(body, content_type=kind, headers=_signals(items))


def _signals(items: list[news.NewsItem]) -> dict[str, str]:
    """The headers of a feed allow what each of its stories allows."""
    policies = [item.ai_policy.allowed for item in items if item.ai_policy]
    return write_headers(Policy(frozenset.intersection(*policies) if policies else frozenset()))
