"""Barter: rights go both ways in one negotiation, one contract, one transaction."""

import io
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from sampan.catalogue import rights as catalogue_rights
from sampan.catalogue.models import Grant, Work
from sampan.catalogue.services import Conflict
from sampan.desks.market.agenda import entries
from sampan.desks.market.board_counts import board
from sampan.desks.market.document import ClauseWriter, Deal
from sampan.desks.market.models import Contract, Material, Negotiation
from sampan.desks.market.naming import told_apart
from sampan.desks.market.paper_words import PAPER, words_in
from sampan.desks.market.royalties import accounts
from sampan.desks.market.services.acceptance import accept_offer
from sampan.desks.market.services.contracts import terminate_contract
from sampan.desks.market.services.materials import accept_material, deliver_material
from sampan.desks.market.terms import Deliverable, Option, Price, Terms
from sampan.desks.report.models import Fact
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event
from sampan.partners.worker import drain

from .dealing import Market, build, film_of, line, offered, rights, terms
from .test_deal_pages import client_of, text, typed

BARTER = Price(model="barter", currency="USD")


@pytest.fixture
def market(db: None) -> Market:
    return build()


@pytest.fixture
def lantern(market: Market) -> Work:
    return film_of(market.buyer, "lantern")


def both_ways(market: Market, lantern: Work, **changed: Any) -> Terms:
    back = line(lantern, returned=True, territories=("TH",), languages=("th",), **changed)
    return terms(line(market.film, territories=("CN",), languages=("zh-Hans",)), back, price=BARTER)


def may_show(work: Work, party: Actor, place: str, language: str) -> str:
    answer = catalogue_rights.permit(
        work=work,
        party=party.organisation,
        territory=place,
        language=language,
        use="vod.svod",
        on=date(2027, 5, 1),
    )
    return answer.decision.verdict


@pytest.mark.parametrize("accepts", ["seller", "buyer"])
def test_one_contract_grants_both_ways(market: Market, lantern: Work, accepts: str) -> None:
    """With holdbacks and options of either side, whoever of the two says yes."""
    more: dict[str, Any] = {
        "holdbacks": (rights(uses=("broadcast.free",), territories=("TH",)),),
        "option": Option(until_on=date(2029, 1, 1), lapses_on=date(2027, 11, 1)),
    }
    said = both_ways(market, lantern, **more)
    first = said.lines[0].model_copy(update=more)
    said = said.model_copy(update={"lines": (first, said.lines[1])})
    offering = market.buyer if accepts == "seller" else market.seller
    negotiation = offered(market, said, actor=offering)
    contract = accept_offer(actor=getattr(market, accepts), negotiation=negotiation, number=1)
    written = contract.grants.order_by("clause").values_list(
        "clause", "work__slugline", "licensor__slug", "licensee__slug", "contract"
    )
    number = contract.number
    assert list(written) == [
        ("2.1", "ferry", "lanna", "pearl", number), ("2.2", "lantern", "pearl", "lanna", number),
        ("3.1", "ferry", "lanna", None, number), ("3.2", "lantern", "pearl", None, number),
        ("4.1", "ferry", "lanna", "pearl", number), ("4.2", "lantern", "pearl", "lanna", number),
    ]  # fmt: skip
    assert may_show(market.film, market.buyer, "CN", "zh-Hans") == "allow"
    assert may_show(lantern, market.seller, "TH", "th") == "allow"
    assert may_show(lantern, market.rival, "TH", "th") == "deny"
    terminate_contract(actor=market.buyer, contract=contract, reason="Over.")
    assert may_show(lantern, market.seller, "TH", "th") == "deny"


def test_each_way_is_checked_against_its_own_licensor(market: Market, lantern: Work) -> None:
    sold = terms(line(lantern, territories=("TH",), languages=("th",)))
    told = {"seller": market.buyer.organisation, "buyer": market.rival.organisation}
    rival = offered(market, sold, actor=market.rival, **told)
    accept_offer(actor=market.buyer, negotiation=rival, number=1)
    with pytest.raises(Conflict) as caught:
        offered(market, both_ways(market, lantern))
    assert (caught.value.work, [one.clause for one in caught.value.reasons]) == (lantern, ["2.1"])
    with pytest.raises(Conflict):  # the seller holds nothing of it
        offered(market, terms(line(lantern, territories=("TH",), languages=("th",))))


def test_a_clash_on_the_way_back_leaves_nothing(market: Market, lantern: Work) -> None:
    negotiation = offered(market, both_ways(market, lantern))
    told = {"seller": market.buyer.organisation, "buyer": market.rival.organisation}
    sold = terms(line(lantern, territories=("TH",), languages=("th",)))
    rival = offered(market, sold, actor=market.rival, **told)
    accept_offer(actor=market.buyer, negotiation=rival, number=1)
    before = Grant.objects.count()
    with pytest.raises(Conflict):
        accept_offer(actor=market.seller, negotiation=negotiation, number=1)
    negotiation.refresh_from_db()
    assert (negotiation.state, Grant.objects.count(), Contract.objects.count()) == (
        "open", before, 1
    )  # fmt: skip


def test_one_event_tells_both_ways_and_each_is_a_fact(market: Market, lantern: Work) -> None:
    accept_offer(
        actor=market.seller, negotiation=offered(market, both_ways(market, lantern)), number=1
    )
    told = Event.objects.get(name="market.deal.agreed").data["lines"]
    assert [(one["clause"], one["licensor"], one["receiver"]) for one in told] == [
        ("2.1", "lanna", "pearl"), ("2.2", "pearl", "lanna")
    ]  # fmt: skip
    drain()
    facts = Fact.objects.order_by("pk")
    assert list(facts.values_list("owner__slug", "receiver__slug", "territory")) == [
        ("lanna", "pearl", "CN"), ("pearl", "lanna", "TH")
    ]  # fmt: skip


def test_calendar_and_board_count_both_ways(market: Market, lantern: Work) -> None:
    accept_offer(
        actor=market.seller, negotiation=offered(market, both_ways(market, lantern)), number=1
    )
    house = market.seller.organisation
    found = entries(house, after=date(2027, 1, 1), before=date(2027, 1, 2))
    assert sorted((one.name.text, one.sells) for one in found) == [
        ("ferry", True),
        ("lantern", False),
    ]
    flows = board(house, on=timezone.localdate()).flows
    assert {way: cell.own for way, cell in flows.items()} == {
        ("ASEAN", "CHINA"): 1, ("CHINA", "ASEAN"): 1
    }  # fmt: skip


def test_each_house_delivers_what_it_licenses(market: Market, lantern: Work) -> None:
    said = both_ways(market, lantern).model_copy(
        update={"delivery": (Deliverable(kind="subtitles", language="en"),)}
    )
    contract = accept_offer(actor=market.seller, negotiation=offered(market, said), number=1)
    listed = Material.objects.filter(contract=contract).order_by("returned")
    assert list(listed.values_list("work__slugline", "returned")) == [
        ("ferry", False), ("lantern", True)
    ]  # fmt: skip
    back = listed[1]
    file = {"file": io.BytesIO(b"-->"), "name": "s.srt", "media_type": "text/plain"}
    with pytest.raises(Refused):
        deliver_material(actor=market.seller, material=back, **file)
    deliver_material(actor=market.buyer, material=back, **file)
    with pytest.raises(Refused):
        accept_material(actor=market.buyer, material=back)
    assert accept_material(actor=market.seller, material=back).state == "accepted"


def test_only_what_is_sold_is_accounted_for(market: Market, lantern: Work) -> None:
    price = Price(model="guarantee", currency="USD", amount=100_00, share="40")
    said = both_ways(market, lantern).model_copy(update={"price": price})
    contract = accept_offer(actor=market.seller, negotiation=offered(market, said), number=1)
    assert accounts(contract)[0].works == (str(market.film.key),)
    assert [work.slugline for work in contract.sold_works] == ["ferry"]


@pytest.mark.parametrize("field", ["model", "work"])
def test_a_barter_gives_something_in_return(market: Market, lantern: Work, field: str) -> None:
    one_way = terms(line(market.film), price=BARTER)
    only_back = terms(line(lantern, returned=True, territories=("TH",), languages=("th",)))
    with pytest.raises(Invalid) as caught:
        offered(market, one_way if field == "model" else only_back)
    assert caught.value.field == field


@pytest.mark.parametrize("language", sorted(path.stem for path in PAPER.glob("*.toml")))
def test_the_document_names_both_directions(market: Market, lantern: Work, language: str) -> None:
    said = both_ways(market, lantern)
    deal = Deal(said, market.seller.organisation, market.buyer.organisation, [market.film, lantern])
    words = words_in(language)
    articles = {one["number"]: dict(one["clauses"]) for one in ClauseWriter(deal, words).articles()}
    assert words.say("exclusive") in articles["2"]["2.1"]
    assert words.say("exclusive_back") in articles["2"]["2.2"]
    assert "2.2" in articles["5"]["5.1"]


def test_a_title_is_asked_for_in_return_on_the_page(market: Market, lantern: Work) -> None:
    buyer, seller = client_of(market.buyer), client_of(market.seller)
    begin = reverse("market:begin")
    told = typed(market, seller="lanna", model="barter", amount="", share="", milestones="")
    told["form-0-territories"] = "CN"
    assert "Name the title that is given in return." in text(buyer.post(begin, told), 422)
    asked = text(buyer.post(begin, told | {"add_line": "return"}))
    assert 'name="return-0-work"' in asked
    back = {
        "return-TOTAL_FORMS": "2", "return-0-work": str(lantern.key), "return-0-territories": "TH",
        "return-0-languages": "th", "return-0-uses": ["vod.svod"], "return-0-start_on": "2027-01-01",
        "return-0-end_on": "2028-01-01", "return-1-work": "",
    }  # fmt: skip
    checked = text(buyer.post(reverse("market:check_terms"), told | back))
    assert "Can be granted" in checked
    assert "the licensee grants the licensor" in checked
    buyer.post(begin, told | back)
    negotiation = Negotiation.objects.get()
    assert negotiation.standing.said.returned_works == (str(lantern.key),)
    page = text(seller.get(reverse("market:negotiation", args=[negotiation.pk])))
    assert "In return" in page
    counter = text(seller.get(reverse("market:counter", args=[negotiation.pk])))
    name = told_apart([lantern])[str(lantern.key)]
    assert f'name="return-0-work" value="{name}"' in counter
    assert counter.count(f'<option value="{name}">') == 1  # however many lines choose from it
