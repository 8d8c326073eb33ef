"""The form of the cells that name no term of rights: amounts, numbers, days, yes and no.

What a schema of Avails XML would refuse is a fault in a workbook too. A cell that is misread is worse than one that
is refused: “Ture” under Exclusive would be a licence that others may have as well.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sampan.engines.rights.money import DIGITS

from .line import Cell, Line

Told = tuple[str, str, str] | tuple[str, str, str, bool]

_UNPRICED = ("tier", "category", "tpr-category", "included", "na")
"""Price types whose value is a word, and no amount."""
_NO_MONEY = ("XTS", "XXX")
"""Codes that ISO 4217 keeps for tests and for no currency at all."""
_AMOUNT = re.compile(r"\d+(\.\d+)?")
_COUNT = re.compile(r"\d+(\.0)?")
_YEAR = re.compile(r"\d{4}(\.0)?|\d{4}-\d\d(-\d\d.*)?")
_RUNNING = re.compile(
    r"(\d{1,3}:)?\d{1,3}:[0-5]\d(\.\d+)?|P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?"
)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?")
_SIGNS = ("true", "false", "yes", "no", "1", "0", "1.0", "0.0")


def day_of(value: object) -> date | None:
    """The day that a cell holds (a date, or text that begins with an ISO day), or None.

    >>> day_of("2026-01-31T12:00:00"), day_of("31.1.2026"), day_of("2026-01-31 noon")
    (datetime.date(2026, 1, 31), None, None)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(str(value).strip())
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Form:
    """What the cells of some columns must be."""

    columns: tuple[str, ...]
    is_right: Callable[[Cell], bool]
    what: str
    remedy: str


def _matches(pattern: re.Pattern[str]) -> Callable[[Cell], bool]:
    return lambda cell: pattern.fullmatch(str(cell).strip()) is not None


def _is_day(cell: Cell) -> bool:
    return day_of(cell) is not None or _YEAR.fullmatch(str(cell).strip()) is not None


def _is_running_time(cell: Cell) -> bool:
    return isinstance(cell, (time, timedelta)) or _matches(_RUNNING)(cell)


_FORMS = (
    _Form(
        ("Exclusive", "BrandingRights", "Download", "CaptionIncluded", "ExceptionFlag"),
        lambda cell: str(cell).strip().casefold() in _SIGNS, "is neither yes nor no.", "Write TRUE or FALSE.",
    ),
    _Form(
        (
            "SeasonNumber", "EpisodeNumber", "VolumeNumber", "EpisodeCount", "SeasonCount", "RentalDuration",
            "WatchDuration",
        ),
        _matches(_COUNT), "is no whole number.", "Write a number such as 12.",
    ),
    _Form(("SRP",), _matches(_AMOUNT), "is no amount.", "Write a number such as 9.99."),
    _Form(
        (
            "SuppressionLiftDate", "SpecialPreOrderFulfillDate", "AnnounceDate", "FixedEndDate",
            "ReleaseHistoryOriginal", "ReleaseHistoryPhysicalHV",
        ),
        _is_day, "is no day.", "Write 2026-01-31.",
    ),
    _Form(("ReleaseYear",), _is_day, "is no year.", "Write a year such as 2026."),
    _Form(("TotalRunTime",), _is_running_time, "is no running time.", "Write hours, minutes and seconds: 1:35:00."),
    _Form(
        ("CaptionExemption",), _matches(re.compile(r"[1-6](\.0)?")), "is no reason for exemption.",
        "Write the number of one, 1 to 6.",
    ),
)  # fmt: skip


def form_faults(line: Line) -> Iterator[Told]:
    """The cells of a line that are not of the form that their column has.

    >>> [one[:2] for one in form_faults(Line("", 4, {"Exclusive": "Ture", "SRP": "9,99"}))]
    [('Exclusive', '“Ture” is neither yes nor no.'), ('SRP', '“9,99” is no amount.')]
    """
    for form in _FORMS:
        for column in form.columns:
            cell = line.cells.get(column)
            if cell is not None and line.text(column) and not form.is_right(cell):
                yield column, f"“{line.text(column)}” {form.what}", form.remedy
    yield from _price(line)
    if line.text("RatingValue") and not line.text("RatingSystem"):
        yield "RatingSystem", "it is empty.", "Say by which system the title is rated.", True


def _price(line: Line) -> Iterator[Told]:
    kind, value = line.text("PriceType"), line.text("PriceValue")
    if kind and not value and kind.casefold() not in _UNPRICED:
        yield "PriceValue", "it is empty.", f"Write the amount of the {kind}."
    elif value and kind and kind.casefold() not in _UNPRICED and not _AMOUNT.fullmatch(value):
        yield "PriceValue", f"“{value}” is no amount.", "Write a number such as 9.99."
    told = currency_told(line.text("PriceCurrency"))
    if told:
        yield "PriceCurrency", *told


def currency_told(code: str) -> tuple[str, str, bool] | None:
    """What is wrong with a code of a currency, what would be right, and whether that only warns; None where nothing is.

    >>> currency_told("US$"), currency_told("cny"), currency_told("")
    (('“US$” is no currency.', 'Write an ISO 4217 code such as CNY.', False), None, None)
    """
    if code and not re.fullmatch(r"[A-Za-z]{3}", code):
        return f"“{code}” is no currency.", "Write an ISO 4217 code such as CNY.", False
    if code and code.upper() not in DIGITS and code.upper() not in _NO_MONEY:
        remedy = "Amounts in it can be read, but not settled."
        return f"“{code}” is not a currency kept here.", remedy, True
    return None
