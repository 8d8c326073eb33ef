"""Refusals, notes and findings in the document's languages, from the kinds and parameters that the engine gives."""

from collections.abc import Mapping, Sequence
from typing import Any

from sampan.engines.circulation import charts
from sampan.engines.circulation.findings.finding import OF

from . import words

_COUNTRIES = ("key", "second")
_PLACES = ("where", "second_where")
_TIMES = ("since", "until")
_LISTS = {"rules": "rules", "units": "units", "names": "dimensions", "known": "dimensions"}
_TERMS = {"measure": "measures", "what": "dimensions"}


def said(kind: str, parameters: Mapping[str, Any], tag: str) -> str:
    """A sentence in a language. Raises KeyError on a kind that the engine does not have.

    A subject is named by `measure`, `dimensions` and `keys`; numbers are in the `unit` of the parameters.

    >>> said("no_data", {"territories": ["CN", "KH"]}, "zh-Hans")
    '没有中国和柬埔寨的数据。'
    >>> leads = {"key": "KR", "value": 0.51, "second": "TH", "second_value": 0.136, "where": "VN", "unit": "share"}
    >>> said("leads", leads, "en")
    'South Korea leads in Vietnam with 51.0%; Thailand follows with 13.6%.'
    """
    unit = str(parameters.get("unit", "share"))
    filled = {name: _worded(name, value, unit, tag) for name, value in parameters.items()}
    for name in _PLACES:
        filled[name] = _where(str(parameters.get(name) or ""), tag)
    for name in _TIMES:
        time = str(parameters.get(name) or "")
        filled[name] = words.word("time", tag, name=time) if time else ""
    if "keys" in parameters:
        filled["subject"] = _within(
            subject(parameters["measure"], parameters["dimensions"], parameters["keys"], tag)
        )
    text = words.sections(tag)["sentences"][kind].format(**filled)
    return text[0].upper() + text[1:]


def subject(measure: str, dimensions: Sequence[str], keys: Sequence[str], tag: str) -> str:
    """What a finding speaks of.

    >>> subject("viewing-share", ("origin", "territory"), ("TH", "VN"), "zh-Hans")
    '泰国在越南的观看占比'
    """
    named = [(on, charts.name(on, key, tag)) for on, key in zip(dimensions, keys, strict=True)]
    of = words.listed([name for on, name in named if on in OF], tag)
    at = words.listed([name for on, name in named if on not in OF], tag)
    pattern = "subject" + ("_of" if of else "") + ("_in" if at else "")
    name = measure_name(measure, tag)
    if pattern == "subject":
        return name
    return words.sections(tag)["document"][pattern].format(measure=name, of=of, **{"in": at})


def measure_name(measure: str, tag: str) -> str:
    """What a measure is called; one that is not of the registry is itself."""
    return charts.term("measures", measure, tag)


def _worded(name: str, value: Any, unit: str, tag: str) -> str:
    if isinstance(value, list | tuple):
        section = _LISTS.get(name, "")
        return words.listed([_one(str(one), section, tag) for one in value], tag)
    if isinstance(value, float | int):
        return charts.number(value, "count" if isinstance(value, int) else unit, tag)
    if name in _COUNTRIES:
        return charts.name("origin", str(value), tag)
    section = "rules" if name.endswith("_rule") else _TERMS.get(name, "")
    found = charts.term(section, str(value), tag) if section else str(value)
    return _within(found) if name == "measure" else found


def _within(name: str) -> str:
    """A name as it stands inside a sentence; at its beginning it is capital again."""
    return name[:1].lower() + name[1:]


def _one(key: str, section: str, tag: str) -> str:
    return charts.term(section, key, tag) if section else charts.name("territory", key, tag)


def _where(names: str, tag: str) -> str:
    """A place inside a sentence; nothing where there is none."""
    if not names:
        return ""
    known = words.listed([charts.name("territory", one, tag) for one in names.split(", ")], tag)
    return words.word("where", tag, name=known)
