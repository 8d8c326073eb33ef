"""Rights are written down, and put right without being forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from sampan.catalogue import rights, rules
from sampan.catalogue.models import Grant, Work
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused, valid
from sampan.partners.models import Organisation

_REFUSAL = "Rights are recorded by an editor or seller of the house that owns the work."


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantTerms:
    """What one clause says, in the words of the rights engine's vocabularies."""

    verb: str
    territories: Sequence[str]
    languages: Sequence[str]
    uses: Sequence[str]
    start_on: date
    clause: str
    clause_text: str
    end_on: date | None = None
    licensee: Organisation | None = None
    licensor: Organisation | None = None
    contract: str = ""
    obligations: Sequence[dict[str, str]] = ()
    starts: dict[str, Any] | None = None
    ends: dict[str, Any] | None = None
    lapses_on: date | None = None
    sublicensing: int | None = None
    runs: int | None = None
    waives: Grant | None = None
    overspill: bool = False
    signed: bool = True


def add_grant(*, actor: Actor, terms: GrantTerms, work: Work | None = None) -> Grant:
    """Record a clause over one work, or (with none named) over everything that the actor's house owns: a feed."""
    if not rules.may_grant(actor, work):
        raise Refused(_REFUSAL)
    grant = _row(actor, terms, work)
    with transaction.atomic():
        grant.save()
        events.record(name="catalogue.grant.added", subject=grant, actor=actor, data=told(grant))
    return grant


def supersede_grant(*, actor: Actor, grant: Grant, terms: GrantTerms | None = None) -> Grant | None:
    """Strike a clause out from now on, with another in its place if `terms` are given. The old row stays, dated."""
    if grant.keeper_id != actor.organisation.pk or not rules.may_grant(actor, grant.work):
        raise Refused(_REFUSAL)
    successor = _row(actor, terms, grant.work) if terms else None
    now = timezone.now()
    with transaction.atomic():
        struck = Grant.objects.filter(pk=grant.pk, superseded_at=None).update(superseded_at=now)
        if not struck:
            raise Invalid("This clause was superseded already.")
        grant.superseded_at = now
        if successor is not None:
            successor.recorded_at = now
            successor.save()
        events.record(
            name="catalogue.grant.superseded",
            subject=grant,
            actor=actor,
            data=told(grant) | {"successor": successor.pk if successor else None},
        )
    return successor


def _row(actor: Actor, terms: GrantTerms, work: Work | None) -> Grant:
    grant = row_of(actor, terms, work)
    if grant.keeper_id != actor.organisation.pk:
        raise Refused("A house records the rights that it gives, and those that it was given.")
    return valid(grant)


def row_of(actor: Actor, terms: GrantTerms, work: Work | None) -> Grant:
    """The row that these terms make, not yet saved. Raises Invalid for what the engine cannot read."""
    grant = Grant(
        work=work,
        verb=terms.verb,
        licensor=terms.licensor or actor.organisation,
        licensee=terms.licensee,
        territories=list(terms.territories),
        languages=list(terms.languages),
        uses=list(terms.uses),
        start_on=terms.start_on,
        end_on=terms.end_on,
        clause=terms.clause,
        clause_text=terms.clause_text,
        contract=terms.contract,
        obligations=[dict(owed) for owed in terms.obligations],
        recorded_by=actor.person,
        starts=terms.starts,
        ends=terms.ends,
        lapses_on=terms.lapses_on,
        sublicensing=terms.sublicensing,
        runs=terms.runs,
        waives=terms.waives,
        overspill=terms.overspill,
        signed=terms.signed,
    )
    rights.check(grant)
    return grant


def told(grant: Grant) -> dict[str, object]:
    """What the events about a grant say of it."""
    return {
        "work": grant.work_id,
        "verb": grant.verb,
        "licensor": grant.licensor.slug,
        "licensee": grant.licensee.slug if grant.licensee else None,
        "clause": grant.clause,
    }
