"""Reading what a site says to machines. Whatever cannot be read is a sentence, never a permission."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from .channels import RSL_NAMESPACE
from .policy import LEAVES
from .statements import Said, Statement, said
from .vocabularies import AIPREF, RSL


class UnreadableSignal(ValueError):
    """A signal that breaks its own format: `str()` says where, and what would be right."""


def read_headers(headers: Mapping[str, str], where: str) -> list[Statement]:
    """What response headers say (names in any case)."""
    folded = {name.casefold(): value.strip() for name, value in headers.items()}
    found = []
    if "tdm-reservation" in folded:
        verdict = reserved(folded["tdm-reservation"], folded.get("tdm-policy"), where)
        found.append(Statement("TDMRep header", where, dict.fromkeys(LEAVES, verdict)))
    if "content-usage" in folded:
        found.append(Statement("Content-Usage header", where, usage_in(folded["content-usage"])))
    return found


def reserved(value: object, policy: object, where: str) -> Said:
    """What a tdm-reservation says. With a policy it is a door with a bell: what is behind it depends on the policy."""
    if str(value) not in ("0", "1"):
        raise UnreadableSignal(f"{where}: tdm-reservation is “{value}”; it must be 0 or 1.")
    if str(value) == "0":
        return "allowed"
    return "conditional" if policy else "reserved"


def usage_in(value: str) -> dict[str, Said]:
    """An IETF preference list: `train-ai=n, search=y`; labels that are not known say nothing."""
    found: dict[str, Said] = {}
    for item in value.split(","):
        label, _, answer = item.partition(";")[0].strip().partition("=")
        for use in AIPREF.get(label, ()):
            if answer in ("y", "n"):
                found[use] = "allowed" if answer == "y" else "reserved"
    return found


def read_tdmrep(text: str, where: str) -> list[Statement]:
    """What /.well-known/tdmrep.json says, a statement for each location. Raises UnreadableSignal."""
    entries = parsed(text, where)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise UnreadableSignal(
            f"{where}: tdmrep.json must be a list of objects, each with a location."
        )
    return [
        Statement(
            "TDMRep",
            where,
            dict.fromkeys(
                LEAVES, reserved(entry.get("tdm-reservation"), entry.get("tdm-policy"), where)
            ),
            str(entry.get("location", "/")),
        )
        for entry in entries
    ]


def parsed(text: str, where: str) -> Any:
    """The value of a JSON text. Raises UnreadableSignal."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise UnreadableSignal(f"{where}: this is not JSON ({error}).") from error


def read_rsl(data: bytes, where: str) -> list[Statement]:
    """What an RSL 1.0 document says, a statement for each content element. Raises UnreadableSignal."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableSignal(f"{where}: this is not well-formed XML ({error}).") from error
    if (
        etree.QName(root).namespace != RSL_NAMESPACE
        and root.find(f".//{{{RSL_NAMESPACE}}}rsl") is None
    ):
        raise UnreadableSignal(
            f"{where}: this XML is no RSL document; its root is rsl in {RSL_NAMESPACE}."
        )
    return [
        Statement("RSL", where, rsl_says(content), content.get("url") or "/")
        for content in root.iterfind(f".//{{{RSL_NAMESPACE}}}content")
    ]


def rsl_says(element: etree._Element) -> dict[str, Said]:
    """What the rules of RSL in an element say, as in the entry of a feed; rules are known by their own names."""
    categories: dict[tuple[str, ...], Said | None] = {}
    verdicts: tuple[tuple[str, Said], ...] = (("permits", "allowed"), ("prohibits", "reserved"))
    for name, verdict in verdicts:
        for rule in element.iterfind(f".//{{*}}{name}[@type='usage']"):
            for label in re.split(r"[\s,]+", (rule.text or "").strip()):
                categories |= _each(RSL.get(label, ()), verdict)
    return said(categories)


def _each(uses: Iterable[str], verdict: Said) -> dict[tuple[str, ...], Said | None]:
    return {(use,): verdict for use in uses}
