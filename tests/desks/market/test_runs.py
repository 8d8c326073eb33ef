"""Runs of a contract: noted on its page or by a program, seen by both sides, told when there are too many."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sampan.catalogue.services import Shown
from sampan.desks.market.models import Contract
from sampan.desks.market.runs import run_counts
from sampan.desks.market.services.runs import report_runs
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.models import Event, Role, Scope
from sampan.partners.services import issue_token

from .dealing import Market, agreed, build, line, terms

TODAY = timezone.localdate()


@pytest.fixture
def market(db: None) -> Market:
    return build()


@pytest.fixture
def contract(market: Market) -> Contract:
    when = {"start_on": TODAY - timedelta(days=30), "end_on": TODAY + timedelta(days=300)}
    return agreed(market, terms(line(market.film, runs=2, **when), line(market.other, **when)))


def signed_in(actor: Actor) -> Client:
    client = Client()
    assert actor.person is not None
    client.force_login(actor.person)
    return client


def shown(count: int = 1, territory: str = "LA") -> Shown:
    return Shown(on=TODAY, territory=territory, count=count, channel="Pearl 2")


def told(name: str) -> list[tuple[str, str, int]]:
    rows = Event.objects.filter(name=name).order_by("pk")
    return [(one.organisation.slug, one.data["verdict"], one.data["over"]) for one in rows]


def test_both_houses_are_told_and_of_too_many_as_such(market: Market, contract: Contract) -> None:
    (count,) = run_counts(contract)
    assert (count.grant.work, count.used, count.left, count.last) == (market.film, 0, 2, None)
    report_runs(actor=market.buyer, contract=contract, grant=count.grant.pk, shown=shown(2))
    assert told("market.runs.reported") == [("lanna", "received", 0), ("pearl", "sent", 0)]
    report_runs(actor=market.buyer, contract=contract, grant=count.grant.pk, shown=shown())
    assert told("market.runs.exceeded") == [("lanna", "received", 1), ("pearl", "sent", 1)]
    (count,) = run_counts(contract)
    assert (count.used, count.left, count.over, count.last) == (3, 0, 1, TODAY)
    report_runs(actor=market.buyer, contract=contract, grant=count.grant.pk, shown=shown(-1))
    assert len(told("market.runs.reported")) == 4


def test_a_licence_of_another_contract(market: Market, contract: Contract) -> None:
    other = agreed(market, terms(line(market.other, territories=("VN",), runs=1)))
    with pytest.raises(Invalid):
        report_runs(
            actor=market.buyer,
            contract=contract,
            grant=other.grants.get(clause="2.1").pk,
            shown=shown(),
        )


def test_the_page_of_the_licensee_and_of_the_licensor(market: Market, contract: Contract) -> None:
    (count,) = run_counts(contract)
    address = f"/market/contracts/{contract.pk}/runs/"
    buyer, seller = signed_in(market.buyer), signed_in(market.seller)
    form = {"grant": count.grant.pk, "on": TODAY.isoformat(), "territory": "CN", "count": 3}
    assert buyer.get(f"/market/contracts/{contract.pk}/").content.count(address.encode()) == 1
    assert buyer.post(address, form | {"territory": "TH"}).status_code == 422
    assert buyer.post(address, form | {"count": -9}).status_code == 422
    assert buyer.post(address, form).status_code == 302
    page = seller.get(address).content.decode()
    assert ("1 too many" in page, "<form" in page.split("<main")[1].split("</main")[0]) == (
        True,
        False,
    )


def test_a_contract_without_such_licences_has_no_such_page_in_its_tabs(market: Market) -> None:
    other = agreed(market, terms(line(market.other)))
    client = signed_in(market.buyer)
    assert b"/runs/" not in client.get(f"/market/contracts/{other.pk}/").content
    assert (
        b"No licence of this contract counts runs."
        in client.get(f"/market/contracts/{other.pk}/runs/").content
    )


def asked(actor: Actor, method: str, address: str, body: Any = None) -> tuple[int, Any]:
    owner = replace(actor, roles=frozenset({Role.OWNER}))
    _token, key = issue_token(actor=owner, name="schedule", scopes=[Scope.READ, Scope.RIGHTS])
    answer = Client().generic(
        method, address, json.dumps(body) if body else "", content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )  # fmt: skip
    return answer.status_code, answer.json()


def test_a_schedule_notes_its_showings(market: Market, contract: Contract) -> None:
    (count,) = run_counts(contract)
    address = f"/api/market/contracts/{contract.pk}/runs"
    body = {"grant": count.grant.pk, "on": TODAY.isoformat(), "territory": "LA", "count": 2}
    line_ = {
        "grant": count.grant.pk, "work": str(market.film.key), "clause": "2.1", "licensee": "pearl",
        "runs": 2, "used": 2, "left": 0, "over": 0,
    }  # fmt: skip
    assert asked(market.buyer, "POST", address, body) == (200, [line_])
    assert asked(market.seller, "GET", address) == (200, [line_])
    assert asked(market.rival, "GET", address)[0] == 404
    status, problem = asked(market.buyer, "POST", address, body | {"territory": "TH"})
    assert (status, "not one for that territory" in json.dumps(problem)) == (409, True)
