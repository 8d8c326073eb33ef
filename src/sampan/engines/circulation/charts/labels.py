"""What charts call things, in twelve languages: words from a file a language, territories and languages from CLDR."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import icu

from sampan.engines.language import LANGUAGES

_FOLDER = Path(__file__).parent / "words"
TAGS = tuple(one.tag for one in LANGUAGES if (_FOLDER / f"{one.tag}.toml").is_file())
TERRITORIES = frozenset({"territory", "origin", "leader"})

_SPOKEN = {"en": "en-GB", "pt": "pt-PT"}  # how our words are written

_CODE = re.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?")

Sections = Mapping[str, Mapping[str, str]]


@cache
def sections(tag: str) -> Sections:
    """All words of a language, by section. Raises KeyError, with a sentence, where charts do not speak it."""
    if tag not in TAGS:
        raise KeyError(f"Charts have no words in {tag!r}; they have {', '.join(TAGS)}.")
    return tomllib.loads((_FOLDER / f"{tag}.toml").read_text("utf-8"))


def word(key: str, tag: str, *, section: str = "words") -> str:
    """One word.

    >>> word("no_data", "en"), word("viewing-share", "th", section="measures")
    ('no data', 'สัดส่วนการรับชม')
    """
    return sections(tag)[section][key]


def term(section: str, key: str, tag: str) -> str:
    """A term of a closed list: `measures`, `dimensions`, `rules`, `units`; what the list lacks is itself.

    >>> term("units", "slots", "vi"), term("measures", "made-up", "vi")
    ('vị trí trong mười hạng đầu', 'made-up')
    """
    return sections(tag)[section].get(key, key)


def name(dimension: str, key: str, tag: str) -> str:
    """What a key is called: a country, a bloc, a channel, a code of a genre; a title or a service is itself.

    >>> name("origin", "LA", "zh-Hans"), name("channel", "festival", "en"), name("service", "Viu", "lo")
    ('老挝', 'festival', 'Viu')
    >>> name("genre", "scifi", "zh-Hans"), name("genre", "Sci-Fi & Fantasy", "zh-Hans")
    ('科幻', 'Sci-Fi & Fantasy')
    """
    if dimension == "rule":
        return sections(tag)["rules"].get(key, key)
    known = sections(tag)["values"].get(key)
    if known is not None:
        return known
    if dimension in TERRITORIES:
        return sections(tag).get("territories", {}).get(key) or _region(key, tag)
    if dimension == "genre":
        return str(sections(tag)["genres"].get(key, key))
    if dimension == "language":
        return str(_names(tag).localeDisplayName(key))
    return key


def _region(code: str, tag: str) -> str:
    """A country as CLDR calls it briefly, without what it adds in brackets; what is no country's code is itself."""
    if _CODE.fullmatch(code) is None:
        return code
    country, _, part = code.partition("-")
    found = str(_names(tag).regionDisplayName(country)).split(" (")[0].replace("\u200b", "")
    return f"{found}, {code}" if part else found


@cache
def _names(tag: str) -> "icu.LocaleDisplayNames":
    locale = icu.Locale.forLanguageTag(_SPOKEN.get(tag, tag))
    return icu.LocaleDisplayNames.createInstance(locale, [icu.UDisplayContext.LENGTH_SHORT])
