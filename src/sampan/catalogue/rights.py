"""From grant rows to the rights engine's boxes, and its answers back to rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from sampan.engines import rights as engine
from sampan.partners.errors import Invalid
from sampan.partners.models import Organisation

from .models import Grant, GrantVerb, Work, WorkKind

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
    rows = {str(row.pk): row for row in grants_about(work, at=known_at or timezone.now())}
    grants = [engine_grant(row) for row in rows.values()]
    if work.kind == WorkKind.STORY and not any(row.verb == GrantVerb.IN for row in rows.values()):
        grants.append(_authorship(work))
    return {
        use: _answer(
            grants,
            rows,
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
        )
    except engine.UnknownTerm as error:
        raise Invalid(str(error), field=error.axis) from error
    named = dict.fromkeys(reason.grant.id for reason in decision.reasons if reason.grant)
    return Permission(decision, tuple(rows[key] for key in named if key in rows))


def grants_about(work: Work, *, at: datetime) -> list[Grant]:
    """The rows on record at an instant over this work, and those of its owner over everything (feeds)."""
    rows = Grant.objects.about(work).in_force(at=at).select_related("licensor", "licensee")
    return list(rows.order_by("pk"))


def engine_grant(row: Grant) -> engine.Grant:
    """A row as the engine reads it. Parties go by their slugs; an author's own rights come from nobody (“”)."""
    own = row.verb == GrantVerb.IN and row.licensee_id in (None, row.licensor_id)
    holder = row.licensee or (row.licensor if row.verb == GrantVerb.IN else None)
    return engine.Grant(
        id=str(row.pk),
        verb=engine.Verb(row.verb),
        box=engine.box(
            ", ".join(row.territories),
            ", ".join(row.languages),
            ", ".join(row.uses),
            row.start_on,
            row.end_on,
        ),
        licensor="" if own else row.licensor.slug,
        licensee=holder.slug if holder else None,
        subject=str(row.work_id or ""),
        clause=row.clause,
        source=row.contract,
        sublicensing=None if row.verb == GrantVerb.IN else 0,
        obligations=tuple(engine.Obligation(**owed) for owed in row.obligations),
        recorded_at=row.recorded_at,
    )


def check(row: Grant) -> None:
    """Raise Invalid, with the field, for a row that the engine could not read."""
    if row.verb not in GrantVerb.values:
        raise Invalid(f"“{row.verb}” is not a kind of grant.", field="verb")
    if not row.clause.strip():
        raise Invalid("A grant names the clause that it comes from.", field="clause")
    if row.verb == GrantVerb.OUT_EXCLUSIVE and row.licensee is None:
        raise Invalid(
            "What is licensed exclusively is licensed to somebody; name them.", field="licensee"
        )
    try:
        engine_grant(row)
    except engine.UnknownTerm as error:
        raise Invalid(str(error), field=error.axis) from error
    except TypeError as error:
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
