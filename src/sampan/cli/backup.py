"""`sampan backup`: the whole installation as one verified file, while it runs."""

import sys
from pathlib import Path

import click

from sampan.web.operations.archive import ArchiveFault, back_up
from sampan.web.operations.database import DatabaseFault

from .output import CannotRun, as_json, print_row


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@as_json
def command(file: Path, as_json: bool) -> None:
    """Write database and assets to FILE (a tar), and read it again to see that it is whole."""
    try:
        manifest = back_up(file, progress=show_progress)
    except (ArchiveFault, DatabaseFault) as error:
        raise CannotRun(f"The backup was not made. {error}") from error
    except OSError as error:
        raise CannotRun(
            f"The backup was not made. {error.filename or file}: {error.strerror}."
        ) from error
    row = {
        "file": str(file),
        "events": manifest.events,
        "assets": len(manifest.assets),
        "made_at": manifest.made_at,
        "head": manifest.head,
    }
    print_row(
        row,
        as_json=as_json,
        plain=f"{file}: {manifest.events:,} events, {len(manifest.assets):,} assets, verified.",
    )


def show_progress(done: int, whole: int) -> None:
    """On a terminal, how far it is."""
    if sys.stderr.isatty():
        click.echo(f"\r{done:,} of {whole:,} files", nl=done >= whole, err=True)
