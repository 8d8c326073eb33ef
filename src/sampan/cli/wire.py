"""`sampan wire`: stories in, found, and out again."""

import sys
from pathlib import Path
from typing import Any

import click

from sampan.catalogue.models import Edition
from sampan.desks.newswire.exports import export_version
from sampan.engines import news

from .house import house_actor
from .ingesting import ingest_file
from .output import FINDINGS, as_json, files_under, print_row, read_input, stop


@click.group("wire")
def command() -> None:
    """Stories: ingest, search, export, validate."""


@command.command("ingest")
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--organisation", help="Whose inbox, by its slug. Without it: the only house, or the first."
)
@as_json
def ingest(paths: tuple[str, ...], organisation: str | None, as_json: bool) -> None:
    """Receive files (or whole folders, or “-”): keep each byte for byte, and make drafts of the stories in it."""
    actor = house_actor(organisation)
    understood = refused = 0
    for path, named in files_under(paths):
        rows, is_story = ingest_file(actor=actor, path=path, data=read_input(path), named=named)
        understood += is_story
        refused += named and not is_story
        for row in rows:
            print_row(row, as_json=as_json, plain=_plain(row))
    if not as_json:
        click.echo(f"{understood} files understood, {refused} refused, for {actor.organisation}.")
    raise click.exceptions.Exit(FINDINGS if refused else 0)


def _plain(row: dict[str, Any]) -> str:
    if "problem" in row:
        return f"{row['file']}: {row['problem']}"
    aside = f", {len(row['set_aside'])} set aside" if row["set_aside"] else ""
    return f"{row['file']}: {row['language']} · {row['headline']}{aside}"


@command.command("search")
@click.argument("query")
@click.option("--organisation", help="Through whose eyes, by its slug.")
@click.option("--limit", default=10, show_default=True)
@as_json
def search(query: str, organisation: str | None, limit: int, as_json: bool) -> None:
    """Find stories in any language by words in any language."""
    from sampan.catalogue.search import search as find  # noqa: PLC0415  # the model of meanings is slow to load

    results = find(organisation=house_actor(organisation).organisation, query=query)
    for hit in list(results.hits)[:limit]:
        row = {
            "id": hit.version.edition.uri,
            "language": hit.version.edition.language,
            "headline": hit.version.headline,
            "house": hit.version.edition.house.slug,
        }
        print_row(
            row, as_json=as_json, plain=f"{row['language']:8} {row['headline']}  ({row['house']})"
        )
    raise click.exceptions.Exit(0 if results.hits else FINDINGS)


@command.command("export")
@click.argument("uri")
@click.option("--as", "form", type=click.Choice(news.FORMS), default="ninjs", show_default=True)
@click.option("--organisation", help="For which receiver, by its slug.")
def export(uri: str, form: str, organisation: str | None) -> None:
    """Write a story that the house may see to standard output, in a standard format."""
    actor = house_actor(organisation)
    edition = Edition.objects.visible_to(actor.organisation).filter(uri=uri).first()
    own = edition is not None and edition.house == actor.organisation
    version = edition and (edition.latest if own else edition.published)
    if not version:
        raise stop(f"{actor.organisation} sees no story with the URI {uri}.")
    body, _media_type, _name = export_version(actor=actor, version=version, form=form)
    sys.stdout.buffer.write(body)


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
