"""One policy, written for every channel that machines read. No channel allows what the policy reserves."""

import json
from typing import Any

from lxml import etree

from .policy import LEAVES, Policy
from .vocabularies import (
    AIPREF,
    ALLOWED,
    CAWG,
    CONSTRAINED,
    NO_GENERATION,
    NO_TRAINING,
    PLUS,
    PROHIBITED,
    RSL,
    SEARCH_ONLY,
    TDM,
    USE,
    agents,
)

RSL_NAMESPACE = "https://rslstandard.org/rsl"
_NSMAP: dict[Any, str] = {None: RSL_NAMESPACE}


def write_headers(policy: Policy) -> dict[str, str]:
    """The response headers: TDMRep and IETF Content-Usage.

    >>> write_headers(Policy(frozenset({"ai.index"}), terms="https://kpl.example/terms"))["Content-Usage"]
    'train-ai=n, search=y'
    """
    headers = {"TDM-Reservation": str(_reservation(policy)), "Content-Usage": usage(policy)}
    if policy.terms and policy.reserved:
        headers["TDM-Policy"] = policy.terms
    return headers


def usage(policy: Policy) -> str:
    """The IETF preference list, as in the Content-Usage header."""
    return ", ".join(
        f"{label}={'y' if policy.allows(*uses) else 'n'}" for label, uses in AIPREF.items()
    )


def _reservation(policy: Policy) -> int:
    return 1 if policy.reserved else 0


def write_tdmrep(policy: Policy) -> str:
    """The file /.well-known/tdmrep.json of the TDM Reservation Protocol."""
    entry: dict[str, Any] = {"location": policy.location, "tdm-reservation": _reservation(policy)}
    if policy.terms and policy.reserved:
        entry["tdm-policy"] = policy.terms
    return json.dumps([entry], indent=2) + "\n"


def write_robots(policy: Policy) -> str:
    """Lines for robots.txt: the IETF rule for all, and a group for the listed agents that gather for reserved uses."""
    barred = [agent for agent, uses in agents().items() if not policy.allows(*uses)]
    lines = ["User-agent: *", f"Content-Usage: {policy.location} {usage(policy)}", "Allow: /"]
    if barred:
        lines += ["", *(f"User-agent: {agent}" for agent in barred), f"Disallow: {policy.location}"]
    return "\n".join(lines) + "\n"


def write_rsl(policy: Policy) -> bytes:
    """An RSL 1.0 document."""
    root = etree.Element(f"{{{RSL_NAMESPACE}}}rsl", nsmap=_NSMAP)
    add_rsl(root, policy, policy.location)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def add_rsl(under: etree._Element, policy: Policy, url: str) -> None:
    """The content element of RSL 1.0 that says what holds for `url`, as feeds carry it in their entries."""
    content = etree.SubElement(under, f"{{{RSL_NAMESPACE}}}content", url=url)
    licence = etree.SubElement(content, f"{{{RSL_NAMESPACE}}}license")
    single = {label: uses for label, uses in RSL.items() if len(uses) == 1}
    allowed = [label for label, uses in single.items() if policy.allows(*uses)]
    reserved = [label for label, uses in single.items() if not policy.allows(*uses)]
    if not policy.reserved:
        allowed = ["ai-all"]
    if not policy.allowed:
        reserved = ["ai-all"]
    for name, labels in (("permits", allowed), ("prohibits", reserved)):
        if labels:
            element = etree.SubElement(licence, f"{{{RSL_NAMESPACE}}}{name}", type="usage")
            element.text = " ".join(labels)
    if policy.terms:
        etree.SubElement(licence, f"{{{RSL_NAMESPACE}}}terms").text = policy.terms


def cawg_assertion(policy: Policy) -> dict[str, Any]:
    """The assertion `cawg.training-mining` of a C2PA manifest."""
    entries = {
        label: {"use": "allowed" if policy.allows(*uses) else "notAllowed"}
        for label, uses in CAWG.items()
    }
    return {"label": "cawg.training-mining", "data": {"entries": entries}}


def mining_code(policy: Policy) -> str:
    """The PLUS data mining value, for IPTC photo metadata and for NewsML-G2 `dataMining`.

    >>> mining_code(Policy(frozenset()))
    'http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED'
    """
    reserved = set(policy.reserved)
    if not reserved:
        return PLUS + ALLOWED
    if not policy.allowed:
        return PLUS + PROHIBITED
    if policy.allowed == {"ai.index"}:
        return PLUS + SEARCH_ONLY
    if reserved == {"ai.train", "ai.generate"}:
        return PLUS + NO_TRAINING
    return PLUS + (NO_GENERATION if reserved == {"ai.generate"} else CONSTRAINED)


def odrl(policy: Policy, target: str) -> dict[str, Any]:
    """An ODRL 2.2 policy on `target`: a rule for each use by AI."""
    return {
        "@context": ["http://www.w3.org/ns/odrl.jsonld", {"tdm": TDM, "use": USE}],
        "@type": "Set",
        "uid": policy.terms or f"{target}#ai",
        "permission": [
            {"target": target, "action": _action(use)} for use in LEAVES if use in policy.allowed
        ],
        "prohibition": [
            {"target": target, "action": _action(use)} for use in LEAVES if use in policy.reserved
        ],
    }


def _action(use: str) -> str:
    return f"use:{use}"
