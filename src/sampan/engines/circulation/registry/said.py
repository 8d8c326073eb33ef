"""What the registry says, in the languages of the interface; what tables, columns and intervals are called."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .measure import measure
from .rules import RULES

_FOLDER = Path(__file__).parent / "words"
FIRST = "en"
WORDED = (FIRST, "zh-Hans", "lo", "th", "vi")


@dataclass(frozen=True, slots=True)
class Said:
    """Words, and the language that they are in: English where the language asked for has none."""

    text: str
    tag: str


def definition(name: str, tag: str) -> Said:
    """What a measure is. Raises Unknown for a name that the registry has not.

    >>> definition("viewing-share", "zh-Hans").text, definition("viewing-share", "km").tag
    ('所观看或播出的内容中归各来源地作品的部分。', 'en')
    """
    return _said("definitions", name, measure(name).definition, tag)


def caveats(name: str, tag: str) -> tuple[Said, ...]:
    """What to mind with a measure, in order."""
    return tuple(_said("caveats", text, text, tag) for text in measure(name).caveats)


def rule(name: str, tag: str) -> Said:
    """What an origin rule does; one that the registry has not is itself."""
    return _said("rules", name, RULES.get(name, name), tag)


def called(section: str, key: str, tag: str) -> str:
    """What a reader calls a table, a column or an interval; English where the language has no words, else the key.

    >>> called("tables", "engagement", "vi"), called("columns", "rank", "km"), called("columns", "x", "en")
    ('lượt xem', 'rank', 'x')
    """
    return sections(tag if tag in WORDED else FIRST)[section].get(key, key)


@cache
def sections(tag: str) -> Mapping[str, Mapping[str, str]]:
    """All words of a language, by section."""
    return tomllib.loads((_FOLDER / f"{tag}.toml").read_text("utf-8"))


def _said(section: str, key: str, english: str, tag: str) -> Said:
    found = sections(tag)[section].get(key) if tag in WORDED and tag != FIRST else None
    return Said(found, tag) if found else Said(english, FIRST)
