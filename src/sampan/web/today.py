"""A member's first page: what waits, what was found, what is new from partners in one's languages."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse

from sampan.catalogue.models import Edition, Status
from sampan.partners.actor import Actor
from sampan.partners.models import Event

from .sentences import ANSWERS, NAMES, Part, say, sentence_of

STORIES = 15
LINES = 10
RECENT = 400  # events looked at; older ones are read on the desks' own pages


# The page on which a subject is read, by its kind of row.
PAGES = {
    "catalogue.edition": "newswire:story",
    "catalogue.work": "market:title",
    "market.catalogueimport": "market:import",
    "newswire.message": "newswire:message",
    "newswire.destination": "newswire:destination",
    "protection.match": "protection:match",
    "market.request": "market:request",
    "market.negotiation": "market:negotiation",
    "market.contract": "market:contract",
    "report.report": "report:report",
    "report.sourcefile": "report:source",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, as a sentence, and where to act on it."""

    text: str
    at: datetime
    url: str | None


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
        done=lines[Part.DONE],
        stories=_stories(actor, at=at),
    )


def _lines(actor: Actor) -> dict[Part, list[Line]]:
    """An answer comes before its question here, so one pass knows what is still open."""
    lines: dict[Part, list[Line]] = {part: [] for part in Part}
    happened: dict[str, set[str]] = defaultdict(set)
    events = Event.objects.told_to(actor.organisation).filter(name__in=NAMES | ANSWERS)
    for event in events.order_by("-id")[:RECENT]:
        sentence = sentence_of(event)
        answered = happened[event.subject]
        if sentence and answered.isdisjoint(sentence.answers) and event.name not in answered:
            lines[sentence.part].append(Line(say(sentence, event.data), event.at, _page(event)))
        answered.add(event.name)
    return {part: _newest(some) for part, some in lines.items()}


def _newest(lines: list[Line]) -> list[Line]:
    # What was entered later may have happened earlier; readers look at the day.
    return sorted(lines, key=lambda line: line.at, reverse=True)[:LINES]


def _page(event: Event) -> str | None:
    kind, _, pk = event.subject.partition(":")
    try:
        return reverse(PAGES[kind], kwargs={"pk": pk}) if kind in PAGES else None
    except NoReverseMatch:
        return None


def _stories(actor: Actor, *, at: datetime) -> Sequence[Edition]:
    """What partners published, in the languages that the organisation works in (all, where it names none)."""
    editions = (
        Edition.objects.stories()
        .visible_to(actor.organisation, at=at)
        .exclude(house=actor.organisation)
        .exclude(status=Status.DRAFT)
        .exclude(published=None)
        .select_related("published", "house")
        .order_by("-first_published_at")
    )
    if actor.organisation.languages:
        editions = editions.filter(language__in=actor.organisation.languages)
    return list(editions[:STORIES])
