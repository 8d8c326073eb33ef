"""How a handling lives: heard once, tried again, put off, given up, replayed; in order; never by two at once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

import pytest
from django.db import transaction
from django.utils import timezone

from sampan.partners import events, services
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import BlocMembership, Event, Handling, Organisation, Person, Webhook
from sampan.partners.outbox import hand_out
from sampan.partners.worker import Pace, Worker, drain

Happen = Callable[..., Event]
Hear = Callable[..., None]
pytestmark = pytest.mark.django_db
NAME = "partners.thing.happened"


def effect(event: Event) -> None:
    """Something to be seen in the database afterwards."""
    assert event.organisation is not None
    BlocMembership.objects.create(
        organisation=event.organisation, bloc=str(event.data["n"]), from_on=timezone.now()
    )


def effects() -> list[str]:
    return list(BlocMembership.objects.order_by("id").values_list("bloc", flat=True))


def only() -> Handling:
    return Handling.objects.get()


def at_pace(now: datetime) -> Worker:
    """Without chance: waits of exactly 5, 20, 80 seconds."""
    return Worker(now=lambda: now, chance=lambda: 0.5)


def test_a_handler_is_handed_the_event_and_its_effect_stays(happen: Happen, hear: Hear) -> None:
    hear(effect)
    event = happen(data={"n": 1})
    assert drain() == 1
    assert effects() == ["1"]
    handling = only()
    assert (handling.event, handling.target) == (event, f"{__name__}.effect")
    assert (handling.state, handling.attempts, handling.error) == ("done", 1, "")
    assert handling.lease_until is None
    assert drain() == 0
    assert effects() == ["1"]


def test_nobody_listening_is_nothing_to_do(happen: Happen) -> None:
    happen()
    assert drain() == 0
    assert Handling.objects.count() == 0
    assert Event.objects.get().position == 1


def test_what_a_handler_records_is_heard_too(happen: Happen, hear: Hear) -> None:
    def first(event: Event) -> None:
        assert event.organisation is not None
        events.record(
            name="partners.thing.echoed",
            subject=event.organisation,
            organisation=event.organisation,
            data={"n": 2},
        )

    hear(first)
    hear(effect, "partners.thing.echoed")
    happen()
    assert drain() == 2
    assert effects() == ["2"]


def test_a_failure_undoes_its_effect_and_is_tried_again(happen: Happen, hear: Hear) -> None:
    calls: list[int] = []

    def handler(event: Event) -> None:
        effect(event)
        calls.append(1)
        if len(calls) < 3:
            raise ValueError("the third time is a charm")

    hear(handler)
    start = happen(data={"n": 1}).at
    waits = [timedelta(), timedelta(seconds=5), timedelta(seconds=20)]
    now = start
    for number, wait in enumerate(waits, start=1):
        now += wait
        assert at_pace(now - timedelta(microseconds=1)).drain() == 0
        assert at_pace(now).drain() == 1
        handling = only()
        if number < 3:
            assert (handling.state, handling.attempts) == ("waiting", number)
            assert handling.error == (
                "The program failed here with ValueError: the third time is a charm"
            )
            assert effects() == []
    assert (handling.state, handling.attempts, handling.error) == ("done", 3, "")
    assert effects() == ["1"]


def test_waits_grow_up_to_six_hours_and_are_spread() -> None:
    pace = Pace()
    waits = [pace.wait(n, chance=0.5).total_seconds() for n in (1, 2, 3, 4, 7, 8, 12, 1000)]
    assert waits == [5, 20, 80, 320, 20_480, 21_600, 21_600, 21_600]
    assert pace.wait(1, chance=0) == timedelta(seconds=2.5)
    assert pace.wait(1, chance=0.999) == timedelta(seconds=7.495)


@pytest.mark.parametrize("error", [Refused("No."), Invalid("No."), events.TryAgain("No.")])
def test_after_so_many_attempts_it_is_given_up_and_says_why(
    happen: Happen, hear: Hear, error: Exception
) -> None:
    def handler(_event: Event) -> None:
        raise error

    hear(handler)
    start = happen().at
    clock = (start + timedelta(hours=hours) for hours in count(step=9))
    pace = Pace(attempts=3)
    for _ in range(5):
        Worker(pace=pace, now=clock.__next__).drain()
    handling = only()
    assert (handling.state, handling.attempts, handling.error) == ("dead", 3, "No.")
    assert list(Handling.objects.dead()) == [handling]


def test_what_follows_giving_up_happens_once_with_it(happen: Happen, hear: Hear) -> None:
    given_up: list[str] = []

    def handler(_event: Event) -> None:
        raise Refused("No.")

    def follow(event: Event) -> None:
        given_up.append(only().state + event.name)
        if event.data.get("breaks"):
            raise ValueError("the follower fails too")

    hear(handler, given_up=follow)
    happen(data={"breaks": True})
    start = timezone.now()
    clock = (start + timedelta(hours=hours) for hours in count(1, step=9))
    for _ in range(5):
        Worker(pace=Pace(attempts=2), now=clock.__next__).drain()
    assert given_up == ["deadpartners.thing.happened"]
    assert (only().state, only().error) == ("dead", "No.")


def test_the_other_side_may_ask_for_more_patience(happen: Happen, hear: Hear) -> None:
    def handler(_event: Event) -> None:
        raise events.TryAgain("Full.", after=timedelta(hours=1))

    hear(handler)
    start = happen().at
    at_pace(start).drain()
    assert only().due_at == start + timedelta(hours=1)


def test_later_is_no_failure_and_lets_others_pass(happen: Happen, hear: Hear) -> None:
    embargo = timezone.now() + timedelta(days=1)
    clock = [timezone.now()]

    def handler(event: Event) -> None:
        if event.data["n"] == 1 and clock[0] < embargo:
            raise events.Later(embargo)
        effect(event)

    hear(handler)
    happen(data={"n": 1})
    happen(data={"n": 2})
    clock[0] = timezone.now()
    assert drain(at=clock[0]) == 2
    first = Handling.objects.earliest("id")
    assert (first.state, first.attempts, first.due_at) == ("waiting", 0, embargo)
    assert effects() == ["2"]
    clock[0] = embargo
    assert drain(at=embargo) == 1
    assert effects() == ["2", "1"]


def test_an_event_for_later_is_chained_now_and_heard_then(happen: Happen, hear: Hear) -> None:
    hear(effect)
    due_at = timezone.now() + timedelta(days=3)
    happen(data={"n": 1}, due_at=due_at)
    happen(data={"n": 2})
    drain()
    assert list(Event.objects.order_by("id").values_list("position", flat=True)) == [1, 2]
    assert effects() == ["2"]
    assert drain(at=due_at - timedelta(seconds=1)) == 0
    assert drain(at=due_at) == 1
    assert effects() == ["2", "1"]


def test_order_is_kept_for_one_subject_and_others_go_on(
    happen: Happen, hear: Hear, stranger: Actor
) -> None:
    broken = [True]

    def handler(event: Event) -> None:
        if event.data["n"] == 1 and broken[0]:
            raise ValueError
        effect(event)

    hear(handler)
    start = happen(data={"n": 1}).at
    happen(data={"n": 2})
    happen(data={"n": 3}, subject=stranger.organisation)
    now = timezone.now()
    assert at_pace(now).drain() == 2
    assert effects() == ["3"]
    broken[0] = False
    assert at_pace(now + timedelta(seconds=5)).drain() == 2
    assert effects() == ["3", "1", "2"]
    assert start <= now


def test_what_is_given_up_no_longer_stands_in_the_way(happen: Happen, hear: Hear) -> None:
    def handler(event: Event) -> None:
        if event.data["n"] == 1:
            raise ValueError
        effect(event)

    hear(handler)
    happen(data={"n": 1})
    happen(data={"n": 2})
    Worker(pace=Pace(attempts=1)).drain()
    assert effects() == ["2"]


def test_two_handlers_do_not_wait_for_one_another(happen: Happen, hear: Hear) -> None:
    def broken(_event: Event) -> None:
        raise ValueError

    hear(broken)
    hear(effect)
    happen(data={"n": 1})
    happen(data={"n": 2})
    drain()
    assert effects() == ["1", "2"]


def test_what_another_worker_holds_is_left_alone_until_its_lease_is_over(
    happen: Happen, hear: Hear
) -> None:
    hear(effect)
    now = happen(data={"n": 1}).at
    hand_out()
    seen = only()
    lease = now + timedelta(minutes=5)
    Handling.objects.update(state="running", attempts=1, lease_until=lease)
    assert at_pace(now).handle(seen) is False
    assert at_pace(lease).drain() == 0
    assert at_pace(lease + timedelta(microseconds=1)).drain() == 1
    assert (effects(), only().attempts) == (["1"], 2)


def test_a_worker_that_lost_its_lease_changes_nothing(happen: Happen, hear: Hear) -> None:
    """It was so slow that another one has taken the row; its effect is undone, the other's stays."""
    later = timezone.now() + timedelta(hours=1)
    second = Worker(now=lambda: later)

    def handler(event: Event) -> None:
        if not effects() and not slept:
            slept.append(True)
            Handling.objects.update(lease_until=later - timedelta(seconds=1))  # time goes by
            assert second.handle(only()) is True
        effect(event)

    slept: list[bool] = []
    hear(handler, outside=True)
    happen(data={"n": 1})
    assert Worker().drain() == 1
    handling = only()
    assert (handling.state, handling.attempts, handling.closed_at) == ("done", 2, later)


def test_an_effect_is_undone_when_the_lease_was_lost_meanwhile(happen: Happen, hear: Hear) -> None:
    def handler(event: Event) -> None:
        effect(event)
        Handling.objects.update(lease_until=timezone.now() + timedelta(hours=1))  # as another would

    hear(handler)
    happen(data={"n": 1})
    assert drain() == 1
    assert (effects(), only().state, only().error) == ([], "running", "")


@pytest.mark.django_db(transaction=True)
def test_outside_handlers_run_without_a_transaction(happen: Happen, hear: Hear) -> None:
    inside: list[bool] = []

    def handler(_event: Event) -> None:
        inside.append(transaction.get_connection().in_atomic_block)

    def other(_event: Event) -> None:
        inside.append(transaction.get_connection().in_atomic_block)

    hear(handler, outside=True)
    hear(other)
    happen()
    drain()
    assert inside == [True, False]


def test_a_handler_that_kills_the_worker_is_given_up_in_the_end(happen: Happen, hear: Hear) -> None:
    hear(effect)
    now = happen(data={"n": 1}).at
    hand_out()
    Handling.objects.update(state="running", attempts=12, lease_until=now)
    at_pace(now + timedelta(seconds=1)).drain()
    handling = only()
    assert (handling.state, handling.error, effects()) == (
        "dead",
        "The worker was stopped in the middle of it, each time that it tried.",
        [],
    )


def test_a_handler_that_is_not_there_is_said(happen: Happen, hear: Hear) -> None:
    hear(effect)
    happen(data={"n": 1})
    hand_out()
    Handling.objects.update(target="sampan.gone.handlers.hear")
    drain()
    handling = only()
    assert (handling.state, handling.error) == (
        "dead",
        f"sampan.gone.handlers.hear is not installed, or hears {NAME} no longer.",
    )


def test_what_was_given_up_can_be_tried_again(
    happen: Happen, hear: Hear, operator: Person, owner: Actor
) -> None:
    broken = [True]

    def handler(event: Event) -> None:
        if broken[0]:
            raise ValueError
        effect(event)

    hear(handler)
    happen(data={"n": 1})
    Worker(pace=Pace(attempts=1)).drain()
    with pytest.raises(Refused) as refused:
        services.replay(actor=owner, handling=only())
    assert str(refused.value) == "Only whose event it is, or the operator, has it tried again."
    broken[0] = False
    services.replay(actor=operator, handling=only())
    replayed = Event.objects.latest("id")
    assert (replayed.name, replayed.person) == ("partners.handling.replayed", operator)
    drain()
    assert (only().state, effects()) == ("done", ["1"])
    with pytest.raises(Invalid) as invalid:
        services.replay(actor=operator, handling=only())
    assert str(invalid.value) == "Only what was given up can be tried again."


def test_an_owner_replays_what_its_own_webhook_missed(
    happen: Happen, owner: Actor, editor: Actor, stranger: Actor, organisation: Organisation
) -> None:
    webhook = Webhook.objects.create(
        organisation=organisation, url="https://a.example/", secret="x"
    )
    event = happen()
    dead = Handling.objects.create(
        event=event,
        target=webhook.target,
        subject=event.subject,
        outside=True,
        state="dead",
        closed_at=event.at,
    )
    assert list(Handling.objects.of(organisation).dead()) == [dead]
    assert list(Handling.objects.of(stranger.organisation).dead()) == []
    for other in (editor, stranger):
        with pytest.raises(Refused):
            services.replay(actor=other, handling=dead)
    services.replay(actor=owner, handling=dead)
    dead.refresh_from_db()
    assert (dead.state, dead.attempts, dead.closed_at) == ("waiting", 0, None)
