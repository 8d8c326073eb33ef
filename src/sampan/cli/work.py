"""`sampan work`: hand events out to handlers and webhooks, until stopped."""

import signal
import threading
from types import FrameType

import click

from sampan.partners.loop import work
from sampan.partners.worker import Worker, drain

from .output import as_json, print_row


@click.command("work")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@click.option(
    "--threads",
    default=4,
    show_default=True,
    type=click.IntRange(1, 64),
    help="How many receivers outside may be told at the same time.",
)
@as_json
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
    print_row({"handled": handled}, as_json=as_json, plain=f"{handled} handled.")
