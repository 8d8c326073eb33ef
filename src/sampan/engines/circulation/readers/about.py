"""What a person or a file's name says about a source that its rows do not."""

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import category, normalize

from sampan.engines.circulation.facts import WORLD

_SERVICES = {
    "netflix": "Netflix",
    "disney_plus": "Disney+",
    "hulu": "Hulu",
    "amazon_prime": "Amazon Prime Video",
    "viu": "Viu",
    "iqiyi": "iQIYI",
    "wetv": "WeTV",
    "mangotv": "MangoTV",
    "trueid": "TrueID",
    "youku": "Youku",
    "bilibili": "bilibili",
}
SUBSCRIPTION = {"netflix", "disney_plus", "hulu", "amazon_prime"}
_ALSO = {
    "amazon_prime_video": "amazon_prime",
    "amazonprimevideo": "amazon_prime",
    "amazonprime": "amazon_prime",
    "prime_video": "amazon_prime",
    "primevideo": "amazon_prime",
    "disneyplus": "disney_plus",
    "disney": "disney_plus",
    "mango_tv": "mangotv",
    "true_id": "trueid",
}  # as others write them
_FORMER_MARKS = re.compile(
    r"^(?:justwatch|kaggle)_|_(?:titles?|catalogue|catalog|shows?|top_?10)(?=_|$)"
)
_LISTS = ((re.compile(r"c-?dramas?|chinese"), "CN"), (re.compile(r"k-?dramas?|korean"), "KR"))


@dataclass(frozen=True, slots=True)
class About:
    """Which source, which service, where and when, where the rows do not say."""

    source_id: str
    service_id: str = ""
    territory: str = WORLD
    day: date | None = None
    origin: str = ""


def service_name(service_id: str) -> str:
    """How a service is written; the id where that is not known.

    >>> service_name("disney_plus"), service_name("laotv")
    ('Disney+', 'laotv')
    """
    return _SERVICES.get(service_id, service_id)


def is_service(service_id: str) -> bool:
    """Whether it is a service that is known by name, so that a list named for it is what it offers."""
    return service_id in _SERVICES


def source_name(stem: str) -> str:
    """The id of a source from the name of its file.

    >>> source_name("netflix_top10_asean_2021-07_2022-11")
    'netflix_top10_asean_2021-07_2022-11'
    >>> source_name("My List (final)")
    'my_list_final'
    >>> source_name("ລາຍການ ຮູບເງົາ")
    'ລາຍການ_ຮູບເງົາ'
    """
    kept = (
        letter if letter.isalnum() or letter in "_-" or category(letter)[0] == "M" else " "
        for letter in normalize("NFC", stem).casefold()
    )
    return "_".join("".join(kept).split()).strip("_") or "source"


def service_of(source_id: str) -> str:
    """The service that a source's name begins with.

    >>> service_of("justwatch_netflix_titles"), service_of("disney_plus_titles"), service_of("netflix_what_we_watched")
    ('netflix', 'disney_plus', 'netflix')
    >>> service_of("prime_video-2021"), service_of("amazonprimevideo"), service_of("disney_titles")
    ('amazon_prime', 'amazon_prime', 'disney_plus')
    >>> service_of("lotus_screen_top10"), service_of("lotus_screen_titles")
    ('lotus_screen', 'lotus_screen')
    """
    rest = _FORMER_MARKS.sub("", source_id)
    names = (name for name in (*_ALSO, *_SERVICES) if re.match(rf"{name}(?:_|-|$)", rest))
    name = max(names, key=len, default=rest)
    return _ALSO.get(name, name)


def origin_of(source_id: str) -> str:
    """The country that a list is of, by its name; empty where it names none.

    >>> origin_of("mdl_cdramas"), origin_of("netflix_titles")
    ('CN', '')
    """
    return next((code for pattern, code in _LISTS if pattern.search(source_id)), "")
