"""Counting: each event that says a work travelled becomes one fact."""

from collections.abc import Mapping
from typing import Any

from sampan.desks.report.models import Fact, FactKind
from sampan.partners.models import Event, Organisation


def count_fact(*, event: Event, kind: FactKind, licensed: bool | None) -> Fact:
    """The fact that this event states; counted once, however often it is heard."""
    told: Mapping[str, Any] = event.data
    return _fact(event, kind, {**told, "licensed": licensed})


def count_licences(*, event: Event) -> list[Fact]:
    """Of each work of a deal one fact: licensed to where the buyer is, or else to the first place of the line."""
    receiver = Organisation.objects.get(slug=event.data["receiver"])
    return [
        _fact(
            event,
            FactKind.LICENCE,
            line
            | {
                "receiver": receiver.slug,
                "territory": receiver.territory
                if receiver.territory in line["territories"]
                else line["territories"][0],
                "language": line["languages"][0].partition("/")[0],
                "licensed": True,
            },
        )
        for line in event.data["lines"]
    ]


def _fact(event: Event, kind: FactKind, told: Mapping[str, Any]) -> Fact:
    assert event.organisation is not None
    fact, _is_new = Fact.objects.get_or_create(
        event=event.key,
        work=told["work"],
        defaults={
            "kind": kind,
            "owner": event.organisation,
            "receiver": Organisation.objects.filter(slug=told["receiver"] or "").first(),
            "origin": told["origin"],
            "territory": told["territory"][:6],
            "language": told["language"],
            "licensed": told["licensed"],
            "on": event.at.date(),
        },
    )
    return fact
