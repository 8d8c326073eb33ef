"""Numbers as readers of a language write them, in the unit of their figure: its marks, its digits (CLDR)."""

from functools import cache

import icu

# Tetum has no data of its own at CLDR; it writes numbers as Portuguese does.
_LIKE = {"tet": "pt"}


@cache
def marks(tag: str) -> tuple[str, str]:
    """The decimal and the grouping mark of a language.

    >>> marks("vi"), marks("th")
    ((',', '.'), ('.', ','))
    """
    symbols = icu.DecimalFormatSymbols(icu.Locale(_LIKE.get(tag, tag) + "@numbers=latn"))
    return (
        symbols.getSymbol(icu.DecimalFormatSymbols.kDecimalSeparatorSymbol),
        symbols.getSymbol(icu.DecimalFormatSymbols.kGroupingSeparatorSymbol),
    )


@cache
def digits(tag: str) -> str:
    """The ten digits of a language: its own where CLDR says that it writes numbers so.

    >>> digits("km"), digits("my")
    ('0123456789', '၀၁၂၃၄၅၆၇၈၉')
    """
    return str(icu.NumberingSystem.createInstance(icu.Locale(_LIKE.get(tag, tag))).getDescription())


def number(value: float, unit: str, tag: str) -> str:
    """A value in its unit: shares as percentages, ratios with two places, the rest with as many as its size wants.

    >>> number(0.0394, "share", "en"), number(0.394, "share", "vi"), number(3109.2, "index", "en")
    ('3.94%', '39,4%', '3,109')
    >>> number(0.178, "ratio", "pt")
    '0,18'
    """
    if unit == "share":
        return f"{_grouped(100 * value, 2 if abs(value) < 0.1 else 1, tag)}%"
    whole = unit in {"count", "days"} and value == int(value)
    places = 0 if abs(value) >= 100 or whole else 1 if abs(value) >= 10 else 2
    return _grouped(value, places, tag)


def brief(value: float, unit: str, tag: str) -> str:
    """A value for a place with little room: a share with one place; what is more than nothing is not 0.

    >>> brief(0.0162, "share", "en"), brief(0.00004, "share", "vi"), brief(3109.2, "index", "en")
    ('1.6%', '<0,1%', '3,109')
    """
    if unit != "share":
        return number(value, unit, tag)
    little = 0 < value < 0.0005
    return f"{'<' if little else ''}{_grouped(0.1 if little else 100 * value, 1, tag)}%"


def interval(low: float, high: float, unit: str, tag: str) -> str:
    """Both ends of an interval.

    >>> interval(0.015, 0.043, "share", "en")
    '1.50–4.30%'
    """
    start, end = number(low, unit, tag), number(high, unit, tag)
    return f"{start.removesuffix('%') if end.endswith('%') else start}–{end}"


def locale(tag: str) -> dict[str, object]:
    """The same marks and digits for the axes that Vega writes itself (a d3-format locale)."""
    decimal, grouping = marks(tag)
    written = {"decimal": decimal, "thousands": grouping, "numerals": list(digits(tag))}
    return written | {"grouping": [3], "currency": ["", ""]}


def _grouped(value: float, places: int, tag: str) -> str:
    decimal, grouping = marks(tag)
    text = f"{value:,.{places}f}"
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")
    swapped = {",": grouping, ".": decimal, "-": "\u2212"}
    own = dict(zip("0123456789", digits(tag), strict=True))
    return "".join((swapped | own).get(letter, letter) for letter in text)
