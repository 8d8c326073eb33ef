"""`sampan work`: hand events out to handlers and webhooks, until stopped."""

import json
import signal
import threading
from types import FrameType

import click

from sampan.partners.loop import work
from sampan.partners.worker import Worker, drain


@click.command("work")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@click.option(
    "--threads",
    default=4,
    show_default=True,
    type=click.IntRange(1, 64),
    help="How many receivers outside may be told at the same time.",
)
@click.option("--json", "as_json", is_flag=True, help="Say at the end what was done, as JSON.")
def command(*, once: bool, threads: int, as_json: bool) -> None:
    """Hand events out to handlers and webhooks, until stopped. Several may run at once, and any may be killed."""
    if once:
        handled = drain()
    else:
        stop = threading.Event()

        def end(_number: int, _frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        handled = work(stop=stop, worker=Worker(), outside_threads=threads).handled
    click.echo(json.dumps({"handled": handled}) if as_json else f"{handled} handled.")
