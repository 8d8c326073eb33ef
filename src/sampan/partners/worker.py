"""Takes what is due to be heard, has it heard, and keeps account. Many may run at once, and any may be killed.

Taking is one conditional UPDATE that leaves a lease: only one worker gets the row, and when it falls silent the row
is free again once the lease is over; what takes long outside renews it. The lease is also the proof of holding: a
worker that lost it changes nothing.
"""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from . import webhooks
from .errors import Invalid, Refused, Unreachable
from .events import Later, TryAgain, hearing
from .lease import renewed
from .models import Handling, HandlingState, Webhook
from .models.events import HandlingQuerySet
from .outbox import hand_out

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long a worker may be silent; how a failure is tried again: 5 s, 20 s, 80 s … 6 h, a day and a half in all."""

    lease: timedelta = timedelta(minutes=5)
    attempts: int = 12
    first: timedelta = timedelta(seconds=5)
    factor: float = 4
    longest: timedelta = timedelta(hours=6)

    def wait(self, attempts: int, *, chance: float) -> timedelta:
        """After so many failures; `chance` in [0, 1) spreads it by half either way, so that crowds disperse."""
        wait = min(self.first * self.factor ** min(attempts - 1, 20), self.longest)
        return wait * (0.5 + chance)


class _LeaseLost(Exception):
    """Another worker holds the row by now."""


class _Unheard(Exception):
    """Nobody is there to hear it, and trying again will not help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Clock and chance come from outside, so that a test decides what time it is."""

    pace: Pace = field(default_factory=Pace)
    now: Callable[[], datetime] = timezone.now
    chance: Callable[[], float] = random.random

    def drain(self) -> int:
        """Until nothing is due."""
        handled = 0
        while True:
            handed = hand_out()
            now = self.handle_due(outside=False) + self.handle_due(outside=True)
            if not handed and not now:
                return handled
            handled += now

    def handle_due(self, *, outside: bool, limit: int = 50) -> int:
        """Have up to so many due rows heard; how many it was, whether they went well or not."""
        at = self.now()
        due = Handling.objects.due(at=at).first_in_line(at=at).filter(outside=outside)
        if outside:
            due = due.exclude(target__in=webhooks.resting(at=at))
        handled = 0
        for head in list(due.select_related("event").order_by("id")[:limit]):
            # A receiver that failed a moment ago is not asked again for each of its other lines.
            if not outside or head.target not in webhooks.resting(at=self.now()):
                handled += self._handle_line(head, limit=limit)
        return handled

    def _handle_line(self, head: Handling, *, limit: int) -> int:
        """From the head of a line go on along it; looking for new heads costs more."""
        handled = 0
        handling: Handling | None = head
        while handling and handled < limit and self.handle(handling):
            handled += 1
            line = Handling.objects.due(at=self.now()).filter(target=head.target)
            line = line.filter(subject=head.subject, pk__gt=handling.pk)
            handling = line.select_related("event").order_by("id").first()
        return handled

    def handle(self, handling: Handling) -> bool:
        """Take one row, as it was read, and have it heard; False when it is no longer there to be taken."""
        at = self.now()
        free = Handling.objects.due(at=at).first_in_line(at=at)
        attempts, lease = handling.attempts + 1, at + self.pace.lease
        if not free.filter(pk=handling.pk, attempts=handling.attempts).update(
            state=HandlingState.RUNNING, lease_until=lease, attempts=attempts
        ):
            return False
        handling.attempts, handling.lease_until = attempts, lease
        try:
            self._hear(handling)
        except _LeaseLost:
            log.warning("handling %s outlived its lease; another worker has it", handling.pk)
        except Later as later:
            self._held(handling).update(
                state=HandlingState.WAITING, due_at=later.at, lease_until=None, attempts=0
            )
        except Exception as error:  # noqa: BLE001  # whatever a handler does, the worker goes on and says it
            self._fail(handling, error)
        return True

    def _hear(self, handling: Handling) -> None:
        if handling.attempts > self.pace.attempts:
            raise _Unheard("The worker was stopped in the middle of it, each time that it tried.")
        act = self._target(handling)
        if handling.outside:
            with renewed(handling, lease=self.pace.lease, now=self.now):
                act()
            self._close(handling)
            return
        with transaction.atomic():
            act()
            self._close(handling)

    def _target(self, handling: Handling) -> Callable[[], None]:
        event = handling.event
        if handling.target.startswith("webhook:"):
            pk = int(handling.target.partition(":")[2])
            webhook = Webhook.objects.active().filter(pk=pk).first()
            if webhook is None:
                raise _Unheard("The webhook was removed before it heard of this.")
            return lambda: webhooks.tell(event, webhook, at=self.now())
        heard = hearing(event.name, handling.target)
        if heard is None:
            raise _Unheard(f"{handling.target} is not installed, or hears {event.name} no longer.")
        return lambda: heard.handler(event)

    def _held(self, handling: Handling) -> HandlingQuerySet:
        """The row, so long as this worker's lease stands in it."""
        return Handling.objects.filter(
            pk=handling.pk, state=HandlingState.RUNNING, lease_until=handling.lease_until
        )

    def _close(self, handling: Handling) -> None:
        closed = self._held(handling).update(
            state=HandlingState.DONE, closed_at=self.now(), lease_until=None, error=""
        )
        if not closed:
            raise _LeaseLost

    def _fail(self, handling: Handling, error: Exception) -> None:
        sentence = _sentence(error)
        gives_up = isinstance(error, _Unheard) or handling.attempts >= self.pace.attempts
        log.warning(
            "%s could not hear event %s (attempt %s%s): %s",
            handling.target,
            handling.event_id,
            handling.attempts,
            ", given up" if gives_up else "",
            sentence,
            exc_info=None if isinstance(error, _EXPECTED) else error,
        )
        if gives_up:
            self._give_up(handling, sentence)
            return
        wait = self.pace.wait(handling.attempts, chance=self.chance())
        if isinstance(error, TryAgain) and error.after:
            wait = max(wait, error.after)
        self._held(handling).update(
            state=HandlingState.WAITING, due_at=self.now() + wait, lease_until=None, error=sentence
        )

    def _give_up(self, handling: Handling, sentence: str) -> None:
        heard = hearing(handling.event.name, handling.target)
        with transaction.atomic():
            dead = self._held(handling).update(
                state=HandlingState.DEAD, closed_at=self.now(), lease_until=None, error=sentence
            )
            if not dead or heard is None or heard.given_up is None:
                return
            try:
                with transaction.atomic():
                    heard.given_up(handling.event)
            except Exception:
                log.exception("%s was given up, and what follows failed too", handling.target)


_EXPECTED = (Refused, Invalid, Unreachable, TryAgain, _Unheard)  # these are sentences already


def _sentence(error: Exception) -> str:
    if isinstance(error, _EXPECTED):
        return str(error)
    return f"The program failed here with {type(error).__name__}: {error}"[:2000]


def drain(*, at: datetime | None = None) -> int:
    """Hand out and handle until nothing is due, now or as if it were `at`; how many were handled.

    For tests, the demonstration and `sampan work --once`. What fails is due again only later, so this ends.
    """
    return Worker(now=timezone.now if at is None else lambda: at).drain()
