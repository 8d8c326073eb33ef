"""Records that are of one work, as one: what lists of one service name alike, what sources describe alike."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from .keys import stem
from .records import Record


def lists_and_descriptions(found: list[Record]) -> tuple[list[Record], list[Record]]:
    """Works of sources that only list titles, and works of sources that describe any of theirs."""
    describing = {record.source for record in found if record.is_described}
    listed = [record for record in found if record.source not in describing]
    return listed, [record for record in found if record.source in describing]


def one_service(listed: list[Record], offered_from: dict[str, date | None]) -> list[Record]:
    """Titles that lists of one service name alike, as one record each: what one list leaves out the other tells.

    A list without kinds ("other") or one that tells years in brackets may have several works of a name: one of them
    joins a title of another list only where it is the one that fits, by kind and by the days.
    """
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in listed:
        record.released = record.released or offered_from.get(record.work_id)
        record.tells_originals = bool(record.originals) or record.work_id in offered_from
        service = min(record.services, default="")
        groups[service, stem(next(iter(record.names or record.originals)))].append(record)
    made: list[Record] = []
    for group in groups.values():
        made += _fitted(group)
    return made


def _fitted(group: list[Record]) -> list[Record]:
    left = sorted(
        group, key=lambda r: (r.seen is None, r.kind == "other", r.seen or date.max, r.work_id)
    )
    made: list[Record] = []
    while left:
        first = left.pop(0)
        made.append(first)
        for source in sorted({record.source for record in left} - {first.source}):
            those = [record for record in left if record.source == source]
            one = _the_one(first, those)
            if one is not None:
                _merge(first, one)
                left.remove(one)
    return made


def _the_one(title: Record, those: list[Record]) -> Record | None:
    """Of one list's works of a name, the one that a title of another list is; None where that is not clear."""
    fitting = [
        record
        for record in those
        if record.kind in {title.kind, "other"}
        and not (title.is_serial and not record.is_serial and not _same_days(title, record))
        and not (
            title.seen and record.released and record.released > title.seen + timedelta(days=14)
        )
        and not (title.seen and record.year and record.year > title.seen.year)
    ]
    alike = [record for record in fitting if record.names.keys() & title.names.keys()]
    fitting = alike or fitting
    for test in (
        lambda r: _same_days(title, r),
        lambda r: r.kind == title.kind,
        lambda _: True,
    ):
        found = [record for record in fitting if test(record)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _same_days(title: Record, record: Record) -> bool:
    if title.seen is None or record.released is None:
        return False
    return abs((title.seen - record.released).days) <= 21


def one_work(described: list[Record]) -> Record:
    """Several descriptions of one work as one, called by the one that tells most of it: origin, then language."""
    ranked = sorted(described, key=lambda r: (not r.countries, not r.tongue, r.work_id))
    whole = replace(ranked[0], members=[])
    for each in ("names", "originals"):
        setattr(whole, each, dict(getattr(whole, each)))
    for each in ("tongues", "people", "registers", "countries", "services"):
        setattr(whole, each, set(getattr(whole, each)))
    for record in ranked:
        _merge(whole, record)
    return whole


def _merge(into: Record, other: Record) -> None:
    into.names |= other.names
    into.people |= other.people
    into.registers |= other.registers
    into.countries |= other.countries
    into.services |= other.services
    into.tongue = into.tongue or other.tongue
    into.minutes = into.minutes or other.minutes
    into.originals |= other.originals
    into.tongues |= other.tongues
    into.year = into.year or other.year
    into.seen = min(filter(None, (into.seen, other.seen)), default=None)
    into.released = min(filter(None, (into.released, other.released)), default=None)
    into.tells_originals = into.tells_originals or other.tells_originals
    into.members += other.members
