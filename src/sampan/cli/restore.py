"""`sampan restore`: put a backup in the place of what is here."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from django.conf import settings

from sampan.web.operations.archive import ArchiveFault, restore, verify
from sampan.web.operations.database import DatabaseFault

from .backup import show_progress
from .output import CannotRun, as_json, print_row
from .preparing import prepare_tables


@click.command("restore")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@click.option(
    "--verify", "only_verify", is_flag=True, help="Only read the file and say whether it is whole."
)
@click.option(
    "--replace", is_flag=True, help="Even where this installation holds data: that data is lost."
)
@as_json
def command(file: Path, only_verify: bool, replace: bool, as_json: bool) -> None:
    """Verify FILE, then restore database and assets from it. Stop the site and its workers first."""
    try:
        with _on_disk(file) as source:
            if only_verify:
                manifest = verify(source)
            else:
                manifest = restore(source, replace=replace, progress=show_progress)
                prepare_tables()  # a backup of an older version is brought up to date
    except (ArchiveFault, DatabaseFault) as error:
        raise CannotRun(str(error) if only_verify else f"Nothing was restored. {error}") from error
    done = "whole" if only_verify else "restored"
    row = {
        "file": str(file),
        "state": done,
        "events": manifest.events,
        "assets": len(manifest.assets),
        "made_at": manifest.made_at,
        "head": manifest.head,
    }
    plain = (
        f"{file} of {manifest.made_at} is {done}: "
        f"{manifest.events:,} events, {len(manifest.assets):,} assets."
    )
    print_row(row, as_json=as_json, plain=plain)


@contextmanager
def _on_disk(file: Path) -> Iterator[Path]:
    """A backup is read twice, so that standard input has to be kept first."""
    if str(file) != "-":
        yield file
        return
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=settings.VAR, suffix=".tar") as kept:
        shutil.copyfileobj(sys.stdin.buffer, kept)
        kept.flush()
        yield Path(kept.name)
