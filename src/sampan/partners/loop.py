"""A worker that goes on until it is told to stop: one thread for the house, some for the world outside.

A receiver that is slow to answer keeps one of the outside threads, never the house.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import Error, close_old_connections, connection

from .outbox import hand_out
from .worker import Worker

log = logging.getLogger(__name__)

IDLE = 0.25  # seconds between looks of the house when there is nothing to do
QUIET = 2.0  # and of those outside, whom the house calls when it hands out
BROKEN = 2.0  # seconds before the next look when the database does not answer
REPORT = 5.0  # seconds between two lines of progress


@dataclass(slots=True)
class Tally:
    """What all threads have done, for the lines of progress."""

    handed: int = 0
    handled: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, *, handed: int = 0, handled: int = 0) -> None:
        with self._lock:
            self.handed += handed
            self.handled += handled


def work(*, stop: threading.Event, worker: Worker, outside_threads: int = 4) -> Tally:
    """Work until `stop` is set; what was begun by then is finished first."""
    tally = Tally()
    call = threading.Condition()

    def inside() -> int:
        handed = hand_out()
        if handed:
            with call:
                call.notify_all()
        handled = worker.handle_due(outside=False)
        tally.add(handed=handed, handled=handled)
        return handed + handled

    def outside() -> int:
        handled = worker.handle_due(outside=True, limit=10)
        tally.add(handled=handled)
        return handled

    def listen() -> None:
        with call:
            call.wait(QUIET)

    threads = [
        threading.Thread(target=_repeat, args=(outside, stop, listen), name=f"outside-{number}")
        for number in range(outside_threads)
    ]
    threads.append(threading.Thread(target=_report, args=(tally, stop), name="report"))
    for thread in threads:
        thread.start()
    log.info("at work, with %d threads outside", outside_threads)
    _repeat(inside, stop, lambda: stop.wait(IDLE))
    with call:
        call.notify_all()
    for thread in threads:
        thread.join()
    return tally


def _repeat(step: Callable[[], int], stop: threading.Event, rest: Callable[[], object]) -> None:
    try:
        while not stop.is_set():
            try:
                busy = step()
            except Error as error:
                log.warning("the database does not answer, trying again: %s", error)
                connection.close()
                stop.wait(BROKEN)
                continue
            if not busy:
                close_old_connections()
                rest()
    finally:
        connection.close()


def _report(tally: Tally, stop: threading.Event) -> None:
    """A line when something was done since the last one."""
    told = (0, 0)
    last = time.monotonic()
    while not stop.wait(REPORT):
        handed, handled = tally.handed, tally.handled
        if (handed, handled) != told:
            seconds = time.monotonic() - last
            log.info(
                "%d events handed out, %d handled in %.0f s",
                handed - told[0],
                handled - told[1],
                seconds,
            )
        told, last = (handed, handled), time.monotonic()
