"""The hash chain over all events: each digest covers the event and the digest before it.

A row that is changed, taken out or put in afterwards breaks it at that position. See docs/events.md for the form.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from .models import ChainHead, Event

START = "0" * 64  # what the first event follows


def canonical(value: Any) -> bytes:
    """JSON that is always the same bytes: keys sorted by code point, no blanks, UTF-8, finite numbers only.

    >>> canonical({"b": "ລາວ", "a": [1, None]}).decode()
    '{"a":[1,null],"b":"ລາວ"}'
    """
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def digest(event: Event, *, position: int, previous: str) -> str:
    """SHA-256, in hexadecimal, over the event's fields, its position and the digest before it."""
    fields = {
        "at": _instant(event.at),
        "data": event.data,
        "due_at": event.due_at and _instant(event.due_at),
        "key": str(event.key),
        "name": event.name,
        "organisation": event.organisation_id,
        "person": event.person_id,
        "position": position,
        "previous": previous,
        "subject": event.subject,
        "token": event.token_id,
    }
    return hashlib.sha256(canonical(fields)).hexdigest()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def extend(*, limit: int) -> list[Event]:
    """Chain what is committed and not chained yet, in order of id; in the caller's transaction.

    Two at once would fork the chain: the row of its head is locked until the transaction ends (SQLite lets one
    writer in at a time as it is).
    """
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1, defaults={"digest": START})
    events = list(Event.objects.unchained().order_by("id")[:limit])
    for event in events:
        event.position, event.previous = head.position + 1, head.digest
        event.digest = digest(event, position=event.position, previous=event.previous)
        head.position, head.digest = event.position, event.digest
    # Plain SQL, because Django's bulk_update writes one CASE over all rows, twenty times slower.
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE partners_event SET position = %s, previous = %s, digest = %s WHERE id = %s",
            [(event.position, event.previous, event.digest, event.pk) for event in events],
        )
    head.save()
    return events


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How far the chain is whole: `length` events, the last one's digest, and the first fault, if any."""

    length: int
    digest: str
    unchained: int
    broken_at: int | None = None
    fault: str = ""


def verify(*, progress: Callable[[int], None] = lambda _position: None) -> Verdict:
    """Go over the whole chain from its first event; `progress` is told the position every thousand events."""
    before = _head()
    length, last = 0, START
    broken_at: int | None = None
    fault = ""
    for event in _chained():
        broken_at, fault = length + 1, _fault(event, length + 1, last)
        if fault:
            break
        length, last, broken_at = length + 1, event.digest, None
        if length == before.position and last != before.digest:
            broken_at, fault = length, "the head of the chain names another digest"
            break
        if length % 1000 == 0:
            progress(length)
    if not fault:
        broken_at, fault = _end(length, before)
    return Verdict(
        length=length,
        digest=last,
        unchained=Event.objects.unchained().count(),
        broken_at=broken_at,
        fault=fault,
    )


def _head() -> ChainHead:
    return ChainHead.objects.filter(pk=1).first() or ChainHead(digest=START)


def _chained() -> Iterator[Event]:
    return Event.objects.exclude(position=None).order_by("position").iterator(chunk_size=1000)


def _fault(event: Event, position: int, previous: str) -> str:
    if event.position != position:
        return "the event that stood here is gone"
    if event.previous != previous:
        return "it does not follow from the event before it"
    if event.digest != digest(event, position=position, previous=previous):
        return f"the event {event.key} was changed after it was written"
    return ""


def _end(length: int, before: ChainHead) -> tuple[int | None, str]:
    """Whether the chain is as long as its head said; it may have grown while we looked."""
    if length < before.position:
        return length + 1, "the events from here to the end are gone"
    if length > _head().position:
        return _head().position + 1, "events were put in behind the end"
    return None, ""
