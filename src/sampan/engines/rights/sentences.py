"""Reasons in plain English. The web words the same kinds in its readers' languages."""

from collections.abc import Mapping
from typing import Any

from .vocabulary import LANGUAGES, TERRITORIES, USES, Vocabulary
from .vocabulary.axis import listed

_RIGHTS = "{uses}, in {languages}, in {territories}"

KINDS: dict[str, str] = {
    "owned": "{licensee} holds " + _RIGHTS + "{period}",
    "granted": "{licensor} gives {licensee} " + _RIGHTS + "{period}",
    "exclusive": "{licensor} has given {licensee} alone " + _RIGHTS + "{period}",
    "nonexclusive": "{licensor} has already given {licensee} " + _RIGHTS + "{period}",
    "holdback": "{licensor} keeps back " + _RIGHTS + "{period}",
    "overspill": "{licensor} has given {licensee} alone "
    + _RIGHTS
    + "{period}, where the signal may be received",
    "option": "{licensee} may ask first for " + _RIGHTS + "{lapse}",
    "clearance": "{licensee} must agree before " + _RIGHTS + "{period}",
    "unsigned": "The grant by {licensor} to {licensee} of " + _RIGHTS + " is not signed",
    "date_open": "The grant by {licensor} to {licensee} of " + _RIGHTS + " depends on {anchors}",
    "runs": "{licensee} has used all {runs} runs that {licensor} gave",
    "sublicence": "{licensor} may not sub-license " + _RIGHTS + " to {licensee}",
    "missing_in": "{party} does not hold " + _RIGHTS,
    "overrun": "{licensee} holds " + _RIGHTS + "{period}, not longer",
    "not_granted": "{licensor} gives {licensee} other rights{period}, but not {lacking}",
    "no_grant": "{party} holds no licence for " + _RIGHTS,
}


def sentence(kind: str, parameters: Mapping[str, Any]) -> str:
    """A reason in English, from its kind and the parameters that a Reason gives. Raises KeyError on another kind.

    >>> sentence("holdback", {"licensor": "KPL", "uses": {"included": ["ai"], "excluded": []},
    ...     "languages": {"included": ["all"], "excluded": []},
    ...     "territories": {"included": ["World"], "excluded": ["LA"]},
    ...     "start": "2026-01-01", "end": None, "clause": "7", "source": "terms of use"})
    'KPL keeps back uses by AI, in every language, in the world except Laos, from 2026-01-01 (clause 7, terms of use).'
    """
    words = {
        "party": parameters.get("party") or "The asker",
        "licensor": parameters.get("licensor") or "The author",
        "licensee": parameters.get("licensee") or "every partner",
        "territories": _words(TERRITORIES, parameters.get("territories")),
        "languages": _words(LANGUAGES, parameters.get("languages")),
        "uses": _words(USES, parameters.get("uses")),
        "period": _period(parameters),
        "lapse": f" until {parameters['lapses']}" if parameters.get("lapses") else "",
        "runs": parameters.get("runs"),
        "anchors": listed(_anchor(anchor) for anchor in parameters.get("anchors", ())),
        "lacking": _lacking(parameters),
    }
    said = KINDS[kind].format(**words)
    unsure = "" if parameters.get("firm", True) else "; this is not certain"
    return f"{said[0].upper()}{said[1:]}{unsure}{_citation(parameters)}."


def _words(axis: Vocabulary, codes: Mapping[str, list[str]] | None) -> str:
    if not codes:
        return ""
    named = listed(axis.name(code) for code in codes["included"])
    left_out = listed(axis.name(code) for code in codes["excluded"])
    return f"{named} except {left_out}" if left_out else named


def _period(parameters: Mapping[str, Any]) -> str:
    start, end = parameters.get("start"), parameters.get("end")
    began = f", from {start}" if start and start != "0001-01-01" else ""
    return f"{began}{' until ' if began else ', until '}{end}" if end else began


def _anchor(anchor: Mapping[str, Any]) -> str:
    days = anchor["days"]
    return f"{days} days after {anchor['event']}" if days else f"the day of {anchor['event']}"


def _lacking(parameters: Mapping[str, Any]) -> str:
    uses = _words(USES, parameters.get("uses"))
    languages = _words(LANGUAGES, parameters.get("languages"))
    territories = _words(TERRITORIES, parameters.get("territories"))
    parts = [uses, languages and f"in {languages}", territories and f"in {territories}"]
    return " ".join(part for part in parts if part) or "on the day asked for"


def _citation(parameters: Mapping[str, Any]) -> str:
    clause, source = parameters.get("clause"), parameters.get("source")
    named = [f"clause {clause}" if clause else "", source or ""]
    said = ", ".join(part for part in named if part)
    return f" ({said})" if said else ""
