"""`sampan rights permit` and `sampan rights avails`."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast, get_args

import click

from sampan.cli.output import FINDINGS, CannotRun, as_json, print_row
from sampan.engines import rights as engine
from sampan.engines.rights.exchange import EndConvention, Partner, words_of

from .files import by_subject, day_of, day_option, of_partner, read_record, root_of


@click.command("permit")
@click.argument("file")
@click.option("--owner", help="The party whose rights are the root; the only one, when left out.")
@click.option("--party", required=True, help="Who asks.")
@click.option("--territory", required=True)
@click.option("--language", required=True)
@click.option("--use", required=True)
@click.option("--subject", help="The work, where the file is about several.")
@day_option("--on", help="The day; today when left out.")
@of_partner
@as_json
def permit(
    file: str,
    owner: str | None,
    party: str,
    territory: str,
    language: str,
    use: str,
    subject: str | None,
    on: datetime | None,
    licensor: str,
    licensee: str,
    end_convention: str,
    as_json: bool,
) -> None:
    """Ask FILE whether a use is allowed, and by which clause. Exits 0 for yes, 1 otherwise."""
    record = read_record(file, _partner(licensor, licensee, end_convention))
    subjects = by_subject(record.given, subject)
    if len(subjects) > 1:
        raise CannotRun(
            f"{file} is about {len(subjects)} works; name one with --subject, as {min(subjects)}."
        )
    ((_, grants),) = subjects.items()
    try:
        answer = engine.permit(
            grants=grants,
            owner=root_of(owner, grants, "--owner"),
            party=party,
            territory=territory,
            language=language,
            use=use,
            on=day_of(on),
        )
    except engine.UnknownTerm as error:
        raise CannotRun(str(error)) from error
    row = {
        "verdict": answer.verdict,
        "until": answer.until,
        "reasons": [_reason(one) for one in answer.reasons],
        "obligations": [{"kind": one.kind, "detail": one.detail} for one in answer.obligations],
    }
    plain = "\n".join([answer.verdict, *(f"  {reason.sentence}" for reason in answer.reasons)])
    print_row(row, as_json=as_json, plain=plain)
    raise click.exceptions.Exit(0 if answer.allowed else FINDINGS)


def _partner(licensor: str, licensee: str, end_convention: str) -> Partner:
    return Partner(licensor, licensee or None, cast("EndConvention", end_convention))


def _reason(reason: engine.Reason) -> dict[str, Any]:
    return {
        "kind": reason.kind,
        "firm": reason.firm,
        "grant": reason.grant.id if reason.grant else None,
        "clause": reason.clause,
        "box": _box(reason.box),
        "sentence": reason.sentence,
    }


def _box(box: engine.Box) -> dict[str, Any]:
    return {
        "territories": words_of(engine.TERRITORIES, box.territories),
        "languages": words_of(engine.LANGUAGES, box.languages),
        "uses": words_of(engine.USES, box.uses),
        "from": box.start,
        "to": box.end,
    }


@click.command("avails")
@click.argument("file")
@click.option("--seller", help="Who sells; the only holder of rights, when left out.")
@click.option("--owner", help="Whose rights the seller's come from, where it holds by licence.")
@click.option("--territories", required=True, help="As “LA, TH” or “World except CN”.")
@click.option("--languages", default="all", show_default=True, help="As “lo” or “lo/sub, th”.")
@click.option("--uses", required=True, help="As “SVOD, AVOD” or “all-media”.")
@day_option("--from", help="The first day.", required=True)
@day_option("--to", help="The first day no longer asked for; without end when left out.")
@click.option("--exclusive", is_flag=True, help="To be had by the buyer alone.")
@click.option(
    "--match", type=click.Choice(get_args(engine.Match)), default="cover-entire", show_default=True
)
@click.option("--min-days", type=click.IntRange(1), default=1, show_default=True)
@click.option("--buyer", help="Who asks: what was given to it is not in its own way.")
@click.option("--subject", help="One work only.")
@of_partner
@as_json
def avails(
    file: str,
    seller: str | None,
    owner: str | None,
    territories: str,
    languages: str,
    uses: str,
    to: datetime | None,
    exclusive: bool,
    match: str,
    min_days: int,
    buyer: str | None,
    subject: str | None,
    licensor: str,
    licensee: str,
    end_convention: str,
    as_json: bool,
    **other: datetime,
) -> None:
    """Ask FILE what is still to be had of each work. Exits 0 where something is, 1 where nothing is."""
    record = read_record(file, _partner(licensor, licensee, end_convention))
    question = _question(
        territories, languages, uses, other["from"].date(), to.date() if to else None
    )
    seller = seller or root_of(owner, record.sold, "--seller")
    found = False
    for name, grants in by_subject(record.sold, subject).items():
        answer = engine.avails(
            question,
            grants=grants,
            seller=seller,
            owner=owner,
            match=cast("engine.Match", match),
            exclusive=exclusive,
            min_days=min_days,
            buyer=buyer,
            today=day_of(None),
        )
        found = found or answer.verdict == "available"
        print_row(_row(name, answer), as_json=as_json, plain="\n".join(_plain(name, answer)))
    raise click.exceptions.Exit(0 if found else FINDINGS)


def _question(
    territories: str, languages: str, uses: str, start: date, end: date | None
) -> engine.Box:
    try:
        return engine.box(territories, languages, uses, start, end)
    except (engine.UnknownTerm, ValueError) as error:
        raise CannotRun(str(error)) from error


def _row(subject: str, answer: engine.Availability) -> dict[str, Any]:
    return {
        "subject": subject,
        "verdict": answer.verdict,
        "free": [_box(box) for box in answer.free],
        "in_doubt": [_box(box) for box in answer.in_doubt],
        "reasons": [_reason(one) for one in answer.reasons],
        "alternatives": [{"kind": one.kind, **_box(one.box)} for one in answer.alternatives],
    }


_ALTERNATIVES = {"nonexclusive": "not exclusively", "later": "on later days", "part": "in part"}


def _plain(subject: str, answer: engine.Availability) -> list[str]:
    lines = [f"{subject}: {answer.verdict}" if subject else answer.verdict]
    lines += _listed("free", answer.free) + _listed("in doubt", answer.in_doubt)
    lines += [f"  {reason.sentence}" for reason in answer.reasons]
    lines += [f"  to be had {_ALTERNATIVES[one.kind]}: {one.box}" for one in answer.alternatives]
    return lines


def _listed(name: str, boxes: Sequence[engine.Box]) -> list[str]:
    return [f"  {name}: {box}" for box in boxes]
