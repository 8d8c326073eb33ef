"""`sampan wire`: stories in, found, and out again."""

import sys
from pathlib import Path
from typing import Any

import click

from sampan.catalogue.models import Edition
from sampan.desks.newswire.exports import export_version
from sampan.engines import news

from .embedding import embed
from .house import house_actor
from .ingesting import ingest_file
from .output import FINDINGS, CannotRun, as_json, check_paths, files_under, print_row, read_input


@click.group("wire")
def command() -> None:
    """Stories: ingest, search, embed, export, validate."""


command.add_command(embed)


@command.command("ingest")
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--organisation", help="Whose inbox, by its slug. Without it: the only house, or the first."
)
@as_json
def ingest(paths: tuple[str, ...], organisation: str | None, as_json: bool) -> None:
    """Receive files (or whole folders, or “-”): keep each byte for byte, and make drafts of the stories in it.

    Exits 1 when a file that was named could not be understood; in a folder there may be others beside the stories.
    """
    check_paths(paths)
    actor = house_actor(organisation)
    understood = refused = 0
    is_named_refused = False
    for path, is_named in files_under(paths):
        rows, is_story = ingest_file(actor=actor, path=path, is_named=is_named)
        understood += is_story
        refused += not is_story
        is_named_refused |= is_named and not is_story
        for row in rows:
            print_row(row, as_json=as_json, plain=_plain(row))
    if not as_json:
        click.echo(f"{understood} files understood, {refused} not, for {actor.organisation}.")
    raise click.exceptions.Exit(FINDINGS if is_named_refused else 0)


def _plain(row: dict[str, Any]) -> str:
    if "problem" in row:
        return f"{row['file']}: {row['problem']}"
    aside = f", {len(row['set_aside'])} set aside" if row["set_aside"] else ""
    return f"{row['file']}: {row['language']} · {row['headline']}{aside}"


@command.command("search")
@click.argument("query")
@click.option("--organisation", help="Through whose eyes, by its slug.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@as_json
def search(query: str, organisation: str | None, limit: int, as_json: bool) -> None:
    """Find stories in any language by words in any language. Exits 1 when there are none."""
    from sampan.catalogue.search import search as find  # noqa: PLC0415  # the model of meanings is slow to load

    results = find(organisation=house_actor(organisation).organisation, query=query, size=limit)
    for hit in results.hits:
        row = {
            "id": hit.version.edition.uri,
            "language": hit.version.edition.language,
            "headline": hit.version.headline,
            "house": hit.version.edition.house.slug,
            "why": hit.why,
        }
        plain = f"{row['language']:8} {row['headline']}  ({row['house']}, by {row['why']})\n         {row['id']}"
        print_row(row, as_json=as_json, plain=plain)
    if not results.hits:
        click.echo("Nothing found.", err=True)
    raise click.exceptions.Exit(0 if results.hits else FINDINGS)


@command.command("export")
@click.argument("uri")
@click.option("--as", "form", type=click.Choice(news.FORMS), default="ninjs", show_default=True)
@click.option("--organisation", help="For which receiver, by its slug.")
@as_json
def export(uri: str, form: str, organisation: str | None, as_json: bool) -> None:
    """Write a story that the house may see to standard output, in a standard format."""
    actor = house_actor(organisation)
    edition = Edition.objects.visible_to(actor.organisation).filter(uri=uri).first()
    own = edition is not None and edition.house == actor.organisation
    version = edition and (edition.latest if own else edition.published)
    if not version:
        raise CannotRun(f"{actor.organisation} sees no story with the URI {uri}.")
    made = export_version(actor=actor, version=version, form=form)
    if as_json:
        row = {
            "id": uri,
            "name": made.name,
            "media_type": made.media_type,
            "document": made.body.decode(),
        }
        print_row(row, as_json=True, plain="")
    else:
        sys.stdout.buffer.write(made.body)


@command.command("validate")
@click.argument("file")
@click.option("--as", "form", type=click.Choice([*news.FORMS, "atom"]), required=True)
@click.option(
    "--schemas",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="Folder with the official schemas (they are IPTC's, so they do not come with Sampan).",
)
@as_json
def validate(file: str, form: str, schemas: Path, as_json: bool) -> None:
    """Check a file against the official schema of its format."""
    faults = news.validate(read_input(file), form, schemas=schemas)
    for fault in faults:
        row = {"file": file, "where": fault.where, "fault": str(fault)}
        print_row(row, as_json=as_json, plain=f"{file}, {fault}")
    raise click.exceptions.Exit(FINDINGS if faults else 0)
