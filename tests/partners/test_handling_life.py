"""The life of handlings against a model: any order of recording, time passing, failing, dying and replaying."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from sampan.partners import chain, events, services
from sampan.partners.models import BlocMembership, Event, Handling, Organisation, Person
from sampan.partners.worker import Pace, Worker

PACE = Pace(lease=timedelta(seconds=60), attempts=3, first=timedelta(seconds=5))


class Killed(BaseException):
    """As kill -9 would: nothing is caught, nothing is cleaned up."""


def hear(event: Event) -> None:
    """Leaves a row, then does what the event says that this attempt does."""
    handling = Handling.objects.get(event=event)
    plan = event.data["plan"]
    step = plan[handling.attempts - 1] if handling.attempts <= len(plan) else "ok"
    assert event.organisation is not None
    BlocMembership.objects.create(
        organisation=event.organisation, bloc=str(event.pk), from_on=event.at
    )
    if step == "fail":
        raise ValueError
    if step == "die":
        raise Killed


@dataclass
class Expected:
    """One handling as it ought to be; times in seconds of the machine's own clock."""

    lane: str
    plan: list[str]
    due: int
    state: str = "waiting"
    attempts: int = 0
    lease: int = 0

    @property
    def is_open(self) -> bool:
        return self.state in {"waiting", "running"}

    def is_due(self, now: int) -> bool:
        waits = self.state == "waiting" and self.due <= now
        return waits or (self.state == "running" and self.lease < now)

    def is_in_the_way(self, now: int) -> bool:
        return self.is_open and (self.attempts > 0 or self.due <= now)

    def attempt(self, now: int) -> None:
        self.attempts += 1
        if self.attempts > PACE.attempts:
            self.state = "dead"
            return
        step = self.plan[self.attempts - 1] if self.attempts <= len(self.plan) else "ok"
        if step == "die":
            self.state, self.lease = "running", now + 60
        elif step == "ok":
            self.state = "done"
        elif self.attempts == PACE.attempts:
            self.state = "dead"
        else:
            self.state, self.due = "waiting", now + 5 * 4 ** (self.attempts - 1)


def expect(lane: list[Expected], now: int) -> None:
    """Go on with the first that is due and has nothing before it, until there is none."""
    while True:
        for index, one in enumerate(lane):
            if one.is_due(now) and not any(e.is_in_the_way(now) for e in lane[:index]):
                one.attempt(now)
                break
        else:
            return


class Life(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.heard = {name: dict(found) for name, found in events._hearings.items()}
        events.handles("partners.thing.happened")(hear)
        self.start, self.now = timezone.now(), 0
        self.operator = Person.objects.create_user("op@x.example", name="Op", is_operator=True)
        self.subjects = [
            Organisation.objects.create(slug=slug, name=slug, kind="agency", territory="LA")
            for slug in ("a", "b")
        ]
        self.expected: dict[int, Expected] = {}  # by event, in the order of the chain
        self.done: list[int] = []

    def teardown(self) -> None:
        events._hearings.clear()
        events._hearings.update(self.heard)
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def clock(self, seconds: int) -> object:
        return self.start + timedelta(seconds=seconds)

    @rule(
        subject=st.integers(0, 1),
        plan=st.lists(st.sampled_from(["ok", "fail", "die"]), max_size=4),
        wait=st.sampled_from([0, 0, 0, 7, 100]),
    )
    def happen(self, subject: int, plan: list[str], wait: int) -> None:
        place = self.subjects[subject]
        event = Event(
            name="partners.thing.happened",
            subject=f"partners.organisation:{place.pk}",
            at=self.clock(self.now),
            organisation=place,
            data={"plan": plan},
            due_at=self.clock(self.now + wait) if wait else None,
        )
        event.save()
        self.expected[event.pk] = Expected(lane=event.subject, plan=plan, due=self.now + wait)

    @rule(seconds=st.sampled_from([1, 5, 20, 61, 500]))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds

    @rule()
    def work(self) -> None:
        """A worker that is killed is followed by another one."""
        while True:
            worker = Worker(pace=PACE, now=lambda: self.clock(self.now), chance=lambda: 0.5)
            try:
                worker.drain()
            except Killed:
                continue
            break
        lanes: dict[str, list[Expected]] = {}
        for one in self.expected.values():
            lanes.setdefault(one.lane, []).append(one)
        for lane in lanes.values():
            expect(lane, self.now)
        self.compare()

    @rule()
    def replay(self) -> None:
        dead = Handling.objects.dead().first()
        if dead is None:
            return
        services.replay(actor=self.operator, handling=dead)
        Handling.objects.filter(pk=dead.pk).update(due_at=self.clock(self.now))
        one = self.expected[dead.event_id]
        one.state, one.attempts, one.due = "waiting", 0, self.now

    def compare(self) -> None:
        handlings = Handling.objects.order_by("id")
        actual = {h.event_id: (str(h.state), h.attempts) for h in handlings}
        wanted = {key: (one.state, one.attempts) for key, one in self.expected.items()}
        assert actual == wanted
        due = {h.event_id: h.due_at for h in handlings if h.state == "waiting"}
        assert due == {key: self.clock(self.expected[key].due) for key in due}

    @invariant()
    def what_is_done_left_its_effect_once_and_nothing_else_did(self) -> None:
        effects = sorted(int(row.bloc) for row in BlocMembership.objects.all())
        done = Handling.objects.filter(state="done")
        assert effects == sorted(done.values_list("event_id", flat=True))

    @invariant()
    def the_chain_is_whole(self) -> None:
        assert chain.verify().fault == ""


@pytest.mark.django_db
def test_any_life_goes_as_the_model_says() -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
        ),
    )
