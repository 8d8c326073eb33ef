"""Laws of the chain: it verifies as written, on whatever database, and breaks where a row was touched."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from partners.test_events import PLAIN, TEXT
from sampan.partners import chain, events
from sampan.partners.models import ChainHead, Event, Organisation
from sampan.partners.outbox import hand_out


def test_the_form_of_a_digest_is_for_ever() -> None:
    """Digests are kept elsewhere too: a change of this value is a change of the format."""
    event = Event(
        key=uuid.UUID(int=7),
        name="newswire.story.published",
        subject="newswire.story:1",
        at=datetime(2026, 11, 22, 8, 30, tzinfo=UTC),
        organisation_id=3,
        person_id=None,
        data={"title": "ຂ່າວ", "version": 2},
    )
    assert chain.digest(event, position=1, previous=chain.START) == (
        "3f395492d62549c5277319bfb58116f2280538c8d456c02717e0f076f863722b"
    )


@given(st.dictionaries(TEXT, PLAIN, max_size=4))
def test_canonical_bytes_do_not_depend_on_the_order_of_keys(data: dict[str, object]) -> None:
    turned = dict(reversed(data.items()))
    assert chain.canonical(turned) == chain.canonical(data)


class Storing(TestCase):
    @settings(max_examples=40)
    @given(data=st.dictionaries(TEXT, PLAIN, max_size=4))
    def test_the_digest_survives_the_database(self, data: dict[str, object]) -> None:
        """Whatever the database does to JSON (PostgreSQL sorts keys and rewrites numbers)."""
        place = Organisation.objects.create(slug="a", name="A", kind="agency", territory="LA")
        with transaction.atomic():
            event = events.record(name="partners.thing.happened", subject=place, data=data)
        kept = Event.objects.get(pk=event.pk)
        assert kept.data == event.data
        facts = {"position": 1, "previous": chain.START}
        assert chain.digest(kept, **facts) == chain.digest(event, **facts)


FIELDS = {
    "name": "partners.thing.undone",
    "subject": "partners.organisation:0",
    "at": datetime(2020, 1, 1, tzinfo=UTC),
    "key": uuid.UUID(int=1),
    "due_at": datetime(2030, 1, 1, tzinfo=UTC),
    "data": {"number": -1},
    "organisation": None,
}


@pytest.fixture
def five(happen: Callable[..., Event]) -> list[Event]:
    """Five chained events, and one that is not."""
    for number in range(5):
        happen(data={"number": number})
    assert hand_out() == 5
    happen(data={"number": 5})
    return list(Event.objects.exclude(position=None).order_by("position"))


def test_a_whole_chain(five: list[Event]) -> None:
    assert [event.position for event in five] == [1, 2, 3, 4, 5]
    assert [event.previous for event in five] == [chain.START, *(e.digest for e in five[:-1])]
    assert chain.verify() == chain.Verdict(length=5, digest=five[-1].digest, unchained=1)


@pytest.mark.django_db
def test_an_empty_chain_is_whole() -> None:
    assert chain.verify() == chain.Verdict(length=0, digest=chain.START, unchained=0)


@pytest.mark.parametrize("position", [1, 3, 5])
@pytest.mark.parametrize("field", sorted(FIELDS))
def test_a_changed_field_is_found(five: list[Event], field: str, position: int) -> None:
    Event.objects.filter(position=position).update(**{field: FIELDS[field]})
    verdict = chain.verify()
    key = Event.objects.get(position=position).key
    assert verdict.broken_at == position
    assert verdict.fault == f"the event {key} was changed after it was written"


@pytest.mark.parametrize(
    ("position", "fault"),
    [
        (1, "the event that stood here is gone"),
        (3, "the event that stood here is gone"),
        (5, "the events from here to the end are gone"),
    ],
)
def test_a_removed_event_is_found(five: list[Event], position: int, fault: str) -> None:
    gone = Event.objects.filter(position=position)
    gone._raw_delete(gone.db)
    verdict = chain.verify()
    assert (verdict.broken_at, verdict.fault) == (position, fault)


def test_two_events_that_changed_places_are_found(five: list[Event]) -> None:
    Event.objects.filter(pk=five[1].pk).update(position=99)
    Event.objects.filter(pk=five[2].pk).update(position=2)
    Event.objects.filter(pk=five[1].pk).update(position=3)
    assert chain.verify().broken_at == 2


def test_a_forged_end_is_found(five: list[Event]) -> None:
    """Somebody who knows the form can write a digest, but the head tells another story."""
    last = five[-1]
    last.data = {"number": -1}
    forged = chain.digest(last, position=5, previous=last.previous)
    Event.objects.filter(pk=last.pk).update(data=last.data, digest=forged)
    verdict = chain.verify()
    assert (verdict.broken_at, verdict.fault) == (5, "the head of the chain names another digest")


def test_an_event_put_in_behind_the_end_is_found(five: list[Event]) -> None:
    sixth = Event.objects.get(position=None)
    facts = {"position": 6, "previous": five[-1].digest}
    Event.objects.filter(pk=sixth.pk).update(**facts, digest=chain.digest(sixth, **facts))
    verdict = chain.verify()
    assert (verdict.broken_at, verdict.fault) == (6, "events were put in behind the end")


def test_chaining_goes_on_where_it_ended(five: list[Event], happen: Callable[..., Event]) -> None:
    happen(data={"number": 6})
    assert hand_out(limit=1) == 1
    assert hand_out() == 1
    assert hand_out() == 0
    assert chain.verify().length == 7
    assert ChainHead.objects.get().position == 7
    assert [e.data["number"] for e in Event.objects.order_by("position")] == list(range(7))


def test_an_instant_is_the_same_by_every_clock(five: list[Event]) -> None:
    event = five[0]
    event.at = event.at.astimezone(ZoneInfo("Asia/Vientiane"))
    assert chain.digest(event, position=1, previous=chain.START) == event.digest
