"""`sampan rights`: answers from a file of grants. Works without database and server."""

import csv
import io
from datetime import date

import click

from sampan.engines import rights as engine

from .output import FINDINGS, as_json, print_row, read_input, stop

_COLUMNS = (
    "id",
    "verb",
    "licensor",
    "licensee",
    "territories",
    "languages",
    "uses",
    "start",
    "end",
    "clause",
)


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
    on: date | None,
    as_json: bool,
) -> None:
    """Ask FILE, a CSV of grants, whether a use is allowed, and by which clause. Exits 0 for yes, 1 otherwise."""
    day = date.fromisoformat(f"{on:%Y-%m-%d}") if on else date.today()  # noqa: DTZ011  # the asker's own day
    try:
        answer = engine.permit(
            grants=read_grants(file),
            owner=owner,
            party=party,
            territory=territory,
            language=language,
            use=use,
            on=day,
        )
    except engine.UnknownTerm as error:
        raise stop(str(error)) from error
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


def read_grants(file: str) -> list[engine.Grant]:
    """The rows of a CSV; a sentence for a missing column, or for a row that says what cannot be."""
    rows = csv.DictReader(io.StringIO(read_input(file).decode("utf-8-sig")))
    missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise stop(
            f"{file} lacks the columns {', '.join(missing)}; it has {', '.join(rows.fieldnames or ['none'])}."
        )
    grants = []
    for number, row in enumerate(rows, start=2):
        try:
            grants.append(_grant(row, file))
        except (engine.UnknownTerm, ValueError) as error:
            raise stop(f"{file}, row {number}: {error}") from error
    return grants


def _grant(row: dict[str, str], file: str) -> engine.Grant:
    end = date.fromisoformat(row["end"]) if row["end"] else None
    return engine.Grant(
        id=row["id"],
        verb=engine.Verb(row["verb"]),
        box=engine.box(
            row["territories"], row["languages"], row["uses"], date.fromisoformat(row["start"]), end
        ),
        licensor=row["licensor"],
        licensee=row["licensee"] or None,
        clause=row["clause"],
        source=file,
    )
