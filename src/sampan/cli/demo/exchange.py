"""The demonstration exchange: its folder made anew, its stories loaded, its journey walked, its site served."""

import fcntl
import json
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click
from django.conf import settings
from django.db import connection

from sampan.catalogue.models import Edition
from sampan.cli.output import CannotRun
from sampan.cli.preparing import prepare_site
from sampan.cli.serving import serve_until_stopped
from sampan.partners.models import Handling
from sampan.partners.outbox import hand_out
from sampan.partners.worker import Worker
from sampan.web.operations.installation import holds_data

from .circulation import load_files, load_report, take_files
from .content_files import PASSWORD, Record, stories, table, titles
from .deals import load_deals
from .journey import Journey
from .members import load_members
from .printing import Printer
from .receivers import Receiver, load_destinations
from .seen import load_pickups
from .titles import load_title
from .wire import load_story
from .workbooks import write_workbooks

_MARK = "demonstration"  # the file by which the demonstration's folder is known
_MADE = (
    "sampan.sqlite3",
    "sampan.sqlite3-wal",
    "sampan.sqlite3-shm",
    "assets",
    "search",
    "rights",
    "facts",
)
_GUESTS = {
    "daovone@nam-song.example": "a Lao editor",
    "zhiyuan@kapok-river.example": "a Chinese partner",
    "qinghe@kapok-river.example": "a Chinese buyer of programmes",
    "manee@sai-fon.example": "a Thai seller",
    "operator@sampan.example": "the operator",
}


def show(*, bind: str | None, receiver_port: int, as_json: bool, only: int | None = None) -> int:
    """Load it anew and walk the journey; serve it at `bind`, if anywhere. `only` so many stories. The exit code."""
    printer = Printer(as_json=as_json)
    with _own_folder():
        receiver = Receiver()
        address = receiver.start(receiver_port)
        try:
            journey = Journey(receiver=receiver, printer=printer)
            load(journey, address, stories()[:only])
            is_whole = journey.walk()
            offer(journey, titles()[:only])
            if bind is None:
                return 0 if is_whole else 1
            ready = json.dumps({"address": f"http://{bind}/"}) if as_json else _welcome(bind)
            return serve_until_stopped(bind=bind, processes=2, with_worker=True, ready=ready)
        finally:
            receiver.stop()


@contextmanager
def _own_folder() -> Iterator[None]:
    """The demonstration's own folder, without what an earlier one left there. Nobody else's data is touched."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    mark = settings.VAR / _MARK
    is_own = mark.exists()
    with mark.open("a") as file:  # kept open, and so locked, until the end
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRun(
                f"A demonstration runs already in {settings.VAR}. Stop it, or set SAMPAN_VAR to another folder."
            ) from None
        connection.close()
        for name in _MADE if is_own else ():
            _remove(name)
        if holds_data():
            if not is_own:
                mark.unlink()
            raise CannotRun(
                "There is an exchange with data here, which the demonstration would mix with its own. "
                "Unset SAMPAN_VAR and SAMPAN_DATABASE, or have them name something empty."
            )
        prepare_site()
        yield


def _remove(name: str) -> None:
    path = settings.VAR / name
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def load(journey: Journey, address: str, records: list[Record]) -> None:
    """Everybody, where they are told, and their stories; the receiver listens at `address`."""
    start = time.perf_counter()
    receiver = journey.receiver
    journey.houses = load_members()
    journey.feeds = load_destinations(journey.houses, receiver, address)
    made: dict[str, Edition] = {}
    with click.progressbar(records, label="Writing stories", file=sys.stderr) as bar:
        for story in bar:
            made[story["slug"]] = load_story(journey.houses, story, made)
    load_pickups(journey.houses, made)
    load_files(journey.houses)
    handled = _handle_all()
    take_files(journey.houses)
    handled += _handle_all("Making facts")
    load_report(journey.houses)
    journey.printer.say(
        f"Loaded {len(table('organisations'))} organisations and {len(made)} stories in "
        f"{len({s['language'] for s in records})} languages; {handled} events handled, "
        f"{len(receiver.taken)} deliveries taken, in {time.perf_counter() - start:.0f} s.\n"
    )


def offer(journey: Journey, records: list[Record]) -> None:
    """The sellers' titles. They are found by their words at once; what they mean, the site's worker indexes."""
    start = time.perf_counter()
    with click.progressbar(records, label="Offering titles", file=sys.stderr) as bar:
        for place, title in enumerate(bar):
            load_title(journey.houses, title, place)
    struck, asked = load_deals(journey.houses)
    books = write_workbooks(records, settings.VAR / "workbooks")
    hand_out()
    worker = Worker()
    while worker.handle_due(outside=False):
        hand_out()
    journey.printer.say(
        f"Offered {len(records)} titles of {len({one['house'] for one in records})} houses, with {struck} deals "
        f"and {asked} requests, in {time.perf_counter() - start:.0f} s. "
        f"Their sellers' {len(books)} workbooks lie in {settings.VAR / 'workbooks'}.\n"
    )


def _handle_all(label: str = "Indexing, delivering, matching") -> int:
    """What the worker would do, with its progress: the indexing of what stories mean takes the longest."""
    worker, handled = Worker(), 0
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:
        while True:
            handed = hand_out()
            step = worker.handle_due(outside=False) + worker.handle_due(outside=True, limit=5)
            if not handed and not step:
                return handled
            handled += step
            bar.length = handled + Handling.objects.due(at=worker.now()).count()
            bar.update(step)


def _welcome(bind: str) -> str:
    lines = [f"Open http://{bind}/ and sign in with the password  {PASSWORD}"]
    lines += [f"    {email:32} {kind}" for email, kind in _GUESTS.items()]
    return "\n".join([*lines, "Stop with Ctrl-C."])
