"""Every page and every operation, tried as a stranger, as another house, and as a member without the role."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from sampan.catalogue.models import Edition
from sampan.partners.actor import Actor
from sampan.partners.models import Scope, Webhook
from sampan.web.api import api

from .doors import DOORS, Door, addresses, traces
from .exchange import SECRET, Exchange, build, key_of

FORM = {
    "reason": "Because.", "headline": "H", "text": "T", "language": "en", "state": "settled", "name": "N",
    "kind": "atom", "form": "ninjs", "embargo": "hold", "outlet": "O", "territory": "LA", "email": "x@y.example",
    "role": "editor", "roles": "editor", "scopes": "read", "url": "https://x.example/", "slug": "new",
}  # fmt: skip
PAIRS = [
    pytest.param(name, door, id=f"{name}-{place}")
    for name, doors in DOORS.items()
    for place, door in enumerate(doors)
]


@pytest.fixture(scope="module")
def _built(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Exchange]:
    """Built once and committed; each test works in a transaction of its own, and the end empties every table."""
    folder = {"OPTIONS": {"location": tmp_path_factory.mktemp("assets")}}
    stores = settings.STORAGES | {"default": settings.STORAGES["default"] | folder}
    with override_settings(STORAGES=stores):
        with django_db_blocker.unblock():
            made = build()
            key_of(made.a)
            house = made.a.organisation
            Webhook.objects.create(organisation=house, url="https://a.example/", names=["*"])
        yield made
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def exchange(_built: Exchange, db: None) -> Iterator[Exchange]:
    """At the end of a request Django closes a connection that is inside a transaction: here, the test's own."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield _built
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_address_is_tried() -> None:
    assert sorted(set(DOORS) ^ set(addresses())) == []


def visit(client: Client, name: str, door: Door, exchange: Exchange) -> list[HttpResponse]:
    address = reverse(name, kwargs=door.arguments(exchange))
    return [client.get(address), client.post(address, FORM)]


def said(response: Any) -> str:
    text = b"".join(response).decode("utf-8", "replace")
    for (
        close
    ) in response._resource_closers:  # its files; close() would end the request a second time
        close()
    return text


def is_shut(response: HttpResponse) -> bool:
    to_sign_in = response.status_code == 302 and response.headers["Location"].startswith(
        "/account/login/"
    )
    return to_sign_in or response.status_code in {403, 404, 405}


@pytest.mark.parametrize(("name", "door"), PAIRS)
def test_pages(exchange: Exchange, name: str, door: Door) -> None:
    _stranger(exchange, name, door)
    _another_house(exchange, name, door, exchange.c)
    _another_house(exchange, name, door, exchange.b)
    if door.acts:
        _member_without_the_role(exchange, name, door)


def _stranger(exchange: Exchange, name: str, door: Door) -> None:
    before = traces()
    for response in visit(Client(), name, door, exchange):
        assert door.is_open or is_shut(response)
        assert SECRET not in said(response)
    assert traces() == before


def _another_house(exchange: Exchange, name: str, door: Door, actor: Actor) -> None:
    was_given = door.is_shared and actor is exchange.b
    before = traces()
    get, post = visit(exchange.client(actor), name, door, exchange)
    if was_given:
        assert (get.status_code, said(get) != "") == (200, True)
        return
    for response in (get, post):
        assert not door.is_about or is_shut(response) or door.is_open
        # What was given to B stands on B's own lists.
        assert actor is exchange.b or SECRET not in said(response)
    assert not door.is_about or traces() == before


def _member_without_the_role(exchange: Exchange, name: str, door: Door) -> None:
    client = exchange.client(exchange.auditor)
    before = traces()
    responses = visit(client, name, door, exchange)
    assert [is_shut(response) for response in responses] == [True, True]
    assert traces() == before


def test_the_two_tell_apart_what_they_should(exchange: Exchange) -> None:
    """The test itself can fail: A sees the secret where C does not."""
    for name, doors in DOORS.items():
        if name in {"newswire:story", "protection:match", "newswire:message"}:
            [page, _post] = visit(exchange.client(exchange.a), name, doors[0], exchange)
            assert (page.status_code, SECRET in said(page)) == (200, True)


def test_a_partner_reads_no_version_that_was_never_published(exchange: Exchange) -> None:
    from desks.conftest import told
    from sampan.desks.newswire import services

    edition = Edition.objects.get(pk=exchange.restricted.pk)
    services.revise_story(actor=exchange.a, edition=edition, content=told("Half-baked"))
    client = exchange.client(exchange.b)
    for name in ("story", "versions", "rights", "travels"):
        page = client.get(reverse(f"newswire:{name}", args=[edition.pk]) + "?version=3")
        assert "Half-baked" not in said(page)
    services.kill_story(actor=exchange.a, edition=edition, reason="False.")
    for name in ("story", "versions"):
        page = client.get(reverse(f"newswire:{name}", args=[edition.pk]) + "?version=1")
        assert (page.status_code, "Paragraph 1" in said(page)) == (200, False)
    assert client.get(reverse("newswire:translate", args=[edition.pk])).status_code == 400


# Each operation: how it is called about something of A's, and whether B was given that.
OPERATIONS: dict[str, tuple[str, str, bool]] = {
    "list_stories": ("get", "/api/wire/stories", False),
    "read_story": ("get", "/api/wire/stories/{story}", True),
    "export_story": ("get", "/api/wire/stories/{story}/ninjs", True),
    "receive_message": ("post", "/api/wire/messages", False),
    "publish_story": ("post", "/api/wire/stories/{story}/publish", False),
    "release_story": ("post", "/api/wire/stories/{story}/release", False),
    "acknowledge": ("post", "/api/wire/deliveries/{delivery}/acknowledge", False),
    "search": ("get", "/api/catalogue/search?q=xylophone", False),
    "permit": (
        "get",
        "/api/catalogue/permit?uri={uri}&use=news.publish&territory=CN&language=en",
        True,
    ),
    "list_titles": ("get", "/api/market/titles", False),
    "read_title": ("get", "/api/market/titles/{title}", True),
    "title_availability": ("get", "/api/market/titles/{title}/availability?territory=LA", True),
    "list_requests": ("get", "/api/market/requests", False),
    "make_request": ("post", "/api/market/requests", False),
    "list_negotiations": ("get", "/api/market/negotiations", False),
    "read_negotiation": ("get", "/api/market/negotiations/{negotiation}", True),
    "open_negotiation": ("post", "/api/market/negotiations", False),
    "counter_offer": ("post", "/api/market/negotiations/{negotiation}/offers", False),
    "accept_offer": ("post", "/api/market/negotiations/{negotiation}/accept", False),
    "decline_offer": ("post", "/api/market/negotiations/{negotiation}/decline", False),
    "withdraw_offer": ("post", "/api/market/negotiations/{negotiation}/withdraw", False),
    "list_contracts": ("get", "/api/market/contracts", False),
    "read_contract": ("get", "/api/market/contracts/{contract}", True),
    "list_runs": ("get", "/api/market/contracts/{contract}/runs", True),
    "report_runs": ("post", "/api/market/contracts/{contract}/runs", False),
    "read_quota": ("get", "/api/market/quota", False),
    "declare_quota": ("post", "/api/market/quota", False),
    "report_sighting": ("post", "/api/protection/sightings", False),
    "list_matches": ("get", "/api/protection/matches", False),
    "list_facts": ("get", "/api/report/facts", False),
    "ask_measure": ("get", "/api/report/answer?measure=catalogue-share", False),
    "list_tasks": ("get", "/api/report/tasks", False),
    "begin_task": ("post", "/api/report/reports/{report}/tasks", False),
    "stop_task": ("post", "/api/report/tasks/{task}/stop", False),
}
_TERMS = {
    "lines": [
        {
            "work": "00000000-0000-4000-8000-000000000000",
            "rights": {
                "territories": ["LA"],
                "languages": ["lo"],
                "uses": ["vod.svod"],
                "start_on": "2027-01-01",
            },
        }
    ],
    "price": {"model": "flat", "amount": 100},
}
_WANTED = {"title": "W", "territories": ["LA"], "languages": ["lo"], "uses": ["vod.svod"]}
BODIES: dict[str, dict[str, object]] = {
    "make_request": _WANTED,
    "open_negotiation": {"seller": "house-b", "terms": _TERMS},
    "counter_offer": {"number": 1, "terms": _TERMS},
    "accept_offer": {"number": 7},
    "decline_offer": {"number": 7, "reason": "No."},
    "withdraw_offer": {"number": 7},
    "begin_task": {"kind": "refresh"},
    "report_runs": {"grant": 2**31 - 1, "on": "2026-01-01", "territory": "LA"},
    "declare_quota": {"rule": "CN-2015-share", "year": 2027, "total": 3, "foreign": 1},
}
ABOUT = {
    "read_story", "export_story", "publish_story", "release_story", "acknowledge", "permit", "read_title",
    "title_availability",
    "read_negotiation", "counter_offer", "accept_offer", "decline_offer", "withdraw_offer", "read_contract",
    "list_runs", "report_runs",
    "begin_task", "stop_task",
}  # fmt: skip


def test_every_operation_is_tried() -> None:
    described = api.get_openapi_schema()["paths"]
    found = {one["operationId"] for path in described.values() for one in path.values()}
    assert found == set(OPERATIONS)


def call(exchange: Exchange, operation: str, secret: str | None) -> HttpResponse:
    method, path, _shared = OPERATIONS[operation]
    address = path.format(
        story=exchange.restricted.pk,
        delivery=exchange.delivery.pk,
        uri=exchange.restricted.uri,
        title=exchange.offered.pk,
        negotiation=exchange.bargain.open.pk,
        contract=exchange.bargain.contract.pk,
        report=exchange.report.pk,
        task=exchange.report.tasks.latest("pk").pk,
    )
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    if method == "get":
        return Client().get(address, headers=headers)
    if operation in BODIES:
        body = BODIES[operation]
        return Client().post(address, body, headers=headers, content_type="application/json")
    file = SimpleUploadedFile("a.txt", b"Rain\n\nIt rains.")
    return Client().post(address, FORM | {"file": file}, headers=headers)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_operations(exchange: Exchange, operation: str) -> None:
    before = traces()
    assert call(exchange, operation, None).status_code == 401
    assert call(exchange, operation, "sampan_guess").status_code == 401
    assert traces() == before
    _token, wrong = key_of(exchange.a, Scope.PARTNERS)
    assert call(exchange, operation, wrong).status_code == 403
    _token, others = key_of(exchange.c)
    answer = call(exchange, operation, others)
    assert SECRET not in answer.content.decode()
    assert operation not in ABOUT or answer.status_code == 404
    _token, given = key_of(exchange.b)
    if operation in ABOUT:
        # B is a party to what it may answer; here it answers a version that does not exist.
        is_party = operation in BODIES and operation != "begin_task"
        shared = 200 if OPERATIONS[operation][2] else 409 if is_party else 404
        assert call(exchange, operation, given).status_code == shared
