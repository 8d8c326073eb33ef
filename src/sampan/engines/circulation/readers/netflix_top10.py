"""Netflix's weekly Top 10: by country (ranks) and for the world (ranks, hours, views)."""

from collections.abc import Iterator
from datetime import date, timedelta

from sampan.engines.circulation.facts import Value
from sampan.engines.circulation.facts.countries import country

from .about import About
from .forms import Forms, survey
from .hours import check_hours
from .listing import Listings, title_fact
from .reading import Fact, Reading, Refusal, Refused
from .remark import Remark
from .row_by_row import amount_of, each_row, needed
from .sheet import Line, Sheet, bare

NAME = "Netflix weekly Top 10"
NEEDS = {"week", "category", "weekly_rank", "show_title"}
_LEAST = 10_000  # hours; the publisher rounds to it
_NUMBERS = ("weekly_rank", "weekly_hours_viewed", "weekly_views", "cumulative_weeks_in_top_10")


def fits(headings: set[str]) -> bool:
    return headings >= {bare(name) for name in NEEDS}


def read(sheet: Sheet, about: About, reading: Reading) -> Iterator[Fact | Refusal]:
    """Each row is a slot of a week: a fact in slots, one in points (11 less the rank), in hours and views where given.

    `week` names the Sunday that ends the week. Raises Unreadable for a column of mixed forms.
    """
    numbers = [heading for name in _NUMBERS if (heading := sheet.column(name))]
    forms = survey(sheet, numbers=numbers, days=[sheet.column("week")])
    if hours := sheet.column("weekly_hours_viewed"):
        check_hours(sheet, hours, forms, least=_LEAST)
    reading.note(Remark("weeks"))
    return each_row(sheet, forms, reading, _Top10(sheet, forms, about, reading).facts)


class _Top10:
    def __init__(self, sheet: Sheet, forms: Forms, about: About, reading: Reading) -> None:
        self._sheet, self._forms, self._about = sheet, forms, about
        self._listings = Listings(about.source_id, reading)
        self._reading = reading

    def facts(self, line: Line) -> Iterator[Fact]:
        where, week, (category, kind) = self._where(line), self._week(line), self._category(line)
        rank = self._rank(line)
        title = needed(line, self._sheet.column("show_title"), "no_title")
        slot = (self._about.service_id, where, week, category, rank)
        if first := self._reading.first(line.number, *slot):
            raise Refused(line.number, "weekly_rank", "second_rank", rank=rank, first=first)
        work_id, told = self._listings.tell(title, kind)
        yield from told
        season = line.text(self._sheet.column("season_title"))
        if season not in {"", "N/A", title}:
            yield title_fact(work_id, season, self._about.source_id)
        row: dict[str, Value] = {"work_id": work_id, "service_id": self._about.service_id}
        row |= {"territory": where, "source_id": self._about.source_id, "rank": rank}
        row |= {"period_start": week - timedelta(days=6), "period_days": 7}
        for unit, value in self._measured(line, rank):
            yield "engagement", row | {"unit": unit, "value": value}

    def _where(self, line: Line) -> str:
        for name in ("country_iso2", "country_name"):
            if said := line.text(self._sheet.column(name)):
                if code := country(said):
                    return code
                raise Refused(line.number, name, "no_country", said=said)
        return self._about.territory

    def _week(self, line: Line) -> date:
        heading = self._sheet.column("week")
        week = self._forms.day(line, heading)
        if week is None:
            raise Refused(line.number, heading, "no_week")
        if week.weekday() != 6:
            raise Refused(line.number, heading, "no_sunday", said=line.text(heading))
        return week

    def _rank(self, line: Line) -> int:
        heading = self._sheet.column("weekly_rank")
        rank = self._forms.number(line, heading)
        if rank not in range(1, 11):
            raise Refused(line.number, heading, "no_rank", said=line.text(heading))
        return int(rank or 0)

    def _category(self, line: Line) -> tuple[str, str]:
        heading = self._sheet.column("category")
        said = line.text(heading)
        kind = {"films": "film", "tv": "series"}.get(said.casefold().partition(" (")[0])
        if kind is None:
            raise Refused(line.number, heading, "no_category", said=said)
        return said, kind

    def _measured(self, line: Line, rank: int) -> Iterator[tuple[str, float]]:
        yield "slots", 1.0
        yield "points", 11.0 - rank
        for unit, name in (("hours", "weekly_hours_viewed"), ("views", "weekly_views")):
            amount = amount_of(line, self._sheet.column(name), self._forms, unit)
            if amount is not None:
                yield unit, amount
