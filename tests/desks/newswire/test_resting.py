"""A receiver that never answers rests, is told of, and gets all that it missed once it is woken."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from desks.conftest import Listener, colleague, listen, published, told
from partners.receiver import Receiver, plainly
from sampan.catalogue.models import Edition
from sampan.desks.newswire import handlers, services
from sampan.desks.newswire.models import Delivery, Destination
from sampan.desks.newswire.models.delivery import DestinationKind
from sampan.desks.newswire.services.resting import PATIENCE, SENDER
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event, Handling, Role
from sampan.partners.worker import Pace, drain

STEP = timedelta(hours=10)


def tries(number: int) -> None:
    """Work on for so many tries, each later than any wait."""
    at = timezone.now() + timedelta(minutes=1)
    for _try in range(number):
        drain(at=at)
        at += STEP


def give_up(lao: Actor, *headlines: str) -> list[Edition]:
    """Stories that a failing receiver does not take in all tries."""
    editions = [published(lao, headline) for headline in headlines]
    tries(1)
    failed = Handling.objects.filter(target=SENDER, state="waiting", attempts=1)
    failed.update(attempts=Pace().attempts - 1)  # as if a day and a half had gone by
    tries(2)
    return editions


def headlines(listener: Listener, *, since: int = 0) -> list[str]:
    told_them = [json.loads(asked.body) for asked in listener.asked[since:]]
    return [one["headlines"][0]["value"] for one in told_them]


@pytest.fixture
def failing(chinese: Actor, receiver: Receiver) -> Listener:
    listener = listen(chinese, receiver)
    receiver.answers["/desk"] = plainly(503, b"down")
    return listener


def test_the_sender_is_the_handler() -> None:
    assert f"{handlers.send.__module__}.{handlers.send.__qualname__}" == SENDER


def test_it_is_suspended_after_some_dead_letters_in_a_row(lao: Actor, failing: Listener) -> None:
    give_up(lao, *[f"Story {number}" for number in range(PATIENCE - 1)])
    destination = failing.destination
    destination.refresh_from_db()
    assert (destination.misses, destination.suspended_at) == (PATIENCE - 1, None)
    give_up(lao, "The last straw")
    destination.refresh_from_db()
    assert (destination.misses, destination.suspended_at is not None) == (PATIENCE, True)
    event = Event.objects.get(name="newswire.destination.suspended")
    assert (event.organisation, event.data) == (
        destination.organisation,
        {
            "name": "desk",
            "deliveries": PATIENCE,
            "answer": "desk answered 503; a receiver answers 2xx when it has the story. down",
        },
    )
    asked = len(failing.asked)
    published(lao, "While it rests")
    tries(2)
    assert len(failing.asked) == asked
    assert Handling.objects.filter(target=SENDER, closed_at=None).count() == 0


def test_success_in_between_begins_the_count_anew(
    lao: Actor, failing: Listener, receiver: Receiver
) -> None:
    give_up(lao, "One", "Two")
    receiver.answers["/desk"] = plainly()
    published(lao, "Three")
    tries(1)
    failing.destination.refresh_from_db()
    assert failing.destination.misses == 0


def test_woken_it_gets_what_it_missed_in_order(
    lao: Actor, chinese: Actor, failing: Listener, receiver: Receiver
) -> None:
    first, second, _third = give_up(lao, "One", "Two", "Three")
    services.correct_story(actor=lao, edition=first, content=told("One, better"), note="Better.")
    published(lao, "Four")
    tries(1)
    services.kill_story(actor=lao, edition=second, reason="False.")
    tries(1)
    asked = len(failing.asked)
    receiver.answers["/desk"] = plainly()
    assert services.wake_destination(actor=chinese, destination=failing.destination) == 6
    tries(1)
    assert sorted(headlines(failing, since=asked)) == sorted(
        ["One", "Two", "Three", "One, better", "Four", "Two"]
    )
    by_story = [
        (json.loads(asked.body)["uri"], asked.headers["sampan-kind"])
        for asked in failing.asked[asked:]
    ]
    assert [kind for uri, kind in by_story if uri == first.uri] == ["story", "correction"]
    assert [kind for uri, kind in by_story if uri == second.uri] == ["story", "kill"]
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    assert Handling.objects.dead().count() == 0
    woken = Event.objects.get(name="newswire.destination.woken")
    assert woken.data == {"name": "desk", "deliveries": 6}
    tries(2)
    assert len(failing.asked) == asked + 6


def test_a_try_that_waits_does_not_come_before_what_was_missed(
    lao: Actor, chinese: Actor, failing: Listener, receiver: Receiver
) -> None:
    first, *_others = give_up(lao, "One", "Two")
    services.correct_story(actor=lao, edition=first, content=told("One, better"), note="Better.")
    tries(3)
    give_up(lao, "Three")
    asked = len(failing.asked)
    receiver.answers["/desk"] = plainly()
    services.wake_destination(actor=chinese, destination=failing.destination)
    tries(1)
    ours = [one for one in headlines(failing, since=asked) if one.startswith("One")]
    assert ours == ["One", "One, better"]


def test_an_older_version_is_not_sent_after_a_newer_one(
    lao: Actor, chinese: Actor, failing: Listener, receiver: Receiver
) -> None:
    [first] = give_up(lao, "One")
    receiver.answers["/desk"] = plainly()
    services.correct_story(actor=lao, edition=first, content=told("One, better"), note="Better.")
    tries(1)
    assert headlines(failing)[-1] == "One, better"
    assert services.wake_destination(actor=chinese, destination=failing.destination) == 0
    states = Delivery.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["replaced", "sent"]
    with pytest.raises(Invalid, match=r"^This destination is awake, and missed nothing\.$"):
        services.wake_destination(actor=chinese, destination=failing.destination)


def test_a_recall_goes_where_its_house_still_listens(
    lao: Actor, chinese: Actor, failing: Listener, receiver: Receiver
) -> None:
    receiver.answers["/desk"] = plainly()
    edition = published(lao, "Read at once")
    tries(1)
    receiver.answers["/desk"] = plainly(503)
    give_up(lao, "One", "Two", "Three")
    feed, _key = services.add_destination(actor=chinese, name="feed", kind=DestinationKind.ATOM)
    services.kill_story(actor=lao, edition=edition, reason="False.")
    tries(1)
    killed = Delivery.objects.filter(kind="kill").order_by("route__destination_id")
    assert [one.route.destination_id for one in killed] == [failing.destination.pk, feed.pk]


def test_only_an_editor_of_its_house_wakes_it(
    lao: Actor, chinese: Actor, thai: Actor, failing: Listener
) -> None:
    give_up(lao, "One", "Two", "Three")
    buyer = colleague(chinese.organisation, Role.BUYER)
    for stranger in (thai, buyer):
        with pytest.raises(Refused):
            services.wake_destination(actor=stranger, destination=failing.destination)
    assert Destination.objects.get().suspended_at is not None


def test_today_and_its_page_say_it_and_one_button_wakes_it(
    lao: Actor, chinese: Actor, failing: Listener, receiver: Receiver, client: Client
) -> None:
    give_up(lao, "One", "Two", "Three")
    assert chinese.person is not None
    client.force_login(chinese.person)
    page = f"/wire/receiving/destinations/{failing.destination.pk}/"
    today = client.get("/").content.decode()
    assert "“desk” takes nothing and is suspended; 3 deliveries wait for it." in today
    assert f'href="{page}"' in today
    assert "Suspended" in client.get("/wire/receiving/").content.decode()
    assert "Wake it, and send what it missed" in client.get(page).content.decode()
    receiver.answers["/desk"] = plainly()
    client.post(f"{page}wake/")
    assert "is suspended" not in client.get("/").content.decode()
    assert "Wake it" not in client.get(page).content.decode()
    asked = len(failing.asked)
    tries(1)
    assert sorted(headlines(failing, since=asked)) == ["One", "Three", "Two"]
