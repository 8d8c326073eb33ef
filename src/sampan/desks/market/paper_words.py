"""The words of contracts and statements in a language; a language without a file of its own is written in English."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import icu
from django.utils.translation import override

from sampan.catalogue import wording
from sampan.engines.rights import LANGUAGES, TERRITORIES, USES, Parts

PAPER = Path(__file__).with_name("paper")
ENGLISH = "en"
_GREGORIAN = "@calendar=gregorian;numbers=latn"


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences with their gaps, by key; and how the language names days, territories, languages and uses."""

    tag: str
    texts: Mapping[str, Any]

    def say(self, key: str, **gaps: object) -> str:
        return str(self.texts[key]).format(**gaps)

    def day(self, day: date) -> str:
        style = icu.DateFormat.kLong
        formatter = icu.DateFormat.createDateInstance(
            style, icu.Locale(("en-GB" if self.tag == ENGLISH else self.tag) + _GREGORIAN)
        )
        formatter.setTimeZone(icu.TimeZone.getGMT())
        return str(formatter.format(float(_seconds(day))))

    def material(self, kind: str, language: str) -> str:
        name = str(self.texts["material"][kind])
        return f"{name} ({self._language(language)})" if language else name

    def place(self, code: str) -> str:
        return self._territory(code.partition("-")[0])

    def territories(self, mask: int) -> str:
        """A group with its members of that day, because the group changes."""
        return self._listed(TERRITORIES.parts(mask), self._group)

    def languages(self, mask: int) -> str:
        return self._listed(LANGUAGES.parts(mask), self._language)

    def uses(self, mask: int) -> str:
        return self._listed(USES.parts(mask), self._use)

    def _listed(self, parts: Parts, name: Any) -> str:
        named = ", ".join(name(code) for code in parts.included)
        left_out = ", ".join(name(code) for code in parts.excluded)
        return self.say("except", all=named, some=left_out) if left_out else named

    def _group(self, code: str) -> str:
        if len(code.partition("-")[0]) == 2 or code == "World":
            return self._territory(code)
        inside = [
            self._territory(one)
            for one in TERRITORIES.codes(TERRITORIES.mask(code))
            if len(one) == 2
        ]
        return f"{code} ({', '.join(inside)})" if inside else code

    def _territory(self, code: str) -> str:
        if code == "World":
            return self.say("world")
        if own := self.texts.get("place", {}).get(code):
            return str(own)
        with override(self.tag.lower()):
            return wording.territory_name(code)

    def _language(self, code: str) -> str:
        tag, _, kind = code.partition("/")
        with override(self.tag.lower()):
            name = self.say("every_language") if tag == "all" else wording.language_name(tag)
        return f"{name} ({self.texts['kind'][kind]})" if kind else name

    def _use(self, code: str) -> str:
        own = self.texts.get("use", {}).get(code)
        if own:
            return str(own)
        with override(self.tag.lower()):
            return wording.use_name(code)


def _seconds(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86_400


@cache
def words_in(tag: str) -> Words:
    """Raises nothing: a language that has no file is English, and its tag says so."""
    known = tag if (PAPER / f"{tag}.toml").is_file() else ENGLISH
    return Words(known, tomllib.loads((PAPER / f"{known}.toml").read_text("utf-8")))


def paper_language(languages: Iterable[str]) -> str:
    """The first of a house's languages that contracts are written in.

    >>> paper_language(["tet", "vi"]), paper_language([])
    ('vi', 'en')
    """
    return next((tag for tag in languages if (PAPER / f"{tag}.toml").is_file()), ENGLISH)


def month_name(day: date) -> str:
    """The month and its year as the page's language writes them.

    >>> with override("zh-hans"):
    ...     month_name(date(2027, 1, 9))
    '2027年1月'
    """
    locale = icu.Locale(wording.reader_language() + _GREGORIAN)
    pattern = icu.DateTimePatternGenerator.createInstance(locale).getBestPattern("yMMMM")
    formatter = icu.SimpleDateFormat(pattern, locale)
    formatter.setTimeZone(icu.TimeZone.getGMT())
    return str(formatter.format(float(_seconds(day))))
