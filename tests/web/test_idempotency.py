"""Requests that are sent again under their Idempotency-Key: done once, answered alike."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from desks.conftest import draft, house
from partners.threads import sharing, together
from sampan.catalogue.models import Edition
from sampan.desks.newswire.models import Message
from sampan.partners.actor import Actor
from sampan.partners.models import Event, KeptReply
from sampan.web.api import api

from .exchange import key_of

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
WRITING = {"post", "put", "patch", "delete"}


def send(token: str, text: str = "Rain\n\nIt rained.", key: str | None = KEY) -> HttpResponse:
    file = SimpleUploadedFile("rain.txt", text.encode())
    headers = {"Authorization": f"Bearer {token}"} | ({"Idempotency-Key": key} if key else {})
    return Client().post("/api/wire/messages", {"file": file}, headers=headers)


def publish(token: str, edition: Edition, key: str = KEY) -> HttpResponse:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    return Client().post(f"/api/wire/stories/{edition.pk}/publish", headers=headers)


@pytest.fixture
def lao(db: None) -> Actor:
    return house("namkhong", "LA", "lo")


def test_every_operation_that_writes_takes_the_header() -> None:
    paths: dict[str, Any] = api.get_openapi_schema(path_prefix="/api/")["paths"]
    found = {
        (path, method): [one["name"] for one in told.get("parameters", ())]
        for path, methods in paths.items()
        for method, told in methods.items()
    }
    assert {place for place, names in found.items() if "Idempotency-Key" in names} == {
        place for place in found if place[1] in WRITING
    }


def test_the_same_request_is_carried_out_once_and_answered_alike(lao: Actor) -> None:
    edition, (_token, secret) = draft(lao), key_of(lao)
    first, second = publish(secret, edition), publish(secret, edition)
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.content == second.content
    assert first.headers["Content-Type"] == second.headers["Content-Type"]
    assert [one.headers.get("Idempotent-Replayed") for one in (first, second)] == [None, "true"]
    assert Event.objects.filter(name="newswire.story.published").count() == 1
    without = publish(secret, edition, key="another-key-of-16")
    sentence = "This version is published already; write a correction to change it."
    assert (without.status_code, without.json()["error"]) == (422, sentence)


def test_a_file_is_known_again_though_each_sending_draws_a_boundary(lao: Actor) -> None:
    _token, secret = key_of(lao)
    first, second = send(secret), send(secret)
    assert (first.status_code, first.content) == (200, second.content)
    assert second.headers["Idempotent-Replayed"] == "true"
    assert Message.objects.count() == 1


def test_another_request_under_the_same_key_is_refused(lao: Actor) -> None:
    edition, (_token, secret) = draft(lao), key_of(lao)
    send(secret)
    said = {
        "error": "This Idempotency-Key came with another request before; take a new one for this.",
        "field": "Idempotency-Key",
    }
    for other in (send(secret, "Sun\n\nIt shone."), publish(secret, edition)):
        assert (other.status_code, other.json()) == (422, said)
    assert (Message.objects.count(), Edition.objects.exclude(published=None).count()) == (1, 0)


@pytest.mark.parametrize("key", ["short", "", "a" * 256, "two words of a key", "ກຸນແຈອັນໜຶ່ງທີ່ຍາວ"])
def test_a_key_that_cannot_be_one(lao: Actor, key: str) -> None:
    _token, secret = key_of(lao)
    answer = send(secret, key=key) if key else publish(secret, draft(lao), key="")
    assert (answer.status_code, answer.json()["field"]) == (422, "Idempotency-Key")
    assert KeptReply.objects.count() == 0


def test_a_refusal_is_not_kept(lao: Actor) -> None:
    edition, (_token, secret) = draft(lao), key_of(lao)
    Edition.objects.filter(pk=edition.pk).update(latest=None)
    assert publish(secret, edition).status_code == 422
    Edition.objects.filter(pk=edition.pk).update(latest=edition.versions.get())
    again = publish(secret, edition)
    assert (again.status_code, again.headers.get("Idempotent-Replayed")) == (200, None)


def test_keys_of_another_house_and_scope_are_apart(lao: Actor) -> None:
    edition, (_token, secret) = draft(lao), key_of(lao)
    chinese = house("yunling", "CN", "zh-Hans")
    assert publish(secret, edition).status_code == 200
    assert publish(key_of(chinese)[1], edition).status_code == 404
    assert publish("sampan_guess", edition).status_code == 401
    narrow = publish(key_of(lao, "read")[1], edition)
    sentence = "This key may not be used for “wire”; issue one that has this scope."
    assert (narrow.status_code, narrow.json()) == (403, {"error": sentence, "field": None})


def test_keys_are_forgotten_after_a_day(lao: Actor) -> None:
    _token, secret = key_of(lao)
    send(secret)
    a_day_ago = timezone.now() - timedelta(days=1)
    KeptReply.objects.update(kept_at=a_day_ago + timedelta(minutes=1))
    assert send(secret, "Sun\n\nIt shone.").status_code == 422
    KeptReply.objects.update(kept_at=a_day_ago)
    assert send(secret, "Sun\n\nIt shone.").status_code == 200
    assert KeptReply.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_the_work_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lao = house("namkhong", "LA", "lo")
    edition, (_token, secret) = draft(lao), key_of(lao)
    sharing(monkeypatch, tmp_path)
    answers = together(*[lambda: publish(secret, edition)] * 4)
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.content for answer in answers}) == 1
    replayed = [answer.headers.get("Idempotent-Replayed") for answer in answers]
    assert sorted(str(one) for one in replayed) == ["None", "true", "true", "true"]
    published = Event.objects.filter(name="newswire.story.published")
    assert together(lambda: (published.count(), KeptReply.objects.count())) == [(1, 1)]
