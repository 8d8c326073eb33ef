"""Recording: with the transaction or not at all, once and for all, and only what every database keeps."""

import math
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.models import Event, Organisation, Person, Token

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused(organisation: Organisation) -> None:
    with pytest.raises(RuntimeError) as caught:
        events.record(name="partners.thing.happened", subject=organisation)
    assert str(caught.value) == (
        "The event partners.thing.happened was recorded outside the transaction that makes it true."
    )
    assert Event.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_event_is_undone_with_what_it_tells_of(organisation: Organisation) -> None:
    with transaction.atomic():
        events.record(name="partners.thing.happened", subject=organisation)
        transaction.set_rollback(True)
    assert Event.objects.count() == 0


def test_what_is_recorded(owner: Actor) -> None:
    due_at = datetime(2027, 1, 1, tzinfo=UTC)
    data = {"title": "ຂ່າວ", "parts": (1, 2.0, 2.5), "none": None}
    event = events.record(
        name="partners.thing.happened",
        subject=owner.organisation,
        actor=owner,
        data=data,
        due_at=due_at,
    )
    kept = Event.objects.get()
    assert kept == event
    assert (kept.name, kept.subject, kept.subject_pk) == (
        "partners.thing.happened",
        f"partners.organisation:{owner.organisation.pk}",
        str(owner.organisation.pk),
    )
    assert (kept.person, kept.token, kept.organisation) == (owner.person, None, owner.organisation)
    assert kept.data == {"title": "ຂ່າວ", "parts": [1, 2, 2.5], "none": None}
    assert (kept.due_at, kept.position, kept.previous, kept.digest) == (due_at, None, "", "")


def test_whose_event_it_is_can_be_said(owner: Actor, stranger: Actor) -> None:
    event = events.record(
        name="partners.thing.happened",
        subject=owner.organisation,
        actor=owner,
        organisation=stranger.organisation,
    )
    assert list(Event.objects.told_to(stranger.organisation)) == [event]
    assert list(Event.objects.told_to(owner.organisation)) == []
    assert list(Event.objects.about(owner.organisation)) == [event]


def test_a_person_alone_and_a_key_are_named(owner: Actor, operator: Person) -> None:
    assert owner.person is not None
    key = Token.objects.create(
        organisation=owner.organisation, name="press", digest="0" * 64, issued_by=owner.person
    )
    program = Actor(organisation=owner.organisation, roles=frozenset(), token=key)
    name = "partners.thing.happened"
    by_person = events.record(name=name, subject=owner.organisation, actor=operator)
    by_key = events.record(name=name, subject=owner.organisation, actor=program)
    assert (by_person.person, by_person.token, by_person.organisation) == (operator, None, None)
    assert (by_key.person, by_key.token, by_key.organisation) == (None, key, owner.organisation)


@pytest.mark.parametrize(
    "name", ["happened", "partners.happened", "Partners.thing.done", "a.b.c.d", ""]
)
def test_a_name_that_is_none_is_refused(organisation: Organisation, name: str) -> None:
    with pytest.raises(ValueError) as caught:
        events.record(name=name, subject=organisation)
    assert (
        str(caught.value)
        == f"“{name}” is no event's name; one reads like newswire.story.published."
    )


def test_a_row_that_is_not_saved_is_no_subject(db: None) -> None:
    with pytest.raises(ValueError) as caught:
        events.record(name="partners.thing.happened", subject=Organisation())
    assert str(caught.value) == (
        "The event partners.thing.happened is about a organisation not yet saved."
    )


def test_an_event_is_never_changed_nor_removed(happen: Callable[..., Event]) -> None:
    event = happen()
    with pytest.raises(TypeError) as changed:
        event.save()
    with pytest.raises(TypeError) as removed:
        event.delete()
    assert str(changed.value) == f"Event {event.pk} is written already; an event is never changed."
    assert str(removed.value) == f"Event {event.pk} cannot be removed; the chain would break."


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_text_that_no_database_keeps_is_refused(happen: Callable[..., Event], text: str) -> None:
    for data in ({"title": text}, {text: 1}, {"deep": [{"title": text}]}):
        with pytest.raises(Invalid) as caught:
            happen(data=data)
        assert str(caught.value) == (
            "The text holds a character that is not valid; remove it and send again."
        )


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, {1: 2}, b"x", {1}, datetime(2026, 1, 1, tzinfo=UTC)]
)
def test_what_json_does_not_have_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        events.plain({"value": value})


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(TEXT, PLAIN, max_size=4))
def test_plain_data_is_already_plain(data: dict[str, object]) -> None:
    once = events.plain(data)
    assert once == data
    assert repr(events.plain(once)) == repr(once)


def test_handlers_are_found_by_name(hear: Callable[..., None]) -> None:
    def one(event: Event) -> None: ...
    def two(event: Event) -> None: ...

    hear(one, "partners.one.done", "partners.two.done")
    hear(two, "partners.two.done", outside=True)
    prefix = f"{one.__module__}.test_handlers_are_found_by_name.<locals>"
    assert [(h.target, h.outside) for h in events.hearings("partners.two.done")] == [
        (f"{prefix}.one", False),
        (f"{prefix}.two", True),
    ]
    assert [h.handler for h in events.hearings("partners.one.done")] == [one]
    assert events.hearings("partners.three.done") == []
    with pytest.raises(ValueError) as twice:
        hear(one, "partners.one.done")
    assert str(twice.value) == f"{prefix}.one hears partners.one.done already."
    with pytest.raises(ValueError) as unnamed:
        hear(one, "done")
    assert str(unnamed.value) == f"“done”, heard by {prefix}.one, is no event's name."
