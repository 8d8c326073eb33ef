"""`sampan restore`: put a backup in the place of what is here."""

from pathlib import Path

import click

from sampan.web.operations.archive import ArchiveFault, restore, verify
from sampan.web.operations.database import DatabaseFault

from .backup import show_progress
from .output import as_json, print_row, stop
from .serve import prepare


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--verify", "only_verify", is_flag=True, help="Only read the file and say whether it is whole."
)
@click.option(
    "--replace", is_flag=True, help="Even where this installation holds data: that data is lost."
)
@as_json
def command(file: Path, only_verify: bool, replace: bool, as_json: bool) -> None:
    """Verify FILE, then restore database and assets from it."""
    try:
        if only_verify:
            manifest = verify(file)
        else:
            prepare()
            manifest = restore(file, replace=replace, progress=show_progress)
            prepare()  # a backup of an older version is brought up to date
    except (ArchiveFault, DatabaseFault, OSError) as error:
        raise stop(f"Nothing was restored: {error}") from error
    done = "whole" if only_verify else "restored"
    row = {
        "file": str(file),
        "state": done,
        "events": manifest.events,
        "assets": len(manifest.assets),
    }
    print_row(
        row,
        as_json=as_json,
        plain=f"{file} is {done}: {manifest.events} events, {len(manifest.assets)} assets.",
    )
