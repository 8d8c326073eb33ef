"""A lease that is renewed while its work goes on, so that nobody else begins what takes long.

The thread that renews dies with its process: what was killed is free again once the last lease is over.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import Error, connection

from .models import Handling, HandlingState

log = logging.getLogger(__name__)


@contextmanager
def renewed(handling: Handling, *, lease: timedelta, now: Callable[[], datetime]) -> Iterator[None]:
    """Inside, the row stays taken; afterwards `lease_until` is what stands in it, unless another took it."""
    over = threading.Event()

    def renew() -> None:
        try:
            while not over.wait(lease.total_seconds() / 3):
                _renew(handling, now() + lease)
        finally:
            connection.close()

    keeper = threading.Thread(target=renew, name=f"lease-{handling.pk}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _renew(handling: Handling, until: datetime) -> None:
    held = Handling.objects.filter(
        pk=handling.pk, state=HandlingState.RUNNING, lease_until=handling.lease_until
    )
    try:
        if held.update(lease_until=until):
            handling.lease_until = until
    except Error as error:
        log.warning("the lease of handling %s was not renewed: %s", handling.pk, error)
