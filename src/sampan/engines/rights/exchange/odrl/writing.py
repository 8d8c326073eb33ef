"""From grants to an ODRL policy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sampan.engines.rights.grant import Anchor, Grant, Obligation, Verb
from sampan.engines.rights.vocabulary import LANGUAGES, TERRITORIES, USES, Vocabulary

from .terms import CONTEXT, DUTIES, NAMESPACES, OURS, RIGHTSML

Node = dict[str, Any]
_RULES = {
    Verb.IN: "permission", Verb.OUT_EXCLUSIVE: "permission", Verb.OUT_NONEXCLUSIVE: "permission",
    Verb.HOLDBACK: "prohibition", Verb.CLEARANCE: "obligation",
}  # fmt: skip
_NEWS = USES.mask("news")


@dataclass(frozen=True, slots=True)
class Written:
    """A policy, and a sentence for everything that it says in no words of ODRL's own, or not at all."""

    policy: Node
    unsaid: tuple[str, ...]


def write_odrl(grants: Iterable[Grant], *, uid: str, kind: str = "Agreement") -> Written:
    """An ODRL 2.2 policy of a kind ("Agreement", "Offer", "Set"), in RightsML's profile where all of it is news.

    `read_odrl` reads the same grants from it. Options and waivers are no rules of ODRL: they are named and left out.

    >>> from datetime import date
    >>> from sampan.engines.rights import Grant, Verb, box
    >>> feed = Grant(id="2", verb=Verb.OUT_NONEXCLUSIVE, licensor="KPL", licensee="Xinhua", subject="feed",
    ...              box=box("CN", "zh", "news", date(2026, 1, 1)))
    >>> policy = write_odrl([feed], uid="https://kpl.example/2").policy
    >>> policy["permission"][0]["constraint"][0]
    {'leftOperand': 'spatial', 'operator': 'isAnyOf', 'rightOperand': ['CN']}
    """
    record = list(grants)
    news = bool(record) and all(grant.box.uses & ~_NEWS == 0 for grant in record)
    policy: Node = {
        "@context": [CONTEXT, NAMESPACES],
        "@type": kind,
        "uid": uid,
        "profile": [RIGHTSML, OURS] if news else OURS,
    }
    unsaid: list[str] = []
    for grant in record:
        rule = _RULES.get(grant.verb)
        if rule is None:
            unsaid.append(f"Grant {grant.id}: ODRL has no {grant.verb.value}; it was left out.")
            continue
        node, terms = _rule(grant)
        policy.setdefault(rule, []).append(node)
        if terms:
            own = ", ".join(sorted(terms))
            unsaid.append(f"Grant {grant.id}: only readers who know Sampan's terms see its {own}.")
    return Written(policy, tuple(unsaid))


def _rule(grant: Grant) -> tuple[Node, Node]:
    """A grant as a rule, and the terms of our own that it carries."""
    terms = _own_terms(grant)
    node: Node = {
        "uid": grant.id,
        "target": grant.subject,
        "assigner": grant.licensor,
        "assignee": grant.licensee,
        "action": _actions(grant),
        "constraint": _constraints(grant),
        "duty": [_duty(one) for one in grant.obligations],
        "sampan:terms": terms,
    }
    if grant.verb is Verb.CLEARANCE:
        node |= {"action": "obtainConsent", "consentingParty": grant.licensee, "assignee": None}
        node["sampan:uses"] = list(USES.codes(grant.box.uses))
    return {name: value for name, value in node.items() if value}, terms


def _actions(grant: Grant) -> list[str]:
    return [f"use:{code}" for code in _codes(USES, grant.box.uses)]


def _codes(axis: Vocabulary, mask: int) -> list[str]:
    """A mask as codes without exceptions, groups where they fit."""
    parts = axis.parts(mask)
    return list(axis.codes(mask)) if parts.excluded else list(parts.included)


def _constraints(grant: Grant) -> list[Node]:
    box = grant.box
    found = [
        _set("spatial", TERRITORIES, box.territories, "World"),
        _set("language", LANGUAGES, box.languages, "all"),
        _day("gteq", box.start) if box.start > date.min else None,
        _day("lt", box.end) if box.end else None,
    ]
    if grant.runs is not None:
        found.append({"leftOperand": "count", "operator": "lteq", "rightOperand": grant.runs})
    return [one for one in found if one]


def _set(operand: str, axis: Vocabulary, mask: int, whole: str) -> Node | None:
    parts = axis.parts(mask)
    if parts.included == (whole,):
        if not parts.excluded:
            return None
        return {
            "leftOperand": operand,
            "operator": "isNoneOf",
            "rightOperand": list(parts.excluded),
        }
    return {"leftOperand": operand, "operator": "isAnyOf", "rightOperand": _codes(axis, mask)}


def _day(operator: str, day: date) -> Node:
    value = {"@value": day.isoformat(), "@type": "xsd:date"}
    return {"leftOperand": "dateTime", "operator": operator, "rightOperand": value}


def _duty(obligation: Obligation) -> Node:
    action = DUTIES.get(obligation.kind, f"sampan:{obligation.kind}")
    return (
        {"action": action, "sampan:detail": obligation.detail}
        if obligation.detail
        else {"action": action}
    )


def _own_terms(grant: Grant) -> Node:
    """What a grant says that ODRL has no word for."""
    terms: Node = {
        "exclusive": grant.verb is Verb.OUT_EXCLUSIVE,
        "own": grant.verb is Verb.IN,
        "clause": grant.clause,
        "source": grant.source,
        "starts": _anchor(grant.starts),
        "ends": _anchor(grant.ends),
        "unsigned": not grant.signed,
        "overspill": grant.overspill,
    }
    if grant.sublicensing is not None:
        terms["sublicensing"] = str(grant.sublicensing)
    return {name: value for name, value in terms.items() if value}


def _anchor(anchor: Anchor | None) -> Node | None:
    if anchor is None:
        return None
    bound = {"bound": anchor.bound.isoformat()} if anchor.bound else {}
    return {"event": anchor.event, "days": anchor.days, **bound}
