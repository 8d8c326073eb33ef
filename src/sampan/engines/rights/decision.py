"""An answer with its reasons. A reason is a kind and parameters, so that any language can word it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from .box import Box, intersect
from .grant import Grant, Obligation
from .sentences import sentence
from .vocabulary import LANGUAGES, TERRITORIES, USES, Parts, Vocabulary

Verdict = Literal["allow", "deny", "conditional"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a kind (see `sentences.KINDS`), the grant it rests on, and the rights that were asked for.

    What is not `firm` hangs on a signature, a promise or a day not yet known.
    """

    kind: str
    grant: Grant | None
    question: Box
    party: str
    firm: bool = True

    @property
    def clause(self) -> str:
        """The clause of the grant, or ""."""
        return self.grant.clause if self.grant else ""

    @property
    def box(self) -> Box:
        """Where grant and question overlap; the question itself where they do not."""
        return (self.grant and intersect(self.question, self.grant.box)) or self.question

    @property
    def parameters(self) -> dict[str, Any]:
        """What a sentence needs, ready for JSON: codes, parties, ISO days."""
        return {
            "party": self.party,
            "firm": self.firm,
            **_rights(self.box if self.kind != "not_granted" else self._lacking()),
            **(_terms(self.grant) if self.grant else {}),
        }

    def _lacking(self) -> Box | dict[str, int]:
        """For a grant that is near but not enough: the part of each axis that it leaves out."""
        if self.grant is None:
            return self.question
        asked, given = self.question, self.grant.box
        return {
            "territories": asked.territories & ~given.territories,
            "languages": asked.languages & ~given.languages,
            "uses": asked.uses & ~given.uses,
        }

    @property
    def sentence(self) -> str:
        """The reason in plain English, with its clause."""
        return sentence(self.kind, self.parameters)


def _rights(rights: Box | dict[str, int]) -> dict[str, Any]:
    if isinstance(rights, Box):
        rights = {
            "territories": rights.territories,
            "languages": rights.languages,
            "uses": rights.uses,
        }
    axes: dict[str, Vocabulary] = {"territories": TERRITORIES, "languages": LANGUAGES, "uses": USES}
    return {name: _codes(axes[name].parts(mask)) for name, mask in rights.items()}


def _codes(parts: Parts) -> dict[str, list[str]]:
    return {"included": list(parts.included), "excluded": list(parts.excluded)}


def _terms(grant: Grant) -> dict[str, Any]:
    return {
        "grant": grant.id,
        "licensor": grant.licensor,
        "licensee": grant.licensee,
        "clause": grant.clause,
        "source": grant.source,
        "start": grant.box.start.isoformat(),
        "end": grant.box.end.isoformat() if grant.box.end else None,
        "lapses": grant.lapses_on.isoformat() if grant.lapses_on else None,
        "runs": grant.runs,
        "anchors": [{"event": a.event, "days": a.days} for a in (grant.starts, grant.ends) if a],
    }


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict, why, the first day on which to ask again, and what is owed if the rights are used."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    until: date | None = None
    obligations: tuple[Obligation, ...] = ()
    chain: tuple[Grant, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether the verdict is a plain yes."""
        return self.verdict == "allow"


def explain(decision: Decision) -> str:
    """A decision as a few lines for people: the verdict, its reasons, the chain of title, what is owed.

    >>> print(explain(Decision("deny", ())))
    No.
    """
    lines = [
        {"allow": "Yes.", "deny": "No.", "conditional": "Only on conditions."}[decision.verdict]
    ]
    lines += [reason.sentence for reason in decision.reasons]
    if len(decision.chain) > 1:
        hands = [grant.licensee or "every partner" for grant in decision.chain]
        lines.append(f"The rights came by {' → '.join(hands)}.")
    lines += [f"Owed: {duty.kind} {duty.detail}".rstrip() + "." for duty in decision.obligations]
    if decision.until:
        lines.append(f"Ask again on {decision.until}.")
    return "\n".join(lines)
