"""Reading what sites and files say to machines. Whatever cannot be read is a sentence, never a permission."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lxml import etree

from .channels import RSL_NAMESPACE
from .policy import LEAVES
from .statements import Said, Statement, said
from .vocabularies import (
    AIPREF,
    ALLOWED,
    CAWG,
    NO_GENERATION,
    NO_TRAINING,
    PLUS,
    PROHIBITED,
    RSL,
    SEARCH_ONLY,
    agents,
)


class UnreadableSignal(ValueError):
    """A signal that breaks its own format: `str()` says where, and what would be right."""


def read_headers(headers: Mapping[str, str], where: str) -> list[Statement]:
    """What response headers say (names in any case)."""
    folded = {name.casefold(): value.strip() for name, value in headers.items()}
    found = []
    if "tdm-reservation" in folded:
        verdict = _reserved(folded["tdm-reservation"], folded.get("tdm-policy"), where)
        found.append(Statement("TDMRep header", where, dict.fromkeys(LEAVES, verdict)))
    if "content-usage" in folded:
        found.append(Statement("Content-Usage header", where, _usage(folded["content-usage"])))
    return found


def _reserved(value: object, policy: object, where: str) -> Said:
    """Reserved with a policy is a door with a bell: what is behind it depends on the policy."""
    if str(value) not in ("0", "1"):
        raise UnreadableSignal(f"{where}: tdm-reservation is “{value}”; it must be 0 or 1.")
    if str(value) == "0":
        return "allowed"
    return "conditional" if policy else "reserved"


def _usage(value: str) -> dict[str, Said]:
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
    entries = _json(text, where)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise UnreadableSignal(
            f"{where}: tdmrep.json must be a list of objects, each with a location."
        )
    return [
        Statement(
            "TDMRep",
            f"{where}, {entry.get('location', '/')}",
            dict.fromkeys(
                LEAVES, _reserved(entry.get("tdm-reservation"), entry.get("tdm-policy"), where)
            ),
        )
        for entry in entries
    ]


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise UnreadableSignal(f"{where}: this is not JSON ({error}).") from error


def read_robots(text: str, where: str) -> list[Statement]:
    """What robots.txt says: its Content-Usage rules, and which listed agents it shuts out of everything."""
    listed = {agent.casefold(): uses for agent, uses in agents().items()}
    shut: set[str] = set()
    told: list[Statement] = []
    for names, rules in _groups(text):
        for field, value in rules:
            if field == "content-usage":
                path, preference = _rule(value)
                told.append(
                    Statement("robots.txt Content-Usage", f"{where}, {path}", _usage(preference))
                )
            elif field == "disallow" and value == "/":
                shut.update(name for name in names if name in listed)
    if shut:
        says = said({listed[agent]: "reserved" for agent in sorted(shut)})
        told.append(Statement("robots.txt agents", where, says))
    return told


def _rule(value: str) -> tuple[str, str]:
    """Path and preference of a Content-Usage rule."""
    if not value.startswith("/"):
        return "/", value
    path, *rest = value.split(None, 1)
    return path, rest[0] if rest else ""


def _groups(text: str) -> Iterable[tuple[list[str], list[tuple[str, str]]]]:
    """The groups of a robots.txt: agents (casefolded) and their rules, field names in lower case."""
    names: list[str] = []
    rules: list[tuple[str, str]] = []
    for line in text.splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        field, value = field.strip().casefold(), value.strip()
        if not colon:
            continue
        if field == "user-agent":
            if rules:
                yield names, rules
                names, rules = [], []
            names.append(value.casefold())
        else:
            rules.append((field, value))
    yield names, rules


def read_rsl(data: bytes, where: str) -> list[Statement]:
    """What an RSL 1.0 document says, a statement for each content element. Raises UnreadableSignal."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableSignal(f"{where}: this is not well-formed XML ({error}).") from error
    names = {"rsl": RSL_NAMESPACE}
    found = []
    for content in root.iterfind(".//rsl:content", names):
        categories: dict[tuple[str, ...], Said | None] = {}
        verdicts: tuple[tuple[str, Said], ...] = (("permits", "allowed"), ("prohibits", "reserved"))
        for name, verdict in verdicts:
            for element in content.iterfind(f".//rsl:{name}[@type='usage']", names):
                for label in re.split(r"[\s,]+", (element.text or "").strip()):
                    categories |= _each(RSL.get(label, ()), verdict)
        found.append(Statement("RSL", f"{where}, {content.get('url', '/')}", said(categories)))
    return found


def _each(uses: Iterable[str], verdict: Said) -> dict[tuple[str, ...], Said | None]:
    return {(use,): verdict for use in uses}


def read_cawg(assertion: Mapping[str, Any], where: str) -> Statement:
    """What a training-and-mining assertion says."""
    entries = assertion.get("data", {}).get("entries", {})
    words: dict[str, Said] = {
        "allowed": "allowed",
        "notAllowed": "reserved",
        "constrained": "conditional",
    }
    told = {uses: words.get(entries.get(label, {}).get("use", "")) for label, uses in CAWG.items()}
    return Statement("CAWG", where, said(told))


def read_mining(code: str, where: str) -> Statement:
    """What a PLUS data mining value says (IPTC photo metadata, NewsML-G2)."""
    value = code.removeprefix(PLUS)
    reserved: dict[str, Iterable[str]] = {
        PROHIBITED: LEAVES,
        NO_TRAINING: ("ai.train", "ai.generate"),
        NO_GENERATION: ("ai.generate",),
        SEARCH_ONLY: [use for use in LEAVES if use != "ai.index"],
    }
    says: dict[str, Said] = dict.fromkeys(reserved.get(value, ()), "reserved")
    if value == ALLOWED:
        says = dict.fromkeys(LEAVES, "allowed")
    elif value == SEARCH_ONLY:
        says["ai.index"] = "allowed"
    return Statement("PLUS data mining", where, says)


def read_odrl(policy: Mapping[str, Any], where: str) -> Statement:
    """What an ODRL policy says by our own actions, or by `tdm:mine` for all of them."""
    says: dict[str, Said] = {}
    rules: tuple[tuple[str, Said], ...] = (("permission", "allowed"), ("prohibition", "reserved"))
    for kind, verdict in rules:
        for rule in policy.get(kind, ()):
            action = rule.get("action")
            for use in LEAVES:
                if action in (f"use:{use}", "tdm:mine"):
                    says[use] = verdict
    return Statement("ODRL", where, says)


def _header_lines(text: str, where: str) -> list[Statement]:
    """Response headers as lines, as servers and `curl -I` write them."""
    pairs = (line.partition(":") for line in text.splitlines())
    return read_headers({name.strip(): value for name, colon, value in pairs if colon}, where)


def _mining_line(text: str, where: str) -> list[Statement]:
    return [read_mining(text.strip(), where)]


_READERS: tuple[tuple[str, Callable[[str, str], list[Statement]]], ...] = (
    ("robots.txt", read_robots),
    ("tdmrep.json", read_tdmrep),
    ("headers.txt", _header_lines),
    ("data-mining.txt", _mining_line),
)


def read_file(name: str, data: bytes) -> list[Statement]:
    """The statements in a file that was fetched or found, by its name. Raises UnreadableSignal for any other file.

    >>> [one.channel for one in read_file("robots.txt", b"User-agent: *\\nContent-Usage: train-ai=n\\n")]
    ['robots.txt Content-Usage']
    """
    text = data.decode("utf-8", "replace")
    for ending, reader in _READERS:
        if name.endswith(ending):
            return reader(text, name)
    if name.endswith(".xml"):
        return read_rsl(data, name)
    if name.endswith((".json", ".jsonld")):
        found = _json(text, name)
        if isinstance(found, dict):
            return [read_cawg(found, name) if "data" in found else read_odrl(found, name)]
    raise UnreadableSignal(
        f"{name}: no signal that machines read is known here; give robots.txt, tdmrep.json, headers.txt, "
        "data-mining.txt, an RSL document (.xml), or a CAWG assertion or ODRL policy (.json)."
    )
