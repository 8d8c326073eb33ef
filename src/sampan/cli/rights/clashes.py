"""`sampan rights conflicts`: which grants break which."""

from collections.abc import Iterator
from typing import Any, cast

import click

from sampan.cli.output import FINDINGS, as_json, print_row
from sampan.engines import rights as engine
from sampan.engines.rights.exchange import EndConvention, Partner

from .files import by_subject, day_of, of_partner, read_record


@click.command("conflicts")
@click.argument("file")
@click.option(
    "--draft", help="Another file: grants that are not signed yet, to be checked against FILE."
)
@click.option("--owner", help="Whose rights all come from, where licensors hold by licence.")
@of_partner
@as_json
def conflicts(
    file: str,
    draft: str | None,
    owner: str | None,
    licensor: str,
    licensee: str,
    end_convention: str,
    as_json: bool,
) -> None:
    """Find the grants of FILE that break one another, each pair once; or drafts that break it. Exits 1 if any."""
    partner = Partner(licensor, licensee or None, cast("EndConvention", end_convention))
    record = read_record(file, partner)
    if draft:
        drafts = read_record(draft, partner)
        fresh, known = list(drafts.grants), [*record.given, *drafts.roots]
    else:
        fresh, known = list(record.grants), list(record.roots)
    found = 0
    for one, reason in _clashes(fresh, known, owner):
        found += 1
        print_row(_row(one, reason), as_json=as_json, plain=f"{one.id}: {reason.sentence}")
    if not as_json:
        click.echo(f"{len(fresh)} grants, {found} conflicts")
    raise click.exceptions.Exit(FINDINGS if found else 0)


def _clashes(
    fresh: list[engine.Grant], known: list[engine.Grant], owner: str | None
) -> Iterator[tuple[engine.Grant, engine.Reason]]:
    """Each new grant against what is known, all rights in, and the new ones before it."""
    own = [grant for grant in fresh if grant.verb in (engine.Verb.IN, engine.Verb.WAIVER)]
    for subject, grants in by_subject([*known, *fresh], None).items():
        ids = {id(grant) for grant in grants}
        before = [grant for grant in (*known, *own) if id(grant) in ids]
        for one in fresh:
            if one.subject != subject and not (one.subject == "" and id(one) in ids):
                continue
            for reason in engine.conflicts(one, grants=before, owner=owner, today=day_of(None)):
                yield one, reason
            before.append(one)


def _row(one: engine.Grant, reason: engine.Reason) -> dict[str, Any]:
    return {
        "grant": one.id,
        "subject": one.subject,
        "kind": reason.kind,
        "firm": reason.firm,
        "with": reason.grant.id if reason.grant else None,
        "clause": reason.clause,
        "box": str(reason.box),
        "sentence": reason.sentence,
    }
