"""Countries by any name that sources give them, in the working languages, and those that are no more."""

import functools
import re
from collections.abc import Iterator

import icu

from sampan.engines.rights import TERRITORIES

_TONGUES = ("en", "zh_Hans", "zh_Hant", "th", "vi", "lo", "km", "my", "id", "ms", "fil", "pt")
_ALSO = {
    "united states of america": "US", "usa": "US", "u.s.a.": "US", "uk": "GB", "great britain": "GB", "turkey": "TR",
    "czech republic": "CZ", "macedonia": "MK", "turks and caicos islands": "TC", "guadaloupe": "GP",
    "syrian arab republic": "SY", "palestinian territory": "PS", "palestine": "PS", "brunei darussalam": "BN",
    "faeroe islands": "FO", "libyan arab jamahiriya": "LY", "viet nam": "VN", "korea": "KR", "republic of korea": "KR",
    "lao people's democratic republic": "LA", "burma": "MM", "macau": "MO", "east timor": "TL", "taiwan": "TW",
    "mainland china": "CN", "people's republic of china": "CN", "中国大陆": "CN", "中國大陸": "CN", "内地": "CN",
    "中国香港": "HK", "中国台湾": "TW", "中国澳门": "MO", "香港": "HK", "台湾": "TW", "台灣": "TW", "澳门": "MO",
    "เกาหลี": "KR", "ไต้หวัน": "TW", "ฮ่องกง": "HK", "hồng kông": "HK", "đài loan": "TW", "trung quốc": "CN",
    "russian federation": "RU", "west germany": "DE", "soviet union": "SU", "east germany": "DD",
    "lao pdr": "LA", "prc": "CN", "p.r. china": "CN", "p.r.c.": "CN", "pr china": "CN", "chinese mainland": "CN",
    "大陆": "CN", "中国内地": "CN", "hong kong sar": "HK", "hong kong s.a.r.": "HK", "macao sar": "MO",
    "macau sar": "MO", "chinese taipei": "TW", "rok": "KR", "dprk": "KP", "england": "GB", "scotland": "GB",
    "u.s.": "US", "kampuchea": "KH", "khmer republic": "KH", "พม่า": "MM", "เมียนมา": "MM", "mi-an-ma": "MM",
    "miến điện": "MM", "ກຳພູຊາ": "KH", "ສປປ ລາວ": "LA", "china pr": "CN", "china mainland": "CN", "p. r. china": "CN",
    "s. korea": "KR", "s.korea": "KR", "n. korea": "KP", "ivory coast": "CI", "uae": "AE", "hongkong": "HK",
    "南韩": "KR", "南韓": "KR", "北韩": "KP", "寮国": "LA", "cape verde": "CV", "swaziland": "SZ", "zaire": "CD",
    "democratic republic of the congo": "CD", "dr congo": "CD", "republic of the congo": "CG",
    "republic of china": "TW", "democratic people's republic of korea": "KP",
    "czechoslovakia": "CS", "yugoslavia": "YU", "hong kong sar china": "HK", "the netherlands": "NL",
}  # fmt: skip
_INVERTED = tuple(
    (re.compile(pattern, re.I), name)
    for pattern, name in (
        (r"\bKorea,\s*(?:South|Republic of|Rep\.?(?: of)?)(?!\w)", "South Korea"),
        (r"\bKorea,\s*(?:North|Dem\w*\.?[\w' .]*Republic of)(?!\w)", "North Korea"),
        (r"\b(Taiwan|Hong Kong|Macao|Macau),\s*(?:Province of|SAR) China\b", r"\1"),
        (
            r"\b(Congo),\s*(?:the )?Dem\w*\.?[\w' .]*Republic of(?: the)?",
            "Democratic Republic of the Congo",
        ),
        (
            r"([^,;/|]+),\s*(?:[\w']+ )*(?:Republic|State|States|Kingdom|Federation) of(?: the)?(?=\s*(?:[,;/|]|$))",
            r"\1",
        ),
    )
)  # names as registers write them, turned round
_PARTS = re.compile(r"\s*[,;、，；/|·\n]\s*")
_JOINED = re.compile(r"\s+(?:and|&)\s+|\s*&\s*", re.I)
_ARTICLE = re.compile(r"^(?:the\s+|ประเทศ|ປະເທດ)", re.I)
_STYLE = re.compile(
    r"^(?:(?:the|socialist|democratic|people.s|federal|islamic|co-operative)\s+)*"
    r"(?:republic|kingdom|state|union|sultanate)\s+of\s+(?:the\s+)?",
    re.I,
)
# Of these the form of the state tells one from another.
_KEPT = re.compile("congo|korea|china|dominican", re.I)
_BRACKETED = re.compile(r"([^(（]+)[(（]([^)）]+)[)）]")
_NOTHING = frozenset(
    ("", "-", "--", "–", "—", "?", "??", "0", "n/a", "n.a.", "nan", "null", "none", "unknown", "not specified",
     "not given", "not available", "unspecified", "tbd", "tba", "other", "others", "various", "\\n", "xx", "zz", "zxx",
     "未知", "其他", "不详", "不明", "其它", "无", "ไม่ทราบ", "ไม่ระบุ", "ไม่มี", "อื่นๆ", "khác", "không rõ", "không có",
     "ບໍ່ຮູ້", "ບໍ່ຊັດເຈນ", "ອື່ນໆ", "tidak diketahui", "lainnya", "lain-lain", "hindi alam", "មិនស្គាល់", "ផ្សេងៗ", "မသိ",
     "desconhecido")
)  # fmt: skip
_FORMER = {"SU": "Soviet Union", "DD": "East Germany", "CS": "Czechoslovakia", "YU": "Yugoslavia"}


@functools.cache
def _codes() -> dict[str, str]:
    leaves = TERRITORIES.codes(TERRITORIES.everything)
    codes = {leaf.partition("-")[0] for leaf in leaves}  # a country with parts is the sum of them
    return {code: TERRITORIES.name(code) for code in sorted(codes) if len(code) == 2}


@functools.cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for code, name in _codes().items():
        names.setdefault(name.casefold(), code)
        names.setdefault(icu.Locale("", code).getISO3Country().casefold(), code)
        for tongue in _TONGUES:
            shown = icu.Locale("", code).getDisplayCountry(icu.Locale(tongue))
            names.setdefault(shown.casefold(), code)
    return names | _ALSO


def country(text: str) -> str | None:
    """The ISO 3166 code of a country by code or name; former countries keep their former code; None if unknown.

    >>> country("South Korea"), country("ไทย"), country("越南"), country("XX")
    ('KR', 'TH', 'VN', None)
    >>> country("Soviet Union"), country("TH"), country("tha")
    ('SU', 'TH', 'TH')
    """
    word = " ".join(text.split())
    return next((code for form in _forms(word) if (code := _known(form))), None)


def countries(text: str) -> list[str]:
    """The names of countries in a cell, however they are parted; an inverted name stays one.

    >>> countries("Korea, South; China"), countries("TH / LA"), countries("Taiwan, Province of China, Thailand")
    (['South Korea', 'China'], ['TH', 'LA'], ['Taiwan', 'Thailand'])
    >>> countries("Bosnia and Herzegovina"), countries("Indonesia and Malaysia"), countries("N/A")
    (['Bosnia and Herzegovina'], ['Indonesia', 'Malaysia'], [])
    """
    text = " ".join(text.split())
    # “NA” alone in a cell is “not available”, and not Namibia.
    if text.casefold() in _NOTHING | {"na"}:
        return []
    for pattern, name in _INVERTED:
        text = pattern.sub(name, text)
    found: list[str] = []
    for part in _PARTS.split(text):
        pieces = [part] if country(part) else _JOINED.split(part)
        found += [piece.strip() for piece in pieces]
    return [name for name in found if name.casefold() not in _NOTHING]


def _known(word: str) -> str | None:
    if word.upper() in _codes() or word.upper() in _FORMER:
        return word.upper()
    return _names().get(word.casefold())


def _forms(word: str) -> Iterator[str]:
    """A name as it is; without its article, “ประเทศ” or the form of its state; without brackets, and they alone."""
    word = word.replace("’", "'")
    yield word
    if "-" in word:
        yield word.replace("-", " ")
    if "republic" not in word.casefold() or not _KEPT.search(word):
        yield _STYLE.sub("", word)
    bare = _ARTICLE.sub("", word)
    yield bare
    if found := _BRACKETED.fullmatch(bare):
        yield found[1].strip()
        yield found[2].strip()


def codes() -> tuple[str, ...]:
    """Every country that is and the former ones that works still come from."""
    return (*_codes(), *_FORMER)


def country_name(code: str) -> str:
    """The English name of a code; the code itself where there is none.

    >>> country_name("TH"), country_name("SU"), country_name("QQ")
    ('Thailand', 'Soviet Union', 'QQ')
    """
    return _FORMER.get(code) or _codes().get(code, code)
