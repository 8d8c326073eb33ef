"""`sampan report measures`: what can be measured, and how."""

import click

from sampan.cli.output import as_json, print_row
from sampan.engines.circulation.registry import measures as registry


@click.command("measures")
@as_json
def measures(*, as_json: bool) -> None:
    """List the measures: what each says, its unit, what may be counted, by what it can be shown."""
    for one in registry().values():
        row = {
            "measure": one.id,
            "version": one.version,
            "name": one.name,
            "definition": one.definition,
            "formula": one.formula,
            "unit": one.unit,
            "counted": list(one.units),
            "by": list(one.dimensions),
            "origin_rule": one.origin,
        }
        counted = f"counted in {', '.join(one.units)}; by {', '.join(one.dimensions)}"
        plain = f"{one.id}\n  {one.definition}\n  {one.formula}\n  {counted}"
        print_row(row, as_json=as_json, plain=plain)
