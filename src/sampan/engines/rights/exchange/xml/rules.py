"""What the schemas leave open: rules and words that avails must keep, as `rules.tsv` and `words.tsv` have them.

Source: MovieLabs' structure rules 2.6.1 and vocabulary 2.7; ISO 3166-1 for territories, BCP 47 for languages.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from sampan.engines.rights.exchange.fault import Fault
from sampan.engines.rights.exchange.forms import currency_told
from sampan.engines.rights.exchange.words import COUNTRIES
from sampan.engines.rights.ids import eidr_fault

from .model import table
from .place import fault_at, path_of
from .versions import VERSIONS, Version

_IDS = (
    "ALID", "EditEIDR-URN", "TitleEIDR-URN", "SeriesEIDR-URN", "SeasonEIDR-URN", "VolumeEIDR-URN",
    "SeriesContentID", "SeasonContentID", "VolumeContentID",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Rule:
    at: etree.XPath
    counts: etree.XPath
    least: int
    most: int | None
    warning: bool
    what: str
    remedy: str


@functools.cache
def _rules(number: str) -> tuple[_Rule, ...]:
    names = VERSIONS[number].names
    return tuple(
        _Rule(
            etree.XPath(row["at"], namespaces=names),
            etree.XPath(row["counts"], namespaces=names),
            int(row["least"] or 0),
            int(row["most"]) if row["most"] else None,
            _only_warns(row["warning"], number),
            row["what"],
            row["remedy"],
        )
        for row in table("rules")
    )


def _only_warns(cell: str, number: str) -> bool:
    """Whether a rule only warns: "yes", or, as "<2.6", in the versions before the one that made it binding."""
    order = list(VERSIONS)
    return cell == "yes" or (
        cell.startswith("<") and order.index(number) < order.index(cell.removeprefix("<"))
    )


@functools.cache
def _words() -> dict[tuple[str, str], tuple[tuple[str, ...], bool]]:
    found = {}
    for row in table("words"):
        name, _, attribute = row["at"].partition("@")
        words = tuple(word.replace("_", " ") for word in row["words"].split())
        found[name, attribute] = (words, bool(row["warning"]))
    return found


def rule_faults(element: etree._Element, version: Version) -> Iterator[Fault]:
    """What an Avail breaks of the rules that its schema leaves open."""
    for rule in _rules(version.number):
        for place in _elements(rule.at, element):
            count = len(_elements(rule.counts, place))
            if count < rule.least or (rule.most is not None and count > rule.most):
                yield fault_at(place, path_of(place), rule.what, rule.remedy, warning=rule.warning)


def _elements(path: etree.XPath, under: etree._Element) -> list[etree._Element]:
    found: Any = path(under)
    return list(found)


def word_faults(element: etree._Element, version: Version) -> Iterator[Fault]:
    """Words outside the vocabularies, territories that are none, and identifiers with a wrong check character."""
    for one in element.iter(f"{{{version.avails}}}*", f"{{{version.metadata}}}*"):
        name, value = str(one.tag).rpartition("}")[2], (one.text or "").strip()
        for attribute in ("", *one.attrib):
            known = _words().get((name, str(attribute)))
            given = str(one.get(attribute)) if attribute else value
            if known and given and given not in known[0]:
                path = path_of(one) + (f"@{attribute}" if attribute else "")
                remedy = f"Write one of {', '.join(known[0])}."
                yield fault_at(
                    one, path, f"“{given}” is not one of its words.", remedy, warning=known[1]
                )
        if name == "country" and len(value) == 2 and value not in COUNTRIES:
            what = f"“{value}” is not a territory that Sampan knows."
            yield fault_at(one, path_of(one), what, "Write ISO 3166 codes, as LA.")
        if told := currency_told(one.get("currency", "")):
            what, remedy, warning = told
            yield fault_at(one, f"{path_of(one)}@currency", what, remedy, warning=warning)
        if (name in _IDS and (said := eidr_fault(value))) or (
            name == "Asset" and (said := eidr_fault(one.get("contentID", "")))
        ):
            yield fault_at(one, path_of(one), said, "Ask its registrant.", warning=True)
