"""A member's first page: what waits, what was found, what is new from partners in one's languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sampan.catalogue.models import Edition, Status
from sampan.partners.actor import Actor
from sampan.partners.models import Event

from .sentences import SENTENCES, Part, say

STORIES = 15
LINES = 10
RECENT = 400  # events looked at; older ones are read on the desks' own pages


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, as a sentence."""

    text: str
    at: datetime
    event: Event


@dataclass(frozen=True, slots=True)
class Today:
    waits: Sequence[Line]
    found: Sequence[Line]
    done: Sequence[Line]
    stories: Sequence[Edition]


def gather(actor: Actor, *, at: datetime) -> Today:
    lines = _lines(actor)
    return Today(
        waits=lines[Part.WAITS],
        found=lines[Part.FOUND],
        done=lines[Part.NEW],
        stories=_stories(actor, at=at),
    )


def _lines(actor: Actor) -> dict[Part, list[Line]]:
    lines: dict[Part, list[Line]] = {part: [] for part in Part}
    events = Event.objects.told_to(actor.organisation).filter(name__in=SENTENCES)
    for event in events.order_by("-id")[:RECENT]:
        kept = lines[SENTENCES[event.name].part]
        if len(kept) < LINES:
            kept.append(Line(say(event), event.at, event))
    return lines


def _stories(actor: Actor, *, at: datetime) -> Sequence[Edition]:
    """What partners published, in the languages that the organisation works in (all, where it names none)."""
    editions = (
        Edition.objects.visible_to(actor.organisation, at=at)
        .exclude(work__owner=actor.organisation)
        .exclude(status=Status.DRAFT)
        .exclude(published=None)
        .select_related("published", "work__owner")
        .order_by("-first_published_at")
    )
    if actor.organisation.languages:
        editions = editions.filter(language__in=actor.organisation.languages)
    return list(editions[:STORIES])
