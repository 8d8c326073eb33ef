"""`sampan rights import`: what a file of rights says, each fault in it, and what it would change."""

from collections.abc import Iterator
from typing import Any, cast

import click

from sampan.cli.output import FINDINGS, CannotRun, as_json, print_row
from sampan.engines.rights import Grant
from sampan.engines.rights.exchange import (
    EndConvention,
    Entry,
    Fault,
    Partner,
    Preview,
    Understood,
    fields_of,
    preview,
)

from .files import of_partner, open_rights


@click.command("import")
@click.argument("file")
@click.option("--against", help="Another file: what was on record. Prints the differences.")
@of_partner
@as_json
def import_(
    file: str, against: str | None, licensor: str, licensee: str, end_convention: str, as_json: bool
) -> None:
    """Say what FILE means: each clause or avail with its faults. Nothing is written; exits 1 where there are errors."""
    partner = Partner(licensor, licensee or None, cast("EndConvention", end_convention))
    if against == file == "-":
        raise CannotRun("Standard input can be one of the two files only.")
    found = open_rights(file, partner, name="")
    grants: list[Grant] = []
    errors = 0
    for entry in _printed(found, as_json=as_json):
        grants += [entry.grant] if entry.grant else []
        errors += sum(not fault.warning for fault in entry.faults)
    for fault in found.faults:
        print_row({"fault": _fault(fault)}, as_json=as_json, plain=_said(fault))
    errors += sum(not fault.warning for fault in found.faults)
    if against:
        _compare(against, partner, grants, as_json=as_json)
    _sum_up(found, len(grants), errors, as_json=as_json)
    raise click.exceptions.Exit(FINDINGS if errors else 0)


def _printed(found: Understood, *, as_json: bool) -> Iterator[Entry]:
    for entry in found.entries():
        row = {
            "place": entry.place,
            "grant": {"id": entry.grant.id, **fields_of(entry.grant)} if entry.grant else None,
            "faults": [_fault(fault) for fault in entry.faults],
        }
        told = str(entry.grant.box) if entry.grant else "no grant"
        plain = [f"{entry.place}: {told}", *(f"  {_said(fault)}" for fault in entry.faults)]
        print_row(row, as_json=as_json, plain="\n".join(plain))
        yield entry


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "place": fault.place,
        "sheet": fault.sheet,
        "row": fault.row,
        fault.of: fault.column,
        "what": fault.what,
        "remedy": fault.remedy,
        "warning": fault.warning,
    }


def _said(fault: Fault) -> str:
    return f"{'warning' if fault.warning else 'error'}: {fault}"


def _compare(against: str, partner: Partner, grants: list[Grant], *, as_json: bool) -> None:
    was = [entry.grant for entry in open_rights(against, partner, name="").entries() if entry.grant]
    found = preview(was, grants)
    for row, plain in _differences(found):
        print_row(row, as_json=as_json, plain=plain)
    counts = {
        name: len(getattr(found, name)) for name in ("added", "changed", "gone", "same", "repeated")
    }
    plain = ", ".join(f"{count} {name}" for name, count in counts.items())
    print_row({"differences": counts}, as_json=as_json, plain=plain)


def _differences(found: Preview) -> Iterator[tuple[dict[str, Any], str]]:
    for name in ("added", "gone", "repeated"):
        for grant in getattr(found, name):
            yield (
                {"difference": name, "id": grant.id, **fields_of(grant)},
                f"{name} {grant.id}: {grant.box}",
            )
    for changed in found.changed:
        fields = {one.field: {"old": one.old, "new": one.new} for one in changed.fields}
        told = "; ".join(map(str, changed.fields))
        yield (
            {"difference": "changed", "id": changed.old.id, "fields": fields},
            f"changed {changed.old.id}: {told}",
        )


def _sum_up(found: Understood, grants: int, errors: int, *, as_json: bool) -> None:
    version = f" {found.version}" if found.version else ""
    row = {"kind": found.kind, "version": found.version, "grants": grants, "errors": errors}
    plain = f"{found.kind}{version}: {grants} grants, {errors} errors"
    print_row(row, as_json=as_json, plain=plain)
