"""`sampan serve`: the site and its worker, from one command."""

import json
import sys

import click

from .output import as_json
from .preparing import prepare_site
from .serving import bind_option, check_free, serve_until_stopped


@click.command("serve")
@bind_option
@click.option(
    "--processes",
    default=2,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Web processes, of four threads each.",
)
@click.option("--no-worker", is_flag=True, help="Only the site; “sampan work” runs elsewhere.")
@as_json
def command(bind: str, processes: int, no_worker: bool, as_json: bool) -> None:
    """Bring the database up to date, then serve the site and handle events until stopped."""
    check_free(bind)
    prepare_site()
    ready = json.dumps({"address": f"http://{bind}/"}) if as_json else None
    sys.exit(
        serve_until_stopped(
            bind=bind,
            processes=processes,
            with_worker=not no_worker,
            ready=ready or f"Sampan serves on http://{bind}/ (stop with Ctrl-C)",
        )
    )
