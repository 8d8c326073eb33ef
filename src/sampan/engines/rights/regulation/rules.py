"""The rules as they are written in `rules.toml`, or in a file of an installation's own; their words in `words.toml`."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from fractions import Fraction
from importlib import resources
from pathlib import Path
from typing import Any, Literal, get_args

from sampan.engines.rights.vocabulary import TERRITORIES, USES, UnknownTerm

Effect = Literal["warn", "require", "quota", "rating"]
Status = Literal["in force", "draft"]
_NEEDED = ("id", "territory", "title", "begins", "status", "effect", "source", "address")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `kinds`, `origin` and `hours` empty: whatever they are. `ends` None: still so.

    `words` are its title, and what it needs, in other languages than English.
    """

    id: str
    territory: str
    title: str
    begins: date
    status: Status
    effect: Effect
    source: str
    address: str
    ends: date | None = None
    uses: int = USES.everything
    kinds: tuple[str, ...] = ()
    origin: Literal["", "foreign", "domestic"] = ""
    needs: str = ""
    share: Fraction | None = None
    counts: Literal["", "works"] = ""
    base: Literal["all", "domestic"] = "all"
    per: str = ""
    hours: tuple[time, time] | None = None
    episodes: int | None = None
    optional: bool = False
    known_by: Literal["text", "press"] = "press"
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict, compare=False)

    def title_in(self, language: str) -> str:
        """
        >>> next(rule for rule in rules() if rule.id == "VN-2024-shown-online").title_in("zh-Hans")
        '在线提供影片时须同时显示分级'
        """
        return self.words.get(language, {}).get("title", self.title)

    def needs_in(self, language: str) -> str:
        return self.words.get(language, {}).get("needs", self.needs)

    def in_force(self, start: date, end: date | None) -> bool:
        """Whether the rule holds on any day of a period (half-open)."""
        return (end is None or self.begins < end) and (self.ends is None or start < self.ends)


@functools.cache
def _shipped() -> tuple[Rule, ...]:
    words = tomllib.loads(_text("words.toml"))
    found = _rules(_text("rules.toml"), "rules.toml")
    return tuple(replace(rule, words=words.get(rule.id, {})) for rule in found)


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def rules(path: Path | None = None) -> tuple[Rule, ...]:
    """The shipped rules, or those of a file. Raises ValueError, a sentence with the rule's place.

    >>> sorted({rule.territory for rule in rules()})
    ['CN', 'KH', 'MM', 'MY', 'VN']
    """
    return _shipped() if path is None else _rules(path.read_text("utf-8"), str(path))


def _rules(text: str, where: str) -> tuple[Rule, ...]:
    try:
        found = tomllib.loads(text).get("rule", [])
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{where}: this is not TOML ({error}).") from error
    return tuple(_rule(row, f"{where}, rule {number}") for number, row in enumerate(found, start=1))


def _rule(row: dict[str, Any], place: str) -> Rule:
    missing = [name for name in _NEEDED if not row.get(name)]
    if missing:
        raise ValueError(f"{place}: it lacks {', '.join(missing)}.")
    if row["effect"] not in get_args(Effect) or row["status"] not in get_args(Status):
        raise ValueError(
            f"{place}: effect is one of {', '.join(get_args(Effect))}; status is “in force” or “draft”."
        )
    for name, allowed in (("counts", ("", "works")), ("base", ("all", "domestic"))):
        if row.get(name, allowed[0]) not in allowed:
            raise ValueError(f"{place}: {name} is one of {', '.join(filter(None, allowed))}.")
    needed = {"require": "needs", "quota": "share"}.get(row["effect"])
    if needed and not row.get(needed):
        raise ValueError(f"{place}: an effect “{row['effect']}” says {needed}.")
    try:
        TERRITORIES.mask(row["territory"], row["begins"])
        hours = row.get("hours")
        return Rule(
            **row
            | {
                "uses": USES.mask(row.get("uses", "all-media, ai")),
                "kinds": tuple(row.get("kinds", ())),
                "share": Fraction(row["share"]) if "share" in row else None,
                "hours": (time.fromisoformat(hours[0]), time.fromisoformat(hours[1]))
                if hours
                else None,
            }
        )
    except (UnknownTerm, TypeError, ValueError) as error:
        raise ValueError(f"{place}: {error}") from error
