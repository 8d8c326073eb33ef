"""`sampan rights`: answers from a table of grants. Works without database and server."""

from datetime import date, datetime

import click

from sampan.engines import rights as engine

from .grants_table import Faulty, read_grants
from .output import FINDINGS, CannotRun, as_json, print_row, read_text


@click.group("rights")
def command() -> None:
    """Rights from a table of grants: permit."""


@command.command("permit")
@click.argument("file")
@click.option("--owner", required=True, help="The party whose rights are the root.")
@click.option("--party", required=True, help="Who asks.")
@click.option("--territory", required=True)
@click.option("--language", required=True)
@click.option("--use", required=True)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day; today when left out.")
@as_json
def permit(
    file: str,
    owner: str,
    party: str,
    territory: str,
    language: str,
    use: str,
    on: datetime | None,
    as_json: bool,
) -> None:
    """Ask FILE, a CSV of grants, whether a use is allowed, and by which clause. Exits 0 for yes, 1 otherwise."""
    day = on.date() if on else date.today()  # noqa: DTZ011  # the asker's own day
    try:
        answer = engine.permit(
            grants=read_grants(read_text(file), source=file),
            owner=owner,
            party=party,
            territory=territory,
            language=language,
            use=use,
            on=day,
        )
    except (Faulty, engine.UnknownTerm) as error:
        raise CannotRun(str(error)) from error
    row = {
        "verdict": answer.verdict,
        "until": answer.until,
        "reasons": [
            {"kind": r.kind, "clause": r.clause, "sentence": r.sentence} for r in answer.reasons
        ],
    }
    plain = "\n".join([answer.verdict, *(f"  {reason.sentence}" for reason in answer.reasons)])
    print_row(row, as_json=as_json, plain=plain)
    raise click.exceptions.Exit(0 if answer.allowed else FINDINGS)
