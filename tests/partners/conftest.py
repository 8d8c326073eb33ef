"""Two organisations, their people, handlers that last one test, and a receiver on loopback."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from partners.receiver import Receiver, receiving
from sampan.partners import events
from sampan.partners.actor import Actor, actor_of
from sampan.partners.models import Event, Membership, Organisation, Person, Role

Hear = Callable[..., None]


@pytest.fixture
def organisation(db: None) -> Organisation:
    return Organisation.objects.create(
        slug="namkhong",
        name="Nam Khong News",
        kind="agency",
        territory="LA",
        languages=["lo", "en"],
    )


@pytest.fixture
def stranger(db: None) -> Actor:
    """An owner of another organisation."""
    other = Organisation.objects.create(
        slug="lijiang", name="Lijiang Press", kind="agency", territory="CN", languages=["zh-Hans"]
    )
    return member(other, "zhang@lijiang.example", Role.OWNER)


@pytest.fixture
def owner(organisation: Organisation) -> Actor:
    return member(organisation, "keo@namkhong.example", Role.OWNER)


@pytest.fixture
def editor(organisation: Organisation) -> Actor:
    return member(organisation, "noy@namkhong.example", Role.EDITOR)


@pytest.fixture
def operator(db: None) -> Person:
    return Person.objects.create_user("op@exchange.example", name="Op", is_operator=True)


def member(organisation: Organisation, email: str, role: Role) -> Actor:
    person = Person.objects.create_user(email, name=email.partition("@")[0].title())
    Membership.objects.create(person=person, organisation=organisation, role=role)
    actor = actor_of(person, organisation)
    assert actor is not None
    return actor


@pytest.fixture
def happen(organisation: Organisation) -> Callable[..., Event]:
    """Record an event in a transaction of its own."""

    def record(name: str = "partners.thing.happened", **fields: object) -> Event:
        with transaction.atomic():
            return events.record(
                **{"name": name, "subject": organisation, "organisation": organisation, **fields}
            )

    return record


@pytest.fixture
def hear() -> Iterator[Hear]:
    """Register a function as a handler, until the test ends."""
    before = {name: dict(heard) for name, heard in events._hearings.items()}

    def register(
        handler: events.Handler,
        *names: str,
        outside: bool = False,
        given_up: events.Handler | None = None,
    ) -> None:
        told = names or ("partners.thing.happened",)
        events.handles(*told, outside=outside, given_up=given_up)(handler)

    yield register
    events._hearings.clear()
    events._hearings.update(before)


@pytest.fixture
def receiver(settings: object) -> Iterator[Receiver]:
    settings.FETCH_ALLOW = ["127.0.0.1"]
    with receiving() as one:
        yield one
