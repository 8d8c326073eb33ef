"""From grant rows to the rights engine's boxes, and its answers back to rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from sampan.engines import rights as engine
from sampan.partners.errors import Invalid
from sampan.partners.models import Organisation

from .models import Grant, GrantVerb, Run, Work, WorkKind

AUTHORSHIP = (
    "authorship"  # the id of the grant that no row records: what an agency writes is its own
)


@dataclass(frozen=True, slots=True)
class Permission:
    """The engine's decision, and the rows that its reasons rest on, in their order, each once."""

    decision: engine.Decision
    grants: tuple[Grant, ...]

    @property
    def allowed(self) -> bool:
        return self.decision.allowed


def permit(
    *,
    work: Work,
    party: Organisation,
    territory: str,
    language: str,
    use: str,
    on: date,
    known_at: datetime | None = None,
) -> Permission:
    """May `party` use the work so, there, in that language, that day? By what is on record now, or was at `known_at`.

    Raises Invalid for a territory, language or use outside the vocabularies.
    """
    answers = permit_each(
        work=work,
        party=party,
        territory=territory,
        language=language,
        uses=(use,),
        on=on,
        known_at=known_at,
    )
    return answers[use]


def permit_each(
    *,
    work: Work,
    party: Organisation,
    territory: str,
    language: str,
    uses: Iterable[str],
    on: date,
    known_at: datetime | None = None,
) -> dict[str, Permission]:
    """The answer for each of several uses, from one look at the record."""
    at = known_at or timezone.now()
    rows = {str(row.pk): row for row in grants_about(work, at=at)}
    grants, used = record_of(work, rows.values()), runs_used(rows.values(), at=at)
    return {
        use: _answer(
            grants,
            rows,
            used,
            owner=work.owner.slug,
            party=party.slug,
            territory=territory,
            language=language,
            use=use,
            on=on,
        )
        for use in uses
    }


def _answer(
    grants: list[engine.Grant],
    rows: dict[str, Grant],
    used: dict[str, int],
    *,
    owner: str,
    party: str,
    territory: str,
    language: str,
    use: str,
    on: date,
) -> Permission:
    try:
        decision = engine.permit(
            grants=grants,
            owner=owner,
            party=party,
            territory=territory,
            language=language,
            use=use,
            on=on,
            used=used,
        )
    except engine.UnknownTerm as error:
        raise Invalid(str(error), field=error.axis) from error
    named = dict.fromkeys(reason.grant.id for reason in decision.reasons if reason.grant)
    return Permission(decision, tuple(rows[key] for key in named if key in rows))


def runs_used(rows: Iterable[Grant], *, at: datetime) -> dict[str, int]:
    """How many runs had been noted by then of each grant that counts them, by its id."""
    counted = [row.pk for row in rows if row.runs is not None]
    found = Run.objects.used(counted, at=at) if counted else {}
    return {str(pk): used for pk, used in found.items()}


def grants_about(work: Work, *, at: datetime) -> list[Grant]:
    """The rows on record at an instant over this work, and those of its owner over everything (feeds)."""
    rows = Grant.objects.about(work).in_force(at=at).select_related("licensor", "licensee")
    return list(rows.order_by("pk"))


def record_of(work: Work, rows: Iterable[Grant]) -> list[engine.Grant]:
    """The rows as the engine reads them; what an agency writes is its own, without a row that says so."""
    grants = [engine_grant(row) for row in rows]
    if work.kind == WorkKind.STORY and not any(each.verb is engine.Verb.IN for each in grants):
        grants.append(_authorship(work))
    return grants


def engine_grant(row: Grant) -> engine.Grant:
    """A row as the engine reads it. Parties go by their slugs; an author's own rights come from nobody (“”)."""
    came_in = row.verb == GrantVerb.IN
    own = came_in and row.licensee_id in (None, row.licensor_id)
    holder = row.licensee or (row.licensor if came_in else None)
    return engine.Grant(
        id=str(row.pk),
        verb=engine.Verb(row.verb),
        box=row.box,
        licensor="" if own else row.licensor.slug,
        licensee=holder.slug if holder else None,
        subject=str(row.work_id or ""),
        clause=row.clause,
        source=row.contract,
        sublicensing=row.sublicensing if came_in else row.sublicensing or 0,
        runs=row.runs,
        obligations=tuple(engine.Obligation(**owed) for owed in row.obligations),
        waives=None if row.waives_id is None else str(row.waives_id),
        lapses_on=row.lapses_on,
        starts=_anchor(row.starts),
        ends=_anchor(row.ends),
        overspill=row.overspill,
        signed=row.signed,
        recorded_at=row.recorded_at,
    )


def _box_of(row: Grant) -> engine.Box:
    """The box that the row's codes say. Raises UnknownTerm and ValueError, each a sentence."""
    return engine.box(
        ", ".join(row.territories),
        ", ".join(row.languages),
        ", ".join(row.uses),
        row.start_on,
        row.end_on,
    )


def _anchor(told: dict[str, Any] | None) -> engine.Anchor | None:
    if told is None:
        return None
    bound = told.get("bound")
    return engine.Anchor(
        event=told["event"],
        days=told.get("days", 0),
        bound=None if bound is None else date.fromisoformat(bound),
    )


def conflicts_with(work: Work, row: Grant, *, today: date) -> tuple[engine.Reason, ...]:
    """What on record stands in the way of a grant over this work, the weightiest first; asked as it is typed."""
    record = record_of(work, grants_about(work, at=timezone.now()))
    return engine.conflicts(engine_grant(row), grants=record, today=today)


def is_final(reason: engine.Reason) -> bool:
    """Whether a grant must not be signed while this stands: all but another's leave, which can still be asked for.

    An option promises that nobody else gets it first; a day not yet known may be the earliest.
    """
    return reason.firm or reason.kind != "clearance"


def check(row: Grant) -> None:
    """Raise Invalid, with the field, for a row that the engine could not read; fill its lanes if it can."""
    if row.verb not in GrantVerb.values:
        raise Invalid(f"“{row.verb}” is not a kind of grant.", field="verb")
    if not row.clause.strip():
        raise Invalid("A grant names the clause that it comes from.", field="clause")
    if row.verb == GrantVerb.OUT_EXCLUSIVE and row.licensee is None:
        raise Invalid(
            "What is licensed exclusively is licensed to somebody; name them.", field="licensee"
        )
    try:
        row.put_lanes(_box_of(row))
        engine_grant(row)
    except engine.UnknownTerm as error:
        raise Invalid(str(error), field=error.axis) from error
    except (TypeError, KeyError) as error:
        raise Invalid("An obligation has a kind and a detail.", field="obligations") from error
    except ValueError as error:
        raise Invalid(str(error), field="end_on") from error


def _authorship(work: Work) -> engine.Grant:
    return engine.Grant(
        id=AUTHORSHIP,
        verb=engine.Verb.IN,
        box=engine.Box(
            engine.TERRITORIES.everything,
            engine.LANGUAGES.everything,
            engine.USES.everything,
            work.created_at.date(),
        ),
        licensor="",
        licensee=work.owner.slug,
        subject=str(work.pk),
        clause="",
        source=AUTHORSHIP,
        sublicensing=None,
    )
