"""Netflix's half-yearly “What We Watched”: hours of each title, for the world."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from sampan.engines.circulation.facts import Value
from sampan.engines.circulation.joining.titles import take_apart

from .about import About
from .forms import survey
from .hours import check_hours
from .listing import Listings, title_fact
from .reading import Fact, Reading, Refusal, Refused, Unreadable
from .remark import Remark
from .row_by_row import amount_of, each_row, needed
from .sheet import Line, Sheet, bare

NAME = "Netflix What We Watched"
_HALF = re.compile(
    r"(20\d\d)[-_ ]?(?:h|half)[-_ ]?([12])|(20\d\d)[-_ ]?(jan|jul)|(?<![a-z])h([12])[-_ ]?(20\d\d)",
    re.I,
)
_LEAST = 50_000  # hours; the publisher lists no title under it
_STEP = 100_000  # hours; the publisher rounds to it


def fits(headings: set[str]) -> bool:
    return "title" in headings and _hours_heading(headings) != "" and "release date" in headings


def _hours_heading(headings: set[str]) -> str:
    found = [heading for heading in headings if re.match(r"(hours|minutes) viewed", heading)]
    return found[0] if len(found) == 1 else ""


def half_year(name: str) -> tuple[date, int] | None:
    """First day and number of days of the half year that a file's name tells.

    >>> half_year("netflix_what_we_watched_2023H1.xlsx"), half_year("list.xlsx")
    ((datetime.date(2023, 1, 1), 181), None)
    >>> half_year("A_Netflix_Engagement_Report_2023Jul-Dec.xlsx") == half_year("watched_H2_2023.csv")
    True
    """
    found = _HALF.search(PurePath(name).stem)
    if found is None:
        return None
    year = int(found[1] or found[3] or found[6])
    is_second = "2" in {found[2], found[5]} or (found[4] or "").casefold() == "jul"
    first, after = (
        (date(year, 7, 1), date(year + 1, 1, 1))
        if is_second
        else (date(year, 1, 1), date(year, 7, 1))
    )
    return first, (after - first).days


def read(sheet: Sheet, about: About, reading: Reading) -> Iterator[Fact | Refusal]:
    """Hours of each row, and that the service offers it. Raises Unreadable where unit or half year is not sure."""
    first, days = half_year(reading.name) or _told_period(about)
    hours = sheet.column(_hours_heading({bare(heading) for heading in sheet.headings}))
    forms = survey(sheet, numbers=[hours], days=[sheet.column("release date")])
    check_hours(sheet, hours, forms, least=_LEAST, step=_STEP)
    reading.note(Remark("world_hours", {"days": days, "first": first.isoformat()}))
    listings = Listings(about.source_id, reading)

    def facts_of(line: Line) -> Iterator[Fact]:
        title = needed(line, sheet.column("title"), "no_title")
        amount = amount_of(line, hours, forms, "hours")
        if amount is None:
            raise Refused(line.number, hours, "no_hours")
        names = [name.strip() for name in title.split(" // ") if name.strip()]
        is_serial = any(take_apart(name).is_serial for name in names)
        kind = "series" if is_serial else _kind_of(sheet.name)
        work_id, told = listings.tell(names[0], kind)
        yield from told
        for name in names:
            yield title_fact(work_id, name, about.source_id, take_apart(name).language)
        row: dict[str, Value] = {"work_id": work_id, "service_id": about.service_id}
        row |= {"territory": about.territory, "source_id": about.source_id}
        released = forms.day(line, sheet.column("release date"))
        yield "offer", row | {"date_from": released, "price_model": "svod"}
        row |= {"period_start": first, "period_days": days}
        reading.first(
            line.number, about.service_id, about.territory, first, title, released, amount
        )
        yield "engagement", row | {"unit": "hours", "value": amount}

    return each_row(sheet, forms, reading, facts_of)


def _kind_of(sheet_name: str) -> str:
    """Later editions list films and shows on sheets of their own."""
    if re.search(r"film|movie", sheet_name, re.I):
        return "film"
    return "series" if re.search(r"\btv\b|show|series", sheet_name, re.I) else "other"


def _told_period(about: About) -> tuple[date, int]:
    if about.day is None:
        raise Unreadable("no_half_year")
    return about.day, 181 if about.day.month == 1 else 184
