"""What a house did on this exchange, as plain rows for its store: an exchange reports on itself from its first day."""

from collections.abc import Iterable
from typing import Any

from sampan.catalogue.models import Edition, Work
from sampan.partners.models import Organisation

from .models import Fact, FactKind

Rows = dict[str, list[dict[str, Any]]]


def exchange_rows(organisation: Organisation) -> Rows:
    """Deliveries, pickups and licences of its works, and what came to it; with the works that they are about."""
    facts = list(
        Fact.objects.visible_to(organisation).select_related("owner", "receiver").order_by("pk")
    )
    return {
        "items": _items({fact.work for fact in facts}),
        "delivered": _rows(facts, FactKind.DELIVERY),
        "picked_up": _rows(facts, FactKind.PICKUP),
        "dealt": [
            row | {"deal": str(fact.event), "seller": fact.owner.slug}
            for fact, row in _pairs(facts, FactKind.LICENCE)
        ],
    }


def _rows(facts: Iterable[Fact], kind: FactKind) -> list[dict[str, Any]]:
    return [row | {"language": fact.language} for fact, row in _pairs(facts, kind)]


def _pairs(facts: Iterable[Fact], kind: FactKind) -> list[tuple[Fact, dict[str, Any]]]:
    return [
        (
            fact,
            {
                "item": str(fact.work),
                "partner": fact.receiver.slug if fact.receiver else "outside",
                "territory": fact.territory,
                "on": fact.on.isoformat(),
            },
        )
        for fact in facts
        if fact.kind == kind
    ]


def _items(keys: Iterable[Any]) -> list[dict[str, Any]]:
    works = Work.objects.filter(key__in=list(keys)).order_by("pk")
    headlines = dict(
        Edition.objects.filter(work__in=works)
        .exclude(latest=None)
        .order_by("-pk")
        .values_list("work", "latest__headline")
    )
    return [
        {
            "id": str(work.key),
            "title": work.slugline or headlines.get(work.pk) or str(work.key),
            "countries": [work.origin],
        }
        for work in works
    ]
