"""What takes longer than its lease stays with its worker, and is free again when nobody renews it."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from partners.threads import sharing, together
from sampan.partners.lease import renewed
from sampan.partners.models import Event, Handling
from sampan.partners.outbox import hand_out
from sampan.partners.worker import Pace, Worker

LEASE = timedelta(seconds=0.6)


@pytest.mark.django_db(transaction=True)
def test_nobody_begins_what_another_still_does(
    happen: Callable[..., Event], hear: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:  # fmt: skip
    begun, ended = [], threading.Event()

    def slow(_event: Event) -> None:
        begun.append(timezone.now())
        ended.wait(5)

    hear(slow, outside=True)
    happen()
    hand_out()
    sharing(monkeypatch, tmp_path)

    def one() -> int:
        return Worker(pace=Pace(lease=LEASE)).handle_due(outside=True)

    def other() -> int:
        later = timezone.now() + 2 * LEASE
        while timezone.now() < later:
            threading.Event().wait(0.05)
        handled = Worker(pace=Pace(lease=LEASE)).handle_due(outside=True)
        ended.set()
        return handled

    assert together(one, other) == [1, 0]
    assert len(begun) == 1


@pytest.mark.django_db(transaction=True)
def test_a_lease_that_another_took_is_left_alone(
    happen: Callable[..., Event], hear: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:  # fmt: skip
    hear(lambda _event: None, outside=True)
    happen()
    hand_out()
    row = Handling.objects.get()
    others = timezone.now() + timedelta(hours=1)
    Handling.objects.update(state="running", lease_until=others)
    row.lease_until = lost = timezone.now()
    sharing(monkeypatch, tmp_path)

    def hold() -> None:
        with renewed(row, lease=timedelta(seconds=0.03), now=timezone.now):
            threading.Event().wait(0.2)

    def look() -> list[object]:
        hold()
        return list(Handling.objects.values_list("lease_until", flat=True))

    assert together(look) == [[others]]
    assert row.lease_until == lost
