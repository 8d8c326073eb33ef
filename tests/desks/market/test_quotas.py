"""Where a buyer stands against a quota: its licences here and what it declared besides, with the deal on the table."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desks.conftest import house
from sampan.catalogue.models import Title
from sampan.desks.market.models import Contract, Negotiation, QuotaDeclaration
from sampan.desks.market.place_rules import quota_notices, worded
from sampan.desks.market.quotas import counted_rules, standing
from sampan.desks.market.services.acceptance import accept_offer
from sampan.desks.market.services.contracts import terminate_contract
from sampan.desks.market.services.negotiating import open_negotiation
from sampan.desks.market.services.quotas import declare_quota
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event, Role, Scope
from sampan.partners.services import issue_token

from .dealing import LATER, TRADERS, line, terms
from .offering import offered
from .test_deal_pages import client_of, text

RULE = counted_rules()["CN-2015-share"]


@pytest.fixture
def thai(db: None) -> Actor:
    return house("lanna", "TH", "th", "en", roles=TRADERS)


@pytest.fixture
def site(db: None) -> Actor:
    return house("pearl", "CN", "zh-Hans", roles=TRADERS)


def series(actor: Actor, name: str, *countries: str, kind: str = "series") -> Title:
    made = [{"territory": code, "share": 100 // len(countries)} for code in countries]
    return offered(actor, name, kind=kind, countries=made)


def table(seller: Actor, buyer: Actor, title: Title, **changed: Any) -> Negotiation:
    told: dict[str, Any] = {"territories": ("CN",), "languages": ("zh-Hans",), "exclusive": False}
    return open_negotiation(
        actor=buyer,
        seller=seller.organisation,
        buyer=buyer.organisation,
        terms=terms(line(title.work, **(told | changed))),
        expires_at=LATER,
    )


def bought(seller: Actor, buyer: Actor, title: Title, **changed: Any) -> Contract:
    return accept_offer(actor=seller, negotiation=table(seller, buyer, title, **changed), number=1)


def counted(site: Actor, year: int = 2027) -> tuple[int, int, bool]:
    tally = standing(site.organisation, RULE, year).tally
    return tally.foreign, tally.domestic, tally.is_whole


def test_what_is_licensed_here_counts_in_its_years(thai: Actor, site: Actor) -> None:
    bought(thai, site, series(thai, "Rain", "TH"), end_on=date(2029, 1, 1))
    bought(thai, site, series(thai, "Ferry", "TH", "CN"))  # a co-production is domestic
    bought(thai, site, series(thai, "Film", "TH", kind="film"))
    bought(thai, site, series(thai, "Dish", "TH"), uses=("broadcast.free",))
    bought(thai, site, series(thai, "Lamp", "TH"), territories=("LA",))
    twice = series(thai, "Twice", "TH")
    bought(thai, site, twice)
    bought(thai, site, twice, languages=("en",))
    over = bought(thai, site, series(thai, "Over", "TH"))
    assert counted(site) == (3, 1, False)
    assert counted(site, 2028) == (1, 0, False)
    assert counted(site, 2029) == (0, 0, False)
    terminate_contract(actor=site, contract=over, reason="Over.")
    assert counted(site) == (2, 1, False)


def test_what_is_declared_is_added_and_the_newest_counts(thai: Actor, site: Actor) -> None:
    bought(thai, site, series(thai, "Rain", "TH"))
    declare_quota(actor=site, rule=RULE.id, year=2027, total=9, foreign=9)
    declare_quota(actor=site, rule=RULE.id, year=2027, total=24, foreign=4)
    assert counted(site) == (5, 20, True)
    assert counted(site, 2028) == (0, 0, False)
    one = standing(site.organisation, RULE, 2027)
    assert (one.percent, one.limit, one.exceeds) == ("25.0%", "30%", False)
    assert QuotaDeclaration.objects.visible_to(site.organisation).count() == 2
    assert QuotaDeclaration.objects.visible_to(thai.organisation).count() == 0
    event = Event.objects.filter(name="market.quota.declared").last()
    assert event is not None
    assert (event.organisation, event.data["total"]) == (site.organisation, 24)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"rule": "CN-2012-airtime"}, "rule"), ({"foreign": 11}, "foreign"), ({"year": 1}, "year"),
        ({"total": -1}, "total"),
    ],
)  # fmt: skip
def test_a_declaration_that_cannot_be_is_refused(
    site: Actor, changed: dict[str, Any], field: str
) -> None:
    told: dict[str, Any] = {"rule": RULE.id, "year": 2027, "total": 10, "foreign": 3}
    with pytest.raises(Invalid) as caught:
        declare_quota(actor=site, **(told | changed))
    assert caught.value.field == field
    assert QuotaDeclaration.objects.count() == 0


def test_only_buyers_declare(db: None) -> None:
    seller = house("sells", "CN", "zh-Hans", roles=(Role.SELLER,))
    with pytest.raises(Refused):
        declare_quota(actor=seller, rule=RULE.id, year=2027, total=1, foreign=0)


def notices(reader: Actor, negotiation: Negotiation) -> list[tuple[str, int]]:
    found = quota_notices(
        negotiation.standing.said,
        negotiation.works.all(),
        reader=reader.organisation,
        seller=negotiation.seller,
    )
    return [(one.kind, one.parameters["foreign"]) for one in found]


def test_the_buyer_alone_is_told_what_the_deal_would_make_of_it(thai: Actor, site: Actor) -> None:
    bought(thai, site, series(thai, "Rain", "TH"))
    negotiation = table(thai, site, series(thai, "Ferry", "TH"))
    assert notices(site, negotiation) == [("tallied", 2)]
    declare_quota(actor=site, rule=RULE.id, year=2027, total=10, foreign=0)
    assert notices(site, negotiation) == [("within_domestic", 2)]
    declare_quota(actor=site, rule=RULE.id, year=2027, total=6, foreign=0)
    assert notices(site, negotiation) == [("exceeded_domestic", 2)]
    assert notices(thai, negotiation) == []
    made = accept_offer(actor=thai, negotiation=negotiation, number=1)  # warned, never held up
    assert counted(site) == (2, 6, True)
    assert notices(site, made.negotiation) == [("exceeded_domestic", 2)]  # counted once, not again


def test_a_returned_line_counts_for_whom_it_goes_to(thai: Actor, site: Actor) -> None:
    """The seller is the site here; it gets a Thai series in return for one of its own."""
    own, foreign = series(site, "Lantern", "CN"), series(thai, "Ferry", "TH")
    said = terms(
        line(own.work, territories=("TH",), languages=("th",)),
        line(foreign.work, territories=("CN",), languages=("zh-Hans",), returned=True),
    )
    negotiation = open_negotiation(
        actor=thai, seller=site.organisation, buyer=thai.organisation, terms=said, expires_at=LATER
    )
    assert notices(site, negotiation) == [("tallied", 1)]
    assert notices(thai, negotiation) == []


def test_pages_tell_where_the_house_stands(thai: Actor, site: Actor) -> None:
    buyer, seller = client_of(site), client_of(thai)
    address = reverse("market:quota")
    told = {"rule": RULE.id, "year": "2027", "total": "6", "foreign": "0"}
    assert buyer.post(address, told).status_code == 302
    assert "The foreign ones are a part of all." in text(
        buyer.post(address, told | {"foreign": "7"}), 422
    )
    negotiation = table(thai, site, series(thai, "Ferry", "TH"))
    page = reverse("market:negotiation", args=[negotiation.pk])
    sentence = "with this deal 1 foreign would stand beside 6 domestic in 2027: 16.7%, within 30%"
    assert sentence in text(buyer.get(page))
    assert RULE.source in text(buyer.get(page))
    assert sentence not in text(seller.get(page))
    contract = accept_offer(actor=thai, negotiation=negotiation, number=1)
    assert sentence in text(buyer.get(reverse("market:contract", args=[contract.pk])))
    assert "6, of these 0 foreign" in text(buyer.get(address))


def test_programs_read_and_declare(site: Actor) -> None:
    owner = Actor(organisation=site.organisation, roles=frozenset({Role.OWNER}), person=site.person)
    _token, secret = issue_token(actor=owner, name="k", scopes=(Scope.READ, Scope.RIGHTS))
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    told = {"rule": RULE.id, "year": 2027, "total": 26, "foreign": 6}
    made = client.post("/api/market/quota", told, content_type="application/json")
    (read,) = client.get("/api/market/quota", {"year": 2027}).json()
    assert made.json() == read
    assert (read["foreign"], read["domestic"], read["share"], read["exceeds"]) == (
        6,
        20,
        0.3,
        False,
    )
    (now,) = client.get("/api/market/quota").json()
    assert (now["is_whole"], now["share"]) == (False, None)
    wrong = client.post(
        "/api/market/quota", told | {"foreign": 27}, content_type="application/json"
    )
    assert (wrong.status_code, "a part of all" in wrong.content.decode()) == (409, True)
    wrong = client.post("/api/market/quota", told | {"rule": "X"}, content_type="application/json")
    assert wrong.status_code == 422


def test_a_notice_is_worded_in_the_readers_language(thai: Actor, site: Actor) -> None:
    from django.utils.translation import override

    negotiation = table(thai, site, series(thai, "Ferry", "TH"))
    (notice,) = quota_notices(
        negotiation.standing.said,
        negotiation.works.all(),
        reader=site.organisation,
        seller=thai.organisation,
    )
    with override("zh-hans"):
        assert RULE.title_in("zh-Hans") in worded(notice)
