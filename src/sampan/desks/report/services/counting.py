"""Counting: each event that says a work travelled becomes one fact."""

from collections.abc import Mapping
from typing import Any

from sampan.desks.report.models import Fact, FactKind
from sampan.partners.models import Event, Organisation


def count_fact(*, event: Event, kind: FactKind, licensed: bool | None) -> Fact:
    """The fact that this event states; counted once, however often it is heard."""
    told: Mapping[str, Any] = event.data
    assert event.organisation is not None
    fact, _is_new = Fact.objects.get_or_create(
        event=event.key,
        defaults={
            "kind": kind,
            "work": told["work"],
            "owner": event.organisation,
            "receiver": Organisation.objects.filter(slug=told["receiver"] or "").first(),
            "origin": told["origin"],
            "territory": told["territory"],
            "language": told["language"],
            "licensed": licensed,
            "on": event.at.date(),
        },
    )
    return fact
