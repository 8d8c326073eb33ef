"""/metrics: what Prometheus may ask, counted from the rows themselves, so that every process answers alike."""

import hmac
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count, Min, Model, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from sampan.catalogue.models import Asset, Edition
from sampan.desks.newswire.models import Delivery, Message
from sampan.desks.protection.models import Match
from sampan.partners.models import Event, Handling, Organisation


def metrics(request: HttpRequest) -> HttpResponse:
    if not _allowed(request):
        return HttpResponse(
            "Send the metrics token as a bearer token.\n", status=401, content_type="text/plain"
        )
    registry = CollectorRegistry()
    registry.register(RowCollector())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _allowed(request: HttpRequest) -> bool:
    """Open on a developer's machine; elsewhere only with SAMPAN_METRICS_TOKEN."""
    if settings.LOCAL and not settings.METRICS_TOKEN:
        return True
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    wanted = settings.METRICS_TOKEN
    return bool(wanted) and hmac.compare_digest(given.encode(), wanted.encode())


class RowCollector(Collector):
    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _counts(
            "organisations", "Organisations by kind", Organisation.objects.active(), "kind"
        )
        yield _counts("editions", "Editions by status", Edition.objects.all(), "status")
        yield _counts("messages", "Messages received, by channel", Message.objects.all(), "channel")
        yield _counts("deliveries", "Deliveries by state", Delivery.objects.all(), "state")
        yield _counts("matches", "Matches by verdict", Match.objects.all(), "verdict")
        yield _counts("handlings", "Handlings of events by state", Handling.objects.all(), "state")
        yield GaugeMetricFamily("sampan_events", "Events written", value=Event.objects.count())
        yield GaugeMetricFamily(
            "sampan_events_unsealed",
            "Events not yet in the chain",
            value=Event.objects.filter(position=None).count(),
        )
        yield GaugeMetricFamily(
            "sampan_oldest_waiting_seconds", "Age of the oldest due handling", value=_waiting()
        )
        yield GaugeMetricFamily(
            "sampan_asset_bytes",
            "Bytes of all assets",
            value=Asset.objects.aggregate(n=Sum("size"))["n"] or 0,
        )


def _counts(noun: str, text: str, rows: "QuerySet[Model]", by: str) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"sampan_{noun}", text, labels=[by])
    for value, count in rows.order_by().values_list(by).annotate(n=Count("pk")):
        family.add_metric([value], count)
    return family


def _waiting() -> float:
    now = timezone.now()
    oldest = Handling.objects.due(at=now).aggregate(at=Min("due_at"))["at"]
    return (now - oldest).total_seconds() if oldest else 0.0
