"""A local day as instants. Where a territory has several zones, rights open once the last zone has entered the day, and
close as soon as the first has left it; who knows the zone says so.

Sources: the IANA time zone database (zone.tab); none of the territories listed has summer time.
"""

import csv
import functools
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from importlib import resources


@functools.cache
def _zones() -> dict[str, tuple[timezone, timezone]]:
    text = resources.files(__package__).joinpath("zones.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {row["territory"]: (_zone(row["west"]), _zone(row["east"])) for row in rows}


def _zone(offset: str) -> timezone:
    return datetime.fromisoformat(f"2026-01-01T00:00:00{offset}").tzinfo  # type: ignore[return-value]


def edges(territories: Iterable[str]) -> tuple[timezone, timezone]:
    """The westernmost and the easternmost zone of territories; UTC for those outside the table."""
    found = [_zones().get(code.partition("-")[0], (UTC, UTC)) for code in territories] or [
        (UTC, UTC)
    ]
    return (
        min((west for west, _ in found), key=lambda zone: zone.utcoffset(None)),
        max((east for _, east in found), key=lambda zone: zone.utcoffset(None)),
    )


def opens_at(day: date, territory: str, *, zone: timezone | None = None) -> datetime:
    """The instant from which a right that starts on a local day may be used: the last zone has entered it.

    >>> opens_at(date(2026, 1, 1), "ID").isoformat()
    '2025-12-31T17:00:00+00:00'
    """
    return datetime.combine(day, time(), zone or edges([territory])[0]).astimezone(UTC)


def closes_at(day: date, territory: str, *, zone: timezone | None = None) -> datetime:
    """The instant at which a right that ends before a local day must have stopped: the first zone has entered that day.

    >>> closes_at(date(2026, 1, 1), "ID").isoformat()
    '2025-12-31T15:00:00+00:00'
    """
    return datetime.combine(day, time(), zone or edges([territory])[1]).astimezone(UTC)


def first_whole_day(moment: datetime, territories: Iterable[str]) -> date:
    """The first day that lies wholly after a moment: in local time, or everywhere if the moment has a zone.

    >>> first_whole_day(datetime(2026, 1, 1), ["LA"]), first_whole_day(datetime(2026, 1, 1, 23, 59, 59), ["LA"])
    (datetime.date(2026, 1, 1), datetime.date(2026, 1, 2))
    """
    local = moment if moment.tzinfo is None else moment.astimezone(edges(territories)[0])
    return local.date() + timedelta(days=local.time() > time())


def first_day_out(moment: datetime, territories: Iterable[str]) -> date:
    """The first day that does not lie wholly before a moment. The last minute of a day counts as its end.

    >>> first_day_out(datetime(2026, 12, 31, 23, 59, 59), ["LA"]), first_day_out(datetime(2026, 12, 31, 12), ["LA"])
    (datetime.date(2027, 1, 1), datetime.date(2026, 12, 31))
    """
    local = moment if moment.tzinfo is None else moment.astimezone(edges(territories)[1])
    return (local + timedelta(minutes=1)).date()
