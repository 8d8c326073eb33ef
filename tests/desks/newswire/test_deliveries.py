"""Stories go out to real receivers: signed, in every form, in order, tried again, acknowledged, each version once."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from desks.conftest import draft, listen, published, told
from partners.receiver import Receiver, plainly
from sampan.catalogue.models import Version
from sampan.desks.newswire import services
from sampan.desks.newswire.models import Delivery, DeliveryKind, Usage
from sampan.desks.newswire.models.delivery import DestinationForm, DestinationKind
from sampan.desks.newswire.services.subscriptions import add_destination
from sampan.engines import news
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event
from sampan.partners.worker import Worker, drain


@pytest.mark.parametrize("form", DestinationForm.values)
def test_each_form_is_signed_and_can_be_read_again(
    lao: Actor, chinese: Actor, receiver: Receiver, form: str
) -> None:
    listener = listen(chinese, receiver, form=DestinationForm(form))
    edition = published(lao, "ຝົນຕົກໜັກຢູ່ວຽງຈັນ", "ນ້ຳຂຶ້ນສູງ.", "ບໍ່ມີໃຜບາດເຈັບ.")
    drain()
    [asked] = listener.asked
    assert listener.verified(asked)
    assert (
        asked.headers["content-type"]
        == {
            "ninjs": "application/json",
            "newsml-g2": "application/vnd.iptc.g2.newsitem+xml",
            "nitf": "application/nitf+xml",
        }[form]
    )
    item = news.read(asked.body, name="story", received_at=timezone.now()).items[0].item
    assert (item.uri, item.headline, item.paragraphs) == (
        edition.uri,
        "ຝົນຕົກໜັກຢູ່ວຽງຈັນ",
        ("ນ້ຳຂຶ້ນສູງ.", "ບໍ່ມີໃຜບາດເຈັບ."),
    )
    delivery = Delivery.objects.get()
    assert asked.headers["sampan-delivery"] == str(delivery.pk)
    assert (delivery.state, delivery.attempts) == ("sent", 1)


def test_a_changed_body_does_not_verify(lao: Actor, chinese: Actor, receiver: Receiver) -> None:
    listener = listen(chinese, receiver)
    published(lao)
    drain()
    [asked] = listener.asked
    asked.body = asked.body.replace(b"Rain", b"Snow")
    assert not listener.verified(asked)


@pytest.mark.parametrize(
    ("wanted", "is_sent"),
    [
        ({}, True),
        ({"languages": ["en"]}, True),
        ({"languages": ["lo"]}, False),
        ({"places": ["LA"]}, True),
        ({"places": ["LA-VT"]}, False),
        ({"agencies": ["namkhong"]}, True),
        ({"agencies": ["yunling"]}, False),
        ({"topics": ["medtop:15000000"]}, False),
        ({"languages": ["en"], "agencies": ["yunling"]}, False),
    ],
)
def test_a_subscription_is_a_filter(
    lao: Actor, chinese: Actor, receiver: Receiver, wanted: dict[str, Any], is_sent: bool
) -> None:
    listener = listen(chinese, receiver, **wanted)
    published(lao)
    drain()
    assert len(listener.asked) == is_sent


def test_nothing_goes_to_those_who_may_not_see_it_nor_back_home(
    lao: Actor, chinese: Actor, thai: Actor, receiver: Receiver
) -> None:
    listeners = [listen(actor, receiver, actor.organisation.slug) for actor in (lao, chinese, thai)]
    published(lao, partners=[thai.organisation])
    draft(lao)
    drain()
    assert [len(listener.asked) for listener in listeners] == [0, 0, 1]


def test_a_receiver_that_fails_is_tried_again_with_the_same_key(
    lao: Actor, chinese: Actor, receiver: Receiver
) -> None:
    listener = listen(chinese, receiver)
    receiver.answers["/desk"] = plainly(503, b"not now")
    published(lao)
    drain()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("failed", 1)
    assert delivery.answer == (
        "desk answered 503; a receiver answers 2xx when it has the story. not now"
    )
    receiver.answers["/desk"] = plainly(200, b'{"acknowledged": true}')
    later = timezone.now() + timezone.timedelta(minutes=10)
    Worker(now=lambda: later).drain()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("acknowledged", 2)
    assert len({asked.headers["webhook-id"] for asked in listener.asked}) == 1
    assert Event.objects.filter(name="newswire.delivery.sent").count() == 1


def test_a_receiver_that_is_gone_leaves_its_reason(
    lao: Actor, chinese: Actor, settings: Any
) -> None:
    settings.FETCH_ALLOW = []
    add = {"name": "desk", "kind": DestinationKind.PUSH, "url": "http://127.0.0.1:9/"}
    destination, _secret = add_destination(actor=chinese, **add)
    services.subscribe(actor=chinese, destination=destination, name="all")
    published(lao)
    drain()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.answer != "") == ("failed", 1, True)


def test_only_its_receiver_acknowledges_and_the_first_word_counts(
    lao: Actor, chinese: Actor, thai: Actor, receiver: Receiver
) -> None:
    listen(chinese, receiver)
    published(lao)
    drain()
    delivery = Delivery.objects.get()
    with pytest.raises(Refused):
        services.acknowledge(actor=thai, delivery=delivery)
    first = services.acknowledge(actor=chinese, delivery=delivery).acknowledged_at
    assert services.acknowledge(actor=chinese, delivery=delivery).acknowledged_at == first
    assert Event.objects.filter(name="newswire.delivery.acknowledged").count() == 1


def test_a_push_address_is_an_address(chinese: Actor) -> None:
    with pytest.raises(Invalid) as problem:
        add_destination(actor=chinese, name="x", kind=DestinationKind.PUSH, url="ftp://x.example")
    assert (str(problem.value), problem.value.field) == (
        "A push address begins with https://",
        "url",
    )


def feed(actor: Actor) -> str:
    destination, key = add_destination(actor=actor, name="feed", kind=DestinationKind.ATOM)
    services.subscribe(actor=actor, destination=destination, name="all")
    return f"/wire/feeds/{key}.atom"


def read_feed(client: Client, address: str) -> list[tuple[str, str]]:
    reading = news.read(client.get(address).content, name="feed.atom", received_at=timezone.now())
    return [(received.item.uri, received.item.headline) for received in reading.items]


def test_a_feed_holds_the_newest_of_each_story_and_notes_who_has_it(
    lao: Actor, chinese: Actor, client: Client
) -> None:
    address = feed(chinese)
    rain, sun = published(lao, "Rain"), published(lao, "Sun")
    drain()
    services.correct_story(actor=lao, edition=rain, content=told("Much rain"), note="More.")
    drain()
    assert read_feed(client, address) == [(rain.uri, "Much rain"), (sun.uri, "Sun")]
    states = Delivery.objects.order_by("pk").values_list("version__headline", "state")
    assert list(states) == [("Rain", "replaced"), ("Sun", "sent"), ("Much rain", "sent")]
    used = Usage.objects.filter(organisation=chinese.organisation, kind="feed")
    assert sorted(used.values_list("version__headline", flat=True)) == ["Much rain", "Sun"]


def test_a_feed_that_did_not_change_is_not_sent_again(
    lao: Actor, chinese: Actor, client: Client
) -> None:
    address = feed(chinese)
    published(lao)
    drain()
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    published(lao, "Sun")
    drain()
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_feed_costs_no_query_more_for_each_story_but_its_rights(
    lao: Actor, chinese: Actor, client: Client, django_assert_max_num_queries: Any
) -> None:
    address = feed(chinese)
    for number in range(6):
        published(lao, f"Rain {number}")
    drain()
    client.get(address)
    with django_assert_max_num_queries(10 + 6):
        client.get(address)


def test_a_wrong_or_removed_feed_is_not_there(chinese: Actor, client: Client) -> None:
    address = feed(chinese)
    assert client.get(address).status_code == 200
    assert client.get("/wire/feeds/guess.atom").status_code == 404
    services.remove_destination(actor=chinese, destination=chinese.organisation.destinations.get())
    assert client.get(address).status_code == 404


def test_queueing_again_makes_nothing_twice(lao: Actor, chinese: Actor, receiver: Receiver) -> None:
    listen(chinese, receiver)
    published(lao)
    drain()
    version = Version.objects.select_related("edition__work", "edition__house").get()
    for kind in (DeliveryKind.STORY, DeliveryKind.CORRECTION):
        assert services.queue_deliveries(version=version, kind=kind) == []
    assert Delivery.objects.count() == 1


def test_a_push_says_json_of_the_killed_without_text(
    lao: Actor, chinese: Actor, receiver: Receiver
) -> None:
    listener = listen(chinese, receiver)
    edition = published(lao)
    drain()
    services.kill_story(actor=lao, edition=edition, reason="It was invented.")
    drain()
    told_of = json.loads(listener.asked[-1].body)
    assert (told_of["pubStatus"], told_of.get("bodies")) == ("canceled", None)
