"""A title taken apart: its name, its season or part, a year or a language in brackets."""

import re
from dataclasses import dataclass
from functools import lru_cache

from sampan.engines.circulation.facts.digits import ascii_digits

_NUMBER = r"(?P<n>\d{1,3}|[IVX]{1,5}|[一二三四五六七八九十]{1,3}|one|two|three|four|five|six)"
# The words for a season or a part, and the language that writes them.
_WORDS = {
    "en": "seasons?|series|part|volume|vol\\.?|book|chapter|collection|cour",
    "th": "ซีซั่น|ซีซัน|ซีซันที่|ซีซั่นที่|ภาค|ภาคที่|ปี|เล่ม",
    "lo": "ລະດູການ|ລະດູການທີ|ພາກ|ພາກທີ",
    "km": "រដូវកាល|រដូវកាលទី|ភាគ|ភាគទី",
    "my": "ရာသီ|အပိုင်း",
    "vi": "mùa|phần|tập",
    "id": "musim|bagian",
    "ms": "musim|bahagian",
    "ko": "시즌|파트|볼륨",
    "ja": "シーズン|パート",
    "es": "temporada|parte|volumen",
    "de": "staffel|teil",
    "fr": "saison|partie",
    "it": "stagione|parte",
    "pl": "sezon|część",
    "tr": "sezon|kısım",
    "sv": "säsong",
    "da": "sæson|sesong",
    "nl": "seizoen|deel",
    "fi": "kausi",
    "ru": "сезон",
    "tl": "panahon",
}
_SEPARATOR = r"\s*[:：\-–—,，]?\s*"
_SEASONS = tuple(
    (tag, re.compile(rf"^(?P<name>.+?){_SEPARATOR}\b(?:{words})\s*{_NUMBER}$", re.I))
    for tag, words in _WORDS.items()
)
_ENDS = re.compile(
    r"(?:\d|[IVX]|[一二三四五六七八九十]|one|two|three|four|five|six|[季部期辑輯]|season)$", re.I
)
_CHINESE = re.compile(rf"^(?P<name>.+?){_SEPARATOR}第\s*{_NUMBER}\s*(?P<w>[季部期辑輯])$")
_ORDINAL = re.compile(rf"^(?P<name>.+?){_SEPARATOR}(?P<n>\d{{1,2}})(?:st|nd|rd|th)\s+season$", re.I)
_LIMITED = re.compile(
    rf"^(?P<name>.+?){_SEPARATOR}(?:(?P<en>limited series|miniseries|mini-series|the complete series)"
    r"|(?P<th>ลิมิเต็ดซีรีส์|ลิมิเต็ดซีรี่ส์)|(?P<zh>限定劇|限定剧|迷你剧集|迷你影集|限定影集)|(?P<ko>리미티드 시리즈)"
    r"|(?P<de>miniserie)|(?P<es>miniserie|serie limitada)|(?P<fr>mini-série))$",
    re.I,
)
_BRACKETS = re.compile(r"^(?P<name>.+?)\s*[(（](?P<in>[^()（）]{2,24})[)）]$")
_LANGUAGES = {
    "hindi": "hi", "tamil": "ta", "telugu": "te", "malayalam": "ml", "kannada": "kn", "thai": "th", "mandarin": "zh",
    "cantonese": "yue", "korean": "ko", "japanese": "ja", "filipino": "tl", "tagalog": "tl", "malay": "ms",
}  # fmt: skip
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
}
_ENGLISH = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_HAN = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Named:
    """What a title says beside the name. `language` is that of the season's word; `spoken` the one in brackets."""

    name: str
    season: int | None = None
    is_serial: bool = False
    year: int | None = None
    language: str = ""
    spoken: str = ""


@lru_cache(maxsize=1 << 15)
def take_apart(title: str) -> Named:
    """The name in a title, and its season, year and languages. What is not understood stays in the name.

    >>> take_apart("Love Like the Galaxy: Part 2")
    Named(name='Love Like the Galaxy', season=2, is_serial=True, year=None, language='en', spoken='')
    >>> take_apart("陈情令 第二季").season, take_apart("บุพเพสันนิวาส ภาค ๒").season, take_apart("4 Kings (2021)").year
    (2, 2, 2021)
    >>> take_apart("Die Kaiserin: Staffel 1").language, take_apart("RRR (Hindi)").spoken
    ('de', 'hi')
    """
    text = " ".join(ascii_digits(title).split())
    year, spoken = None, ""
    if (found := _BRACKETS.fullmatch(text)) is not None:
        inside = found["in"].strip().casefold()
        if re.fullmatch(r"(?:19|20)\d\d", inside):
            year, text = int(inside), found["name"]
        elif inside in _LANGUAGES:
            spoken, text = _LANGUAGES[inside], found["name"]
    name, season, tag = _season(text)
    return Named(name, season, bool(tag), year, tag, spoken)


def _season(text: str) -> tuple[str, int | None, str]:
    """The name, the number of the season, and the language that its word is of; empty where there is no such word."""
    if (found := _LIMITED.fullmatch(text)) is not None:
        tags = ("th", "zh", "ko", "de", "es", "fr")
        return found["name"], None, next((tag for tag in tags if found[tag]), "en")
    if not _ENDS.search(text):
        return text, None, ""
    for tag, pattern in (("zh", _CHINESE), ("en", _ORDINAL), *_SEASONS):
        if (found := pattern.fullmatch(text)) is not None:
            return found["name"], _count(found["n"]), tag
    return text, None, ""


def _count(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    if text.upper() in _ROMAN:
        return _ROMAN[text.upper()]
    if text.casefold() in _ENGLISH:
        return _ENGLISH[text.casefold()]
    tens, ten, ones = text.rpartition("十")
    value = (_HAN.find(tens) + 1 or 1) * 10 if ten else 0
    return value + _HAN.find(ones) + 1 if ones else value or None
