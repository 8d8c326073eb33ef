"""From ODRL policies to grants. A permission that is not understood whole permits nothing; a prohibition that is not
understood whole prohibits more.
"""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sampan.engines.rights.box import Box
from sampan.engines.rights.exchange.fault import Fault
from sampan.engines.rights.grant import Anchor, Grant, Obligation, Verb
from sampan.engines.rights.vocabulary import LANGUAGES, TERRITORIES, USES, UnknownTerm

from .constraints import Bounds, NotUnderstood, bounded
from .terms import DUTIES, actions, short

Node = dict[str, Any]
_RULES = {
    "permission": Verb.OUT_NONEXCLUSIVE, "prohibition": Verb.HOLDBACK, "obligation": Verb.CLEARANCE,
}  # fmt: skip
_INHERITED = ("target", "assigner", "assignee", "action")
_KNOWN = {
    "uid", "@id", "@type", "target", "assigner", "assignee", "action", "constraint", "duty", "consentingParty",
    "sampan:terms", "sampan:uses", "remedy",
}  # fmt: skip
_EVERYTHING = USES.everything


class UnreadablePolicy(ValueError):
    """Not ODRL in JSON; `str()` says where and why."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """One rule, with what it inherits from its policy, and where to note what is not understood."""

    kind: str
    node: Node
    path: str
    faults: list[Fault] = field(default_factory=list)

    def fault(self, what: str, remedy: str, *, warning: bool = False) -> None:
        self.faults.append(Fault("", 1, self.path, what, remedy, warning, "element"))


def read_odrl(text: str) -> Iterator[tuple[str, Grant | None, tuple[Fault, ...]]]:
    """Each rule of one policy or of several: where it stands, its grant (None where it gives none), its faults.

    Raises UnreadablePolicy where the text is no JSON or holds no policy.
    """
    try:
        document = json.loads(text)
    except ValueError as error:
        raise UnreadablePolicy(f"This is not JSON ({error}).") from error
    policies = list(_policies(document))
    if not policies:
        raise UnreadablePolicy(
            "No policy with a permission, prohibition or obligation is in this file."
        )
    for number, policy in enumerate(policies, start=1):
        inherited = {name: policy[name] for name in _INHERITED if name in policy}
        where = f"policy {number}, " if len(policies) > 1 else ""
        for kind in _RULES:
            for place, node in enumerate(_listed(policy.get(kind)), start=1):
                path = f"{where}{kind} {place}"
                yield from _read(_Rule(kind, inherited | _plain(node), path), _uid(policy))


def _plain(node: object) -> Node:
    """The members of a node under their short names."""
    return {short(name): value for name, value in node.items()} if isinstance(node, dict) else {}


def _policies(document: object) -> Iterator[Node]:
    for node in _listed(document):
        plain = _plain(node)
        if any(kind in plain for kind in _RULES):
            yield plain
        elif "@graph" in plain:
            yield from _policies(plain["@graph"])


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _uid(node: Node) -> str:
    return str(node.get("uid") or node.get("@id") or "")


def _read(rule: _Rule, policy: str) -> Iterator[tuple[str, Grant | None, tuple[Fault, ...]]]:
    for name in sorted(set(rule.node) - _KNOWN):
        rule.fault(
            f"“{name}” is not understood.", "It was not kept.", warning=rule.kind == "prohibition"
        )
    targets = _listed(rule.node.get("target")) or [""]
    who = "consentingParty" if rule.kind == "obligation" else "assignee"
    pairs = list(itertools.product(targets, _listed(rule.node.get(who)) or [""]))
    for number, (target, party) in enumerate(pairs, start=1):
        ending = f"/{number}" if len(pairs) > 1 else ""
        grant = _grant(rule, policy, _Between(short(target), short(party) or None, ending))
        yield rule.path, grant, tuple(rule.faults)


@dataclass(frozen=True, slots=True)
class _Between:
    """One target and one party of a rule that may name several, and what tells its grant from the others."""

    target: str
    party: str | None
    ending: str


def _grant(rule: _Rule, policy: str, one: _Between) -> Grant | None:
    terms = _plain(rule.node.get("sampan:terms"))
    uses, bounds = _uses(rule), _bounds(rule)
    duties = _duties(rule)
    if any(not fault.warning for fault in rule.faults) or bounds is None or not uses:
        return None
    verb = _verb(rule.kind, terms)
    try:
        return Grant(
            id=(_uid(rule.node) or f"{policy}#{rule.path}") + one.ending,
            verb=verb,
            box=Box(bounds.territories, bounds.languages, uses, bounds.start, bounds.end),
            licensor=short(rule.node.get("assigner") or ""),
            licensee=one.party,
            subject=one.target,
            clause=str(terms.get("clause", "")) or rule.path,
            source=str(terms.get("source", "")) or policy,
            sublicensing=int(terms["sublicensing"]) if "sublicensing" in terms else None,
            runs=bounds.runs,
            obligations=duties,
            starts=_anchor(terms.get("starts")),
            ends=_anchor(terms.get("ends")),
            signed=not terms.get("unsigned", False),
            overspill=bool(terms.get("overspill", False)),
        )
    except (ValueError, TypeError, KeyError) as error:
        rule.fault(str(error), "Correct the rule.")
        return None


def _verb(kind: str, terms: Node) -> Verb:
    if terms.get("own"):
        return Verb.IN
    return Verb.OUT_EXCLUSIVE if terms.get("exclusive") else _RULES[kind]


def _uses(rule: _Rule) -> int:
    """The uses of a rule's actions. Of a prohibition that we do not understand, all."""
    if rule.kind == "obligation":
        return _consented(rule)
    mask = 0
    for one in _listed(rule.node.get("action")):
        name = short(one)
        mask |= _action(rule, name)
        if isinstance(one, dict) and ("refinement" in one or "odrl:refinement" in one):
            rule.fault(
                f"The refinement of the action “{name}” is not understood.", "Say it as a constraint.",
                warning=rule.kind == "prohibition",
            )  # fmt: skip
    if not mask and not rule.faults:
        rule.fault("It names no action.", "Name one, as use:vod.svod.")
    return mask


def _action(rule: _Rule, name: str) -> int:
    known = actions().get(name.removeprefix("use:"), 0) if not name.startswith("use:") else 0
    try:
        return known or USES.mask(name.removeprefix("use:"))
    except UnknownTerm:
        prohibits = rule.kind == "prohibition"
        remedy = "It is taken to prohibit every use." if prohibits else "It permits nothing."
        rule.fault(f"The action “{name}” is not understood.", remedy, warning=prohibits)
        return _EVERYTHING if prohibits else 0


def _consented(rule: _Rule) -> int:
    if short(rule.node.get("action") or "") != "obtainConsent":
        rule.fault("Only obligations to obtain consent are understood.", "Say others as duties.")
        return 0
    codes = _listed(rule.node.get("sampan:uses"))
    try:
        return USES.mask(", ".join(map(str, codes))) if codes else _EVERYTHING
    except UnknownTerm as error:
        rule.fault(str(error), "")
        return 0


def _bounds(rule: _Rule) -> Bounds | None:
    bounds = Bounds(TERRITORIES.everything, LANGUAGES.everything, date.min, None, None)
    for node in _listed(rule.node.get("constraint")):
        try:
            bounds = bounded(bounds, node)
        except NotUnderstood as error:
            prohibits = rule.kind == "prohibition"
            remedy = (
                "It is left aside, so that more is prohibited."
                if prohibits
                else "It permits nothing."
            )
            rule.fault(str(error), remedy, warning=prohibits)
    if not (bounds.territories and bounds.languages):
        rule.fault("Its constraints leave nothing.", "Correct them.")
        return None
    return bounds


def _duties(rule: _Rule) -> tuple[Obligation, ...]:
    """Duties; one that we have no word for keeps its own, so that it is owed all the same."""
    known = {action: kind for kind, action in DUTIES.items()}
    found = []
    for node in _listed(rule.node.get("duty")):
        plain = _plain(node)
        name = short(plain.get("action") or "")
        kept = {
            key: value
            for key, value in plain.items()
            if key not in ("action", "sampan:detail", "uid")
        }
        detail = str(plain.get("sampan:detail") or "") or (
            json.dumps(kept, sort_keys=True) if kept else ""
        )
        found.append(Obligation(known.get(name, name.removeprefix("sampan:")), detail))
    return tuple(found)


def _anchor(node: object) -> Anchor | None:
    plain = _plain(node)
    if not plain:
        return None
    bound = date.fromisoformat(plain["bound"]) if "bound" in plain else None
    return Anchor(str(plain["event"]), int(plain.get("days", 0)), bound)
