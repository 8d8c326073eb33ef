"""`sampan demo`: a living exchange on this machine, one story's journey through it, then the site."""

import shutil
import sys
import time

import click
from django.conf import settings
from django.db import connection

from sampan.catalogue.models import Edition
from sampan.cli.serve import prepare, serve_until_stopped
from sampan.partners.worker import drain

from .content_files import stories, table
from .journey import Journey
from .members import PASSWORD, load_members
from .receivers import Receiver, load_destinations
from .seen import load_pickups
from .wire import load_story

_GUESTS = ("daovone@nam-song.example", "zhiyuan@kapok-river.example", "operator@sampan.example")


@click.command("demo")
@click.option(
    "--bind", default="127.0.0.1:8000", show_default=True, help="Address and port of the site."
)
@click.option("--no-serve", is_flag=True, help="Load and walk the journey, then end.")
@click.option(
    "--receiver-port", default=8099, show_default=True, help="Where the receiver of pushes listens."
)
def command(bind: str, no_serve: bool, receiver_port: int) -> None:
    """Load a demonstration exchange anew, walk one story through it, and serve it."""
    _fresh()
    receiver = Receiver()
    address = receiver.start(receiver_port)
    journey = Journey(receiver=receiver)
    try:
        _load(journey, receiver, address)
        is_whole = journey.walk()
        click.echo(_welcome(bind))
        if no_serve:
            sys.exit(0 if is_whole else 1)
        sys.exit(serve_until_stopped(bind=bind, processes=2, with_worker=True))
    finally:
        receiver.stop()


def _fresh() -> None:
    """The demonstration's own folder is made anew; nothing else is touched."""
    connection.close()
    if settings.VAR.name == "demo":
        shutil.rmtree(settings.VAR, ignore_errors=True)
    prepare()


def _load(journey: Journey, receiver: Receiver, address: str) -> None:
    start = time.perf_counter()
    journey.houses = load_members()
    journey.feeds = load_destinations(journey.houses, receiver, address)
    made: dict[str, Edition] = {}
    records = stories()
    with click.progressbar(records, label="Loading thirty stories", file=sys.stderr) as bar:
        for story in bar:
            made[story["slug"]] = load_story(journey.houses, story, made)
    load_pickups(journey.houses, made)
    handled = drain()
    click.echo(
        f"Loaded {len(table('organisations'))} organisations and {len(made)} stories in "
        f"{len({s['language'] for s in records})} languages; {handled} events handled, "
        f"{len(receiver.taken)} deliveries taken, in {time.perf_counter() - start:.0f} s.\n"
    )


def _welcome(bind: str) -> str:
    lines = [f"\nOpen http://{bind}/ and sign in with the password  {PASSWORD}"]
    kinds = ("a Lao editor", "a Chinese partner", "the operator")
    lines += [f"    {email:32} {kind}" for email, kind in zip(_GUESTS, kinds, strict=True)]
    return "\n".join(lines)
