"""`sampan wire embed`: the stories that were there before their model."""

import sys

import click

from sampan.catalogue.models import Edition, Vectors, Version
from sampan.partners.errors import Unreachable

from .output import CannotRun, as_json, print_row


@click.command("embed")
@as_json
def embed(as_json: bool) -> None:
    """Embed all stories that have no vectors of the model in use. It can be stopped, and goes on where it was."""
    from sampan.catalogue.indexing import index_meaning  # noqa: PLC0415  # the model is slow to load
    from sampan.catalogue.search import meaning  # noqa: PLC0415

    name = meaning.embedder().name
    standing = Edition.objects.values_list("published", "latest")
    kept = {pk for pair in standing for pk in pair if pk}
    kept -= set(Vectors.objects.filter(embedder=name).values_list("version", flat=True))
    for number, pk in enumerate(sorted(kept, reverse=True), 1):
        try:
            index_meaning(Version.objects.select_related("edition").get(pk=pk))
        except (Unreachable, ValueError) as problem:
            raise CannotRun(f"{problem} {number - 1} stories were embedded.") from problem
        if sys.stderr.isatty():
            click.echo(f"\r{number:,} of {len(kept):,} stories", nl=number == len(kept), err=True)
    row = {"model": name, "embedded": len(kept)}
    print_row(row, as_json=as_json, plain=f"{len(kept)} stories were embedded by {name}.")
