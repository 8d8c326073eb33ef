"""Reading what a work itself says to machines: in its manifest, its metadata, its policy."""

from collections.abc import Mapping
from typing import Any

from .policy import LEAVES
from .signals import UnreadableSignal
from .statements import Said, Statement, said
from .vocabularies import (
    ALLOWED,
    CAWG,
    CONSTRAINED,
    NO_GENERATION,
    NO_TRAINING,
    PLUS,
    PROHIBITED,
    SEARCH_ONLY,
    TDM,
    USE,
)

_CAWG_WORDS: dict[str, Said] = {
    "allowed": "allowed",
    "notAllowed": "reserved",
    "constrained": "conditional",
}
_PLUS_WORDS: dict[str, dict[str, Said]] = {
    ALLOWED: dict.fromkeys(LEAVES, "allowed"),
    PROHIBITED: dict.fromkeys(LEAVES, "reserved"),
    CONSTRAINED: dict.fromkeys(LEAVES, "conditional"),
    NO_TRAINING: {"ai.train": "reserved", "ai.generate": "reserved"},
    NO_GENERATION: {"ai.generate": "reserved"},
    SEARCH_ONLY: {use: "allowed" if use == "ai.index" else "reserved" for use in LEAVES},
    "DMI-UNSPECIFIED": {},
}


def read_cawg(assertion: Mapping[str, Any], where: str) -> Statement:
    """What a training-and-mining assertion says. Raises UnreadableSignal."""
    data = assertion.get("data")
    entries = data.get("entries") if isinstance(data, dict) else None
    if not isinstance(entries, dict) or not all(isinstance(one, dict) for one in entries.values()):
        raise UnreadableSignal(
            f"{where}: the assertion has no data.entries, an object for each kind of use."
        )
    told = {
        uses: _CAWG_WORDS.get(str(entries.get(label, {}).get("use", "")))
        for label, uses in CAWG.items()
    }
    return Statement("CAWG", where, said(told))


def read_mining(code: str, where: str) -> Statement:
    """What a PLUS data mining value says (IPTC photo metadata, NewsML-G2). Raises UnreadableSignal.

    >>> read_mining("DMI-PROHIBITED-GENAIMLTRAINING", "picture.jpg").says
    {'ai.generate': 'reserved'}
    """
    value = code.strip().removeprefix(PLUS)
    if value not in _PLUS_WORDS:
        raise UnreadableSignal(
            f"{where}: “{code}” is no PLUS data mining value; write one of {', '.join(_PLUS_WORDS)}."
        )
    return Statement("PLUS data mining", where, _PLUS_WORDS[value])


def read_odrl(policy: Mapping[str, Any], where: str) -> Statement:
    """What an ODRL policy says by our own actions, or by `tdm:mine` for all of them; a rule with duties or constraints
    is a condition."""
    says: dict[str, Said] = {}
    kinds: tuple[tuple[str, Said], ...] = (("permission", "allowed"), ("prohibition", "reserved"))
    for kind, verdict in kinds:
        for rule in _listed(policy.get(kind)):
            bound = isinstance(rule, dict) and (rule.get("constraint") or rule.get("duty"))
            for use in _mined(rule):
                says[use] = "conditional" if bound else verdict
    return Statement("ODRL", where, says)


def _mined(rule: object) -> list[str]:
    """The uses by AI that a rule names, in any of the ways that JSON-LD has to name an action."""
    found: set[str] = set()
    for action in _listed(rule.get("action") if isinstance(rule, dict) else None):
        name = str(
            action.get("@id", action.get("rdf:value")) if isinstance(action, dict) else action
        )
        if name in ("tdm:mine", f"{TDM}mine"):
            found |= set(LEAVES)
        found.add(name.removeprefix("use:").removeprefix(USE))
    return [use for use in LEAVES if use in found]


def _listed(value: object) -> list[Any]:
    """The values of a property, which JSON-LD may write alone or in a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
