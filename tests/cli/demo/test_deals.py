"""The demonstration's deals: every one goes as it is told, so that calendar, board and lists are alive."""

import pytest

from sampan.cli.demo.content_files import Record, deals, titles
from sampan.cli.demo.deals import load_deals
from sampan.cli.demo.members import load_members
from sampan.desks.market.agenda import entries
from sampan.desks.market.models import Contract, Negotiation, Payment, Request, RoyaltyStatement
from sampan.desks.market.services.statements import rerun
from sampan.partners.models import Organisation


def _returned(row: Record) -> list[str]:
    return list(row["returned"]["titles"]) if "returned" in row else []


def test_every_title_of_a_deal_is_its_sellers() -> None:
    house_of = {row["slug"]: row["house"] for row in titles()}
    told = deals()
    named = [(row["seller"], slug) for row in told["deals"] for slug in row["titles"]]
    named += [(row["buyer"], slug) for row in told["deals"] for slug in _returned(row)]
    named += [
        (proposal["house"], slug)
        for row in told["requests"]
        for proposal in row.get("proposals", ())
        for slug in proposal["titles"]
    ]
    assert [(house, slug) for house, slug in named if house_of.get(slug) != house] == []


@pytest.mark.slow
def test_deals_are_told_to_their_end(db: None, settings: object, tmp_path: object) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from desks.market.dealing import granted_to

    houses = load_members()
    for row in deals()["deals"]:
        for slug in row["titles"]:
            granted_to(houses[row["seller"]], slug)
        for slug in _returned(row):
            granted_to(houses[row["buyer"]], slug)
    assert load_deals(houses) == (12, 4)
    states = sorted(Negotiation.objects.values_list("state", flat=True))
    assert states == ["agreed"] * 7 + ["declined"] + ["open"] * 4
    assert sorted(Contract.objects.values_list("state", flat=True)) == ["active"] * 6 + ["pending"]
    assert Request.objects.count() == 4
    statement = RoyaltyStatement.objects.order_by("number").last()
    assert statement is not None
    assert rerun(contract=statement.contract)[-1] == statement.content
    assert Payment.objects.exclude(received_on=None).count() >= 3
    house = Organisation.objects.get(slug="kapok-river")
    today = timezone.localdate()
    kinds = {e.kind for e in entries(house, after=today, before=today + timedelta(days=550))}
    assert {"ends", "option-lapses", "renew"} <= kinds
