"""Numbers out of cells: in the region's digits, with the decimal sign that a whole column proves."""

import re
from math import isfinite

from sampan.engines.circulation.facts.digits import ascii_digits

from .sheet import Cell

_PLAIN = re.compile(r"[+-]?\d+")
_POINT = re.compile(r"[+-]?\d*\.\d+(?:[eE][+-]?\d+)?|[+-]?\d+[eE][+-]?\d+")
_GROUPED = {
    ",": re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d{1,3}(?:,\d{2})*,\d{3}(?:\.\d+)?"),
    ".": re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?"),
    " ": re.compile(r"[+-]?\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?"),
}
_COMMA = re.compile(r"[+-]?\d+,\d+")
SCALES = {
    "k": 1e3, "thousand": 1e3, "千": 1e3, "พัน": 1e3, "nghìn": 1e3, "ribu": 1e3, "万": 1e4, "萬": 1e4, "หมื่น": 1e4,
    "แสน": 1e5, "ແສນ": 1e5, "m": 1e6, "mn": 1e6, "million": 1e6, "millions": 1e6, "ล้าน": 1e6, "ລ້ານ": 1e6,
    "百万": 1e6, "百萬": 1e6, "triệu": 1e6, "juta": 1e6, "លាន": 1e6, "သန်း": 1e6, "亿": 1e8, "億": 1e8, "bn": 1e9,
    "billion": 1e9, "tỷ": 1e9, "miliar": 1e9,
}  # fmt: skip


def decimal_sign(text: str) -> str:
    """Which decimal sign a number proves: "." or ","; "?" where it may be either; "" where it has none or is no number.

    >>> [decimal_sign(text) for text in ("1,234,567", "12,5", "1,234", "1.234,5", "12.5", "1 234", "abc")]
    ['.', ',', '?', ',', '.', '', '']
    """
    text = ascii_digits(text).strip()
    if _PLAIN.fullmatch(text) or not text:
        return ""
    if _GROUPED[","].fullmatch(text):
        return (
            "?" if text.count(",") == 1 and "." not in text and len(text.strip("+-")) <= 7 else "."
        )
    if _GROUPED["."].fullmatch(text):
        return "?" if text.count(".") == 1 and "," not in text else ","
    if _POINT.fullmatch(text):
        return "."
    return "," if _COMMA.fullmatch(text) else ""


def number(value: Cell, decimal: str = ".") -> float | None:
    """The number in a cell, given its column's decimal sign; None where it is none.

    A word for a scale behind it counts: 1.2M, 3.5万, 2 ล้าน. A percentage is no number: see `percent`.

    >>> number("1,234.5"), number("1.234,5", ","), number("๑๒๓"), number("3.5万"), number("12 %")
    (1234.5, 1234.5, 123.0, 35000.0, None)
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _finite(float(value))
    if not isinstance(value, str):
        return None
    text = ascii_digits(value).strip()
    scale = 1.0
    if (found := re.fullmatch(r"([+-]?[\d.,' ]*\d)\s*([^\W\d_][^\d%]*)", text)) is not None:
        scale = SCALES.get(found[2].strip().casefold(), 0.0)
        text = found[1]
    parts = "," if decimal == "." else "."
    bare = text.replace(parts, "") if _GROUPED[parts].fullmatch(text) else text
    if _GROUPED[" "].fullmatch(bare):
        bare = re.sub("[ ']", "", bare)
    bare = bare.replace(",", ".") if decimal == "," else bare
    if not scale or not (_PLAIN.fullmatch(bare) or _POINT.fullmatch(bare)):
        return None
    return _finite(float(bare) * scale)


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None


def percent(value: Cell) -> bool:
    """Whether a cell is written as a percentage.

    >>> percent("12,5 %"), percent("๑๒%"), percent("12")
    (True, True, False)
    """
    return isinstance(value, str) and value.strip().endswith(("%", "％", "percent"))


def whole(value: Cell, decimal: str = ".") -> int | None:
    """The whole number in a cell; None where it is none.

    >>> whole("2021"), whole(54.0), whole("5.5")
    (2021, 54, None)
    """
    found = number(value, decimal)
    return int(found) if found is not None and found.is_integer() else None
