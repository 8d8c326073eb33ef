"""Rows that do not come from sources: territories with the blocs they belonged to, and the seasons of holidays."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import resources

from sampan.engines.rights import GROUPS, Bloc, blocs

from .countries import codes, country_name
from .rows import Row
from .schema import WORLD


def territory_rows() -> Iterator[Row]:
    """Every territory, once for each stretch of days that it belonged to a bloc, once without a bloc if to none.

    >>> [row["date_from"] for row in territory_rows() if row["code"] == "TL"]
    [datetime.date(2025, 10, 26)]
    """
    placed: set[str] = set()
    for bloc in blocs():
        for code, first, last in _memberships(bloc):
            placed.add(code)
            row: Row = {"code": code, "name": country_name(code), "bloc": bloc.code}
            yield {**row, "date_from": first, "date_to": last}
    for code in (*codes(), WORLD):
        if code not in placed:
            yield {"code": code, "name": "World" if code == WORLD else country_name(code)}


def _memberships(bloc: Bloc) -> Iterator[tuple[str, date | None, date | None]]:
    """Half-open stretches of membership; None: without beginning or end."""
    versions = sorted(
        (group for group in GROUPS if group.name == bloc.group),
        key=lambda group: group.starts or date.min,
    )
    since: dict[str, date | None] = {}
    for version in versions:
        for code in sorted(since.keys() - set(version.members)):
            yield code, since.pop(code), version.starts
        for code in version.members:
            since.setdefault(code, version.starts)
    for code in sorted(since):
        yield code, since[code], None


def calendar_rows() -> Iterator[Row]:
    """The days of Lunar New Year (the eve and seven more), Songkran, Ramadan and Hari Raya (three), 2015 to 2030.

    The Chinese and Umm al-Qura calendars of ICU 77 gave the first days; what a country observes may differ by one.

    >>> min(row["day"] for row in calendar_rows() if row["occasion"] == "ramadan" and row["day"].year == 2022)
    datetime.date(2022, 4, 2)
    """
    text = resources.files(__package__).joinpath("calendar.tsv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        first = date.fromisoformat(row["first_day"])
        for n in range(int(row["days"])):
            yield {"day": first + timedelta(days=n), "occasion": row["occasion"]}
