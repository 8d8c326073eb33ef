"""Webhooks against a real receiver: signed, in order, tried again, left in peace, given up."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler

import pytest
from django.utils import timezone
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from partners.receiver import Asked, Receiver, plainly
from sampan.partners import services
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event, Handling, Token, Webhook
from sampan.partners.sealed import unseal
from sampan.partners.webhooks import resting
from sampan.partners.worker import Worker, drain

Happen = Callable[..., Event]
NAME = "partners.thing.happened"


@pytest.fixture
def told(owner: Actor, receiver: Receiver) -> tuple[Webhook, str]:
    return services.add_webhook(actor=owner, url=receiver.url("/hook"), names=[NAME])


def work(now: datetime) -> int:
    return Worker(now=lambda: now, chance=lambda: 0.5).drain()


def waiting() -> list[Handling]:
    return list(Handling.objects.filter(state="waiting").order_by("id"))


def test_an_event_is_told_and_can_be_verified(
    told: tuple[Webhook, str], happen: Happen, receiver: Receiver
) -> None:
    webhook, secret = told
    event = happen(data={"title": "ຂ່າວ"})
    assert drain() == 1
    [asked] = receiver.asked
    event.refresh_from_db()
    assert Verifier(secret).verify(asked.body, asked.headers) == {
        "type": NAME,
        "timestamp": event.at.isoformat(),
        "subject": event.subject,
        "organisation": "namkhong",
        "position": event.position,
        "digest": event.digest,
        "data": {"title": "ຂ່າວ"},
    }
    assert asked.headers["webhook-id"] == str(event.key)
    assert asked.headers["content-type"] == "application/json"
    assert (asked.method, asked.path) == ("POST", "/hook")
    with pytest.raises(WebhookVerificationError):
        Verifier(secret).verify(asked.body + b" ", asked.headers)
    assert webhook.secret != secret
    assert unseal(webhook.secret) == secret


def test_only_what_it_wants_and_what_is_its_own(
    owner: Actor, stranger: Actor, happen: Happen, receiver: Receiver
) -> None:
    services.add_webhook(actor=owner, url=receiver.url("/all"))
    services.add_webhook(actor=owner, url=receiver.url("/one"), names=["partners.thing.changed"])
    services.add_webhook(actor=stranger, url=receiver.url("/stranger"))
    drain()
    receiver.asked.clear()
    happen()
    happen("partners.thing.changed")
    happen(organisation=None)
    drain()
    assert [(a.path, json.loads(a.body)["type"]) for a in receiver.asked] == [
        ("/all", NAME),
        ("/all", "partners.thing.changed"),
        ("/one", "partners.thing.changed"),
    ]


def test_a_failure_is_tried_again_under_the_same_id_and_in_order(
    told: tuple[Webhook, str], happen: Happen, receiver: Receiver
) -> None:
    receiver.answers["/hook"] = plainly(500)
    for number in range(3):
        happen(data={"number": number})
    now = timezone.now()
    work(now)
    assert len(receiver.asked) == 1
    first = waiting()[0]
    assert (first.attempts, first.error) == (
        1,
        f"{receiver.url('/hook')} answered 500; a receiver answers 2xx when it has taken the event.",
    )
    receiver.answers["/hook"] = plainly(204)
    assert work(now + timedelta(seconds=4)) == 0
    assert work(now + timedelta(seconds=5)) == 3
    numbers = [json.loads(asked.body)["data"]["number"] for asked in receiver.asked]
    assert numbers == [0, 0, 1, 2]
    ids = [asked.headers["webhook-id"] for asked in receiver.asked]
    assert (ids[0], len(set(ids))) == (ids[1], 3)


def test_one_that_does_not_answer_is_left_in_peace_as_a_whole(
    told: tuple[Webhook, str], happen: Happen, receiver: Receiver, stranger: Actor
) -> None:
    webhook, _ = told
    receiver.answers["/hook"] = plainly(503)
    happen()
    happen(subject=stranger.organisation)
    now = timezone.now()
    asked_at = []
    for seconds in range(60):
        before = len(receiver.asked)
        work(now + timedelta(seconds=seconds))
        asked_at += [seconds] * (len(receiver.asked) - before)
    assert asked_at == [0, 1, 5, 11, 25, 51]  # two events, asked for ever more rarely
    assert resting(at=now + timedelta(seconds=60)) == [webhook.target]
    webhook.refresh_from_db()
    assert webhook.failing_since == now
    receiver.answers["/hook"] = plainly()
    work(now + timedelta(hours=1))
    webhook.refresh_from_db()
    assert (webhook.failing_since, webhook.resume_at) == (None, None)
    assert waiting() == []


def test_a_dead_address_is_said_and_rests(
    told: tuple[Webhook, str], happen: Happen, receiver: Receiver
) -> None:
    webhook, _ = told
    Webhook.objects.update(url="http://127.0.0.1:9/")
    happen()
    now = timezone.now()
    work(now)
    assert waiting()[0].error == "127.0.0.1 refuses the connection or cannot be reached."
    assert resting(at=now) == [webhook.target]


def test_a_message_it_cannot_take_does_not_make_it_rest(
    told: tuple[Webhook, str], happen: Happen, receiver: Receiver
) -> None:
    receiver.answers["/hook"] = plainly(422)
    happen()
    now = timezone.now()
    work(now)
    assert resting(at=now) == []
    assert waiting()[0].attempts == 1


@pytest.mark.parametrize("as_date", [False, True])
def test_retry_after_is_honoured(
    told: tuple[Webhook, str], happen: Happen, receiver: Receiver, as_date: bool
) -> None:
    now = timezone.now().replace(microsecond=0)
    asked_for = format_datetime((now + timedelta(hours=2)).astimezone(UTC), usegmt=True)
    receiver.answers["/hook"] = plainly(429, Retry_After=asked_for if as_date else "7200")
    happen()
    work(now + timedelta(seconds=1))
    due = waiting()[0].due_at - now
    assert due in {timedelta(hours=2), timedelta(hours=2, seconds=1)}


def test_redirects_are_not_followed(
    told: tuple[Webhook, str], happen: Happen, receiver: Receiver
) -> None:
    receiver.answers["/hook"] = plainly(302, Location="/elsewhere")
    happen()
    drain()
    assert [asked.path for asked in receiver.asked] == ["/hook"]
    assert waiting()[0].attempts == 1


def test_gone_is_gone(told: tuple[Webhook, str], happen: Happen, receiver: Receiver) -> None:
    webhook, _ = told
    receiver.answers["/hook"] = plainly(410)
    happen()
    happen()
    now = timezone.now()
    work(now)
    work(now + timedelta(seconds=5))
    webhook.refresh_from_db()
    assert webhook.is_active is False
    removed = Event.objects.get(name="partners.webhook.removed")
    assert removed.data == {"url": webhook.url, "reason": "gone"}
    dead = Handling.objects.dead().order_by("id")
    assert [handling.error for handling in dead] == [
        "The webhook was removed before it heard of this."
    ] * 2
    assert len(receiver.asked) == 1


def test_during_a_rotation_both_secrets_verify(
    told: tuple[Webhook, str], owner: Actor, happen: Happen, receiver: Receiver
) -> None:
    webhook, old = told
    new = services.rotate_secret(actor=owner, webhook=webhook)
    happen()
    drain()
    asked = receiver.asked[-1]
    assert Verifier(old).verify(asked.body, asked.headers) is not None
    assert Verifier(new).verify(asked.body, asked.headers) is not None
    last = services.rotate_secret(actor=owner, webhook=webhook, keep=timedelta())
    happen()
    drain()
    asked = receiver.asked[-1]
    assert Verifier(last).verify(asked.body, asked.headers) is not None
    for leaked in (old, new):
        with pytest.raises(WebhookVerificationError):
            Verifier(leaked).verify(asked.body, asked.headers)


def test_the_old_secret_ends_by_itself(
    told: tuple[Webhook, str], owner: Actor, happen: Happen, receiver: Receiver
) -> None:
    webhook, _ = told
    services.rotate_secret(actor=owner, webhook=webhook)
    happen()
    work(timezone.now() + timedelta(days=1))
    assert receiver.asked[-1].headers["webhook-signature"].count("v1,") == 1


def test_a_removed_webhook_hears_nothing(
    told: tuple[Webhook, str], owner: Actor, happen: Happen, receiver: Receiver
) -> None:
    webhook, _ = told
    services.remove_webhook(actor=owner, webhook=webhook)
    happen()
    assert drain() == 0
    assert receiver.asked == []
    with pytest.raises(Invalid) as caught:
        services.remove_webhook(actor=owner, webhook=webhook)
    assert str(caught.value) == "This webhook was removed already."
    with pytest.raises(Invalid) as caught:
        services.rotate_secret(actor=owner, webhook=webhook)
    assert str(caught.value) == "This webhook was removed; add it anew."


def test_who_may(
    told: tuple[Webhook, str], editor: Actor, stranger: Actor, receiver: Receiver
) -> None:
    webhook, _ = told
    for act in (
        lambda: services.add_webhook(actor=editor, url="https://a.example/"),
        lambda: services.remove_webhook(actor=editor, webhook=webhook),
        lambda: services.remove_webhook(actor=stranger, webhook=webhook),
        lambda: services.rotate_secret(actor=stranger, webhook=webhook),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert str(caught.value) == "Only an owner of the organisation looks after its webhooks."
    key = Actor(
        organisation=webhook.organisation, roles=frozenset(), token=Token(scopes=["partners"])
    )
    assert key.token is not None
    key.token.organisation, key.token.issued_by = webhook.organisation, stranger.person
    key.token.digest = "0" * 64
    key.token.save()
    services.remove_webhook(actor=key, webhook=webhook)
    assert Event.objects.latest("id").token == key.token


@pytest.mark.parametrize(
    ("url", "names", "field", "sentence"),
    [
        ("ftp://a.example/", [], "url", "A webhook's address begins with https://."),
        ("https://", [], "url", "Enter a valid URL."),
        ("https://a.example/", ["all"], "names", "“all” is no event's name; see docs/events.md."),
    ],
)
def test_what_is_no_webhook(
    owner: Actor, url: str, names: list[str], field: str, sentence: str
) -> None:
    with pytest.raises(Invalid) as caught:
        services.add_webhook(actor=owner, url=url, names=names)
    assert (caught.value.field, str(caught.value)) == (field, sentence)


def test_a_slow_receiver_is_not_waited_for(
    told: tuple[Webhook, str],
    happen: Happen,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(handler: BaseHTTPRequestHandler, _asked: Asked) -> None:
        handler.rfile.read(1)

    monkeypatch.setattr("sampan.partners.webhooks.PATIENCE", 0.2)
    receiver.answers["/hook"] = never
    happen()
    drain()
    assert waiting()[0].error == "127.0.0.1 did not answer in full within 0.2 seconds."
