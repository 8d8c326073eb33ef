"""Names of languages and territories, and instants, as ICU writes them in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime

import icu
from django.utils import timezone, translation

# Dates of rights and embargoes cross borders, so every reader sees the same calendar.
CALENDAR = "@calendar=gregorian;numbers=latn"


def reader() -> icu.Locale:
    """
    >>> with translation.override("zh-hans"):
    ...     reader().getLanguage()
    'zh'
    """
    language = translation.get_language() or "en"
    return icu.Locale(("en-GB" if language == "en" else language) + CALENDAR)  # 22 Nov, not Nov 22


def language_name(tag: str) -> str:
    """
    >>> with translation.override("vi"):
    ...     language_name("lo")
    'Tiếng Lào'
    """
    name: str = icu.Locale.forLanguageTag(tag).getDisplayName(reader())
    return name[:1].upper() + name[1:]


def autonym(tag: str) -> str:
    """
    >>> autonym("km")
    'ខ្មែរ'
    """
    locale = icu.Locale.forLanguageTag(tag)
    name: str = locale.getDisplayName(locale)
    return name[:1].upper() + name[1:]


def territory_name(code: str) -> str:
    """
    >>> with translation.override("en"):
    ...     territory_name("LA"), territory_name("CN-GX")
    ('Laos', 'China, CN-GX')
    """
    country, _, part = code.partition("-")
    name: str = icu.Locale("und", country).getDisplayCountry(reader())
    return f"{name}, {code}" if part else name


def place_name(place: Mapping[str, str]) -> str:
    """Where a story happens: a country in the reader's language, anything finer as the story names it."""
    code = place["code"]
    return territory_name(code) if len(code) == 2 else place.get("name") or code


def on_day(day: date) -> str:
    """
    >>> with translation.override("lo"):
    ...     on_day(date(2026, 11, 22))
    '22 ພ.ຈ. 2026'
    """
    return _format(_noon(day), "yMMMd")


def at_instant(instant: datetime) -> str:
    """With the year only where it is not this one."""
    same_year = instant.year == timezone.now().year
    return _format(instant, "MMMdHm" if same_year else "yMMMdHm")


def weekday(day: date) -> str:
    """
    >>> with translation.override("en"):
    ...     weekday(date(2026, 11, 22))
    'Sunday 22 November'
    """
    return _format(_noon(day), "EEEEMMMMd")


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_current_timezone())


def _format(instant: datetime, skeleton: str) -> str:
    locale = reader()
    pattern = icu.DateTimePatternGenerator.createInstance(locale).getBestPattern(skeleton)
    formatter = icu.SimpleDateFormat(pattern, locale)
    formatter.setTimeZone(icu.TimeZone.createTimeZone(timezone.get_current_timezone_name()))
    text: str = formatter.format(instant.timestamp())
    return text
