"""Days that hang on events: once the premiere has a day, "90 days after theatrical" has one too."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from .grant import Anchor, Grant


def settle(grants: Iterable[Grant], events: Mapping[str, date]) -> Iterator[Grant]:
    """The grants with every day that the known `events` give filled in.

    A grant whose settled days leave nothing (it would end before it starts) is left out. The settled day never
    leaves what the box says of it: a start not before the earliest, an end not after the latest.

    >>> from datetime import date
    >>> from sampan.engines.rights import Grant, Verb, box
    >>> late = Grant(id="1", verb=Verb.OUT_NONEXCLUSIVE, licensor="A", starts=Anchor("theatrical", 90),
    ...              box=box("LA", "lo", "SVOD", date(2026, 1, 1)))
    >>> [str(g.box.start) for g in settle([late], {"theatrical": date(2026, 3, 1)})]
    ['2026-05-30']
    """
    for grant in grants:
        settled = _settled(grant, events)
        if settled is not None:
            yield settled


def _settled(grant: Grant, events: Mapping[str, date]) -> Grant | None:
    if not (grant.starts or grant.ends):
        return grant
    box, starts, ends = grant.box, grant.starts, grant.ends
    start, end = _day(starts, events), _day(ends, events)
    first, last = box.start, box.end
    if start:
        first, starts = max(start, first), None
    if end:
        last, ends = min(end, last or end), None
    if last is not None and last <= first:
        return None
    return replace(grant, box=replace(box, start=first, end=last), starts=starts, ends=ends)


def _day(anchor: Anchor | None, events: Mapping[str, date]) -> date | None:
    known = events.get(anchor.event) if anchor else None
    return known + timedelta(days=anchor.days) if anchor and known else None
