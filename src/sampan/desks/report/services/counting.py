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
    """Of each work of a deal one fact, whichever of its two houses licenses it."""
    return [_fact(event, FactKind.LICENCE, _licensed(line)) for line in event.data["lines"]]


def _licensed(line: Mapping[str, Any]) -> Mapping[str, Any]:
    """Licensed to where the licensee is, or else to the first place of the line."""
    home, places = _house(line["receiver"]).territory, line["territories"]
    return {
        **line,
        "owner": _house(line["licensor"]),
        "territory": home if home in places else places[0],
        "language": line["languages"][0].partition("/")[0],
        "licensed": True,
    }


def _house(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


def _fact(event: Event, kind: FactKind, told: Mapping[str, Any]) -> Fact:
    assert event.organisation is not None
    fact, _is_new = Fact.objects.get_or_create(
        event=event.key,
        work=told["work"],
        defaults={
            "kind": kind,
            "owner": told.get("owner", event.organisation),
            "receiver": Organisation.objects.filter(slug=told["receiver"] or "").first(),
            "origin": told["origin"],
            "territory": told["territory"][:6],
            "language": told["language"],
            "licensed": told["licensed"],
            "on": event.at.date(),
        },
    )
    return fact
