"""Days out of cells: every order in which one can be read, the Buddhist era, month names of the region."""

import re
from dataclasses import dataclass
from datetime import date

from sampan.engines.circulation.facts.digits import ascii_digits

from .sheet import Cell

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan january januari janeiro มกราคม ม.ค. ມັງກອນ មករា ဇန်နဝါရီ enero",
            "feb february februari fevereiro กุมภาพันธ์ ก.พ. ກຸມພາ កុម្ភៈ ဖေဖော်ဝါရီ pebrero",
            "mar march maret mac março มีนาคม มี.ค. ມີນາ មីនា မတ် marso",
            "apr april abril เมษายน เม.ย. ເມສາ មេសា ဧပြီ",
            "may mei maio พฤษภาคม พ.ค. ພຶດສະພາ ឧសភា မေ mayo",
            "jun june juni jun junho มิถุนายน มิ.ย. ມິຖຸນາ មិថុនា ဇွန် hunyo",
            "jul july juli julai julho กรกฎาคม ก.ค. ກໍລະກົດ កក្កដា ဇူလိုင် hulyo",
            "aug august agustus ogos agosto สิงหาคม ส.ค. ສິງຫາ សីហា ဩဂုတ်",
            "sep sept september setembro กันยายน ก.ย. ກັນຍາ កញ្ញា စက်တင်ဘာ setyembre",
            "oct october oktober outubro ตุลาคม ต.ค. ຕຸລາ តុលា အောက်တိုဘာ oktubre",
            "nov november novembro พฤศจิกายน พ.ย. ພະຈິກ វិច្ឆិកា နိုဝင်ဘာ nobyembre",
            "dec december desember disember dezembro ธันวาคม ธ.ค. ທັນວາ ធ្នូ ဒီဇင်ဘာ disyembre",
        ),
        start=1,
    )
    for name in names.split()
}
_PARTED = re.compile(r"(\d{1,4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,4})")
_HOUR = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$")
_NAMED = (
    re.compile(r"(?P<m>[^\W\d]+\.?)\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})"),
    re.compile(
        r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<m>[^\d\s-]+)[\s-]+(?:พ\.ศ\.\s*)?(?P<y>\d{4})"
    ),
    re.compile(r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号號]"),
    re.compile(
        r"(?:ngày\s+)?(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})(?:,|\s+năm)?\s+(?P<y>\d{4})", re.I
    ),
)
ORDERS = ("ymd", "dmy", "mdy")


@dataclass(frozen=True, slots=True)
class Day:
    """The day that a cell can be, by the order of its numbers; under "" where the cell leaves no doubt."""

    readings: dict[str, date]
    is_buddhist: bool = False

    def read(self, order: str) -> date | None:
        return self.readings.get("") or self.readings.get(order)


def day(value: Cell) -> Day | None:
    """How a cell can be read as a day; None where it cannot.

    Years from 2400 to 2700 are of the Buddhist era and are turned into common ones. Two digits are no year.

    >>> list(day("2021-11-03").readings), list(day("13/11/2021").readings), list(day("03/11/2564").readings)
    ([''], ['dmy'], ['dmy', 'mdy'])
    >>> day("๓ พฤศจิกายน ๒๕๖๔").read("dmy"), day("November 3, 2021").read("dmy"), day("3.11.21")
    (datetime.date(2021, 11, 3), datetime.date(2021, 11, 3), None)
    """
    if isinstance(value, date):
        return _certain(value.year, value.month, value.day)
    if not isinstance(value, str):
        return None
    text = _HOUR.sub("", ascii_digits(value).strip())
    if (found := _PARTED.fullmatch(text)) is not None:
        return _parted((int(found[1]), int(found[2]), int(found[3])))
    for pattern in _NAMED:
        if (found := pattern.fullmatch(text)) is not None:
            month = _MONTHS.get(found["m"].casefold()) or (found["m"].isdigit() and int(found["m"]))
            return _certain(int(found["y"]), month or 0, int(found["d"]))
    return None


def is_written(value: Cell) -> bool:
    """Whether a cell is a text of three numbers whose order only other cells can prove.

    >>> is_written("03/11/2021"), is_written("2021-11-03"), is_written("3 Nov 2021")
    (True, False, False)
    """
    read = day(value) if isinstance(value, str) else None
    return read is not None and "" not in read.readings


def _era(year: int) -> tuple[int, bool]:
    return (year - 543, True) if 2400 <= year <= 2700 else (year, False)


def _certain(year: int, month: int, of_month: int) -> Day | None:
    common, is_buddhist = _era(year)
    try:
        return Day({"": date(common, month, of_month)}, is_buddhist)
    except ValueError:
        return None


def _parted(numbers: tuple[int, int, int]) -> Day | None:
    if numbers[0] >= 1000:
        return _certain(*numbers)
    readings: dict[str, date] = {}
    is_buddhist = False
    for order in ORDERS[1:]:
        named = dict(zip(order, numbers, strict=True))
        if (
            named["y"] >= 1000
            and (read := _certain(named["y"], named["m"], named["d"])) is not None
        ):
            readings[order] = read.readings[""]
            is_buddhist = read.is_buddhist
    return Day(readings, is_buddhist) if readings else None
