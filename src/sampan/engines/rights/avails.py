"""Is it still to be had? The four ways to match a window, with what is left and the nearest thing that is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from .box import Box, intersect, merge, uncovered, volume
from .chain import Book
from .decision import Reason
from .grant import Grant
from .hindrance import hindrances
from .residual import sellable, split

Match = Literal["cover-entire", "overlap", "start-within", "end-within"]
Period = tuple[date, date | None]
_EVER = date.min


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something that can be sold where the thing asked for cannot.

    `kind` is "nonexclusive" (all of it, to others as well), "later" (the same for as long, on other days) or "part".
    """

    kind: Literal["nonexclusive", "later", "part"]
    box: Box


@dataclass(frozen=True, slots=True)
class Availability:
    """The answer for one title and seller."""

    verdict: Literal["available", "conditional", "unavailable"]
    free: tuple[Box, ...]
    in_doubt: tuple[Box, ...]
    reasons: tuple[Reason, ...]
    alternatives: tuple[Alternative, ...]


def avails(
    question: Box,
    *,
    grants: Iterable[Grant],
    seller: str,
    match: Match = "cover-entire",
    exclusive: bool = False,
    min_days: int = 1,
    buyer: str | None = None,
    owner: str | None = None,
    today: date | None = None,
) -> Availability:
    """Whether every territory, language and use of `question` can be licensed at once, on days that match its window.

    A run is a longest period on which all of them are free. "cover-entire" wants a run over the whole window,
    "overlap" one that shares days with it, "start-within" and "end-within" one that begins or ends inside it; each
    of at least `min_days` (for "overlap" counted inside the window). `free` and `in_doubt` are the residual boxes
    inside the question; `reasons` what stands in the way; `alternatives` what can be had instead, the nearest first.

    >>> from datetime import date
    >>> from sampan.engines.rights import Grant, Verb, box
    >>> own = Grant(id="1", verb=Verb.IN, licensor="", licensee="A", box=box("World", "all", "vod", date(2026, 1, 1)))
    >>> sold = Grant(id="2", verb=Verb.OUT_EXCLUSIVE, licensor="A", licensee="B", clause="2.1",
    ...              box=box("LA", "all", "SVOD", date(2026, 1, 1), date(2026, 7, 1)))
    >>> year = box("LA", "lo", "SVOD", date(2026, 1, 1), date(2027, 1, 1))
    >>> answer = avails(year, grants=[own, sold], seller="A")
    >>> answer.verdict, [one.kind for one in answer.reasons], str(answer.alternatives[0].box.start)
    ('unavailable', ['exclusive'], '2026-07-01')
    >>> avails(year, grants=[own, sold], seller="A", match="start-within", min_days=90).verdict
    'available'
    """
    record = list(grants)
    always = replace(question, start=_EVER, end=None)
    book = Book(record, always, owner or seller, {})
    pieces = sellable(book, seller, exclusive=exclusive, buyer=buyer, today=today)
    free, in_doubt = split(pieces)
    if matches(runs(always, free), question, match, min_days):
        return Availability(
            "available", _inside(question, free), _inside(question, in_doubt), (), ()
        )
    possible = matches(runs(always, [*free, *in_doubt]), question, match, min_days)
    softer = sellable(book, seller, exclusive=False, buyer=buyer, today=today) if exclusive else []
    return Availability(
        "conditional" if possible else "unavailable",
        _inside(question, free),
        _inside(question, in_doubt),
        hindrances(question, book, record, seller, exclusive=exclusive, buyer=buyer, today=today),
        _alternatives(question, always, free, split(softer)[0]),
    )


def _inside(question: Box, boxes: Sequence[Box]) -> tuple[Box, ...]:
    return tuple(merge([shared for one in boxes if (shared := intersect(question, one))]))


def runs(always: Box, free: Sequence[Box]) -> list[Period]:
    """The longest periods on which all of `always` is free, in order. `free` boxes must not meet one another."""
    gaps = sorted((gap.start, gap.end or date.max) for gap in uncovered(always, free))
    found: list[Period] = []
    start = _EVER
    for gap_start, gap_end in gaps:
        if start < gap_start:
            found.append((start, gap_start))
        start = max(start, gap_end)
    return found if start == date.max else [*found, (start, None)]


def matches(found: Iterable[Period], question: Box, match: Match, min_days: int) -> bool:
    """Whether one of the runs matches the question's window."""
    return any(_matches(run, question, match, min_days) for run in found)


def _matches(run: Period, question: Box, match: Match, min_days: int) -> bool:
    start, end = run
    if match == "overlap":
        start = max(start, question.start)
        end = min(end or date.max, question.end or date.max)
        return (end - start).days >= min_days
    if (end or date.max) - start < timedelta(days=min_days):
        return False
    if match == "start-within":
        return question.start <= start < (question.end or date.max)
    if match == "end-within":
        return end is not None and question.start < end <= (question.end or date.max)
    return start <= question.start and (end or date.max) >= (question.end or date.max)


def _alternatives(
    question: Box, always: Box, free: Sequence[Box], softer: Sequence[Box]
) -> tuple[Alternative, ...]:
    found = []
    if softer and matches(runs(always, softer), question, "cover-entire", 1):
        found.append(Alternative("nonexclusive", question))
    moved = _moved(question, runs(always, free))
    if moved:
        found.append(Alternative("later", moved))
    parts = _inside(question, free)
    if parts:
        horizon = question.end or max(one.end or one.start + timedelta(days=366) for one in parts)
        found.append(Alternative("part", max(parts, key=lambda one: volume([one], horizon))))
    return tuple(found)


def _moved(question: Box, found: Iterable[Period]) -> Box | None:
    """The question on the first later days on which all of it is free for as long; without end if it has none."""
    for start, end in found:
        first = max(start, question.start)
        days = question.days
        if days is None and end is None:
            return replace(question, start=first)
        if days is not None and ((end or date.max) - first).days >= days:
            return replace(question, start=first, end=first + timedelta(days=days))
    return None
