"""The pages of deals, as the two parties see them."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from sampan.desks.market.models import Contract, Negotiation, Request
from sampan.desks.market.services.requests import make_request
from sampan.desks.market.terms import Deliverable, Option, Price
from sampan.engines.rights.regulation import rules
from sampan.partners.actor import Actor
from sampan.partners.worker import drain
from web.weight import MOST_CARRIED, carried

from .dealing import YEAR, Market, agreed, build, line, offered, rights, terms


@pytest.fixture
def market(db: None) -> Market:
    return build()


def client_of(actor: Actor) -> Client:
    client = Client()
    assert actor.person is not None
    client.force_login(actor.person)
    return client


def typed(market: Market, **changed: str) -> dict[str, Any]:
    """The offer's form as somebody fills it in."""
    return {
        "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0",
        "form-0-work": str(market.film.key), "form-0-territories": "LA, TH", "form-0-languages": "lo, th/sub",
        "form-0-uses": ["vod.svod"], "form-0-start_on": "2027-01-01", "form-0-end_on": "2028-01-01",
        "form-0-exclusive": "on", "model": "guarantee", "currency": "THB", "amount": "150,000.00", "share": "35",
        "milestones": "signature 50, delivery 50", "materials": ["master", "subtitles"], "subtitle_languages": "lo",
        "days": "20", "signing": "acceptance",
        "expires_on": (timezone.localdate() + timedelta(days=5)).isoformat(), **changed,
    }  # fmt: skip


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:3000]
    return str(response.content.decode())


def test_a_buyer_offers_is_countered_and_accepts(market: Market) -> None:
    buyer, seller = client_of(market.buyer), client_of(market.seller)
    begin = reverse("market:begin")
    assert "ferry" in text(buyer.get(begin, {"work": str(market.film.key)}))
    early = typed(market, seller="lanna", **{"form-0-territories": "", "form-0-languages": ""})
    assert "Still missing: Territories, Languages." in text(
        buyer.post(reverse("market:check_terms"), early)
    )
    told = typed(market, seller="lanna")
    checked = text(buyer.post(reverse("market:check_terms"), told))
    assert "Can be granted" in checked
    assert "subscription video" in checked
    assert "No rules are on file for" in checked
    made = buyer.post(begin, told)
    negotiation = Negotiation.objects.get()
    page = reverse("market:negotiation", args=[negotiation.pk])
    assert (made.status_code, made["Location"]) == (302, page)
    said = negotiation.standing.said
    assert (said.price.amount, said.price.share, said.lines[0].exclusive) == (
        15_000_000,
        "35",
        True,
    )
    assert [(one.kind, one.language, one.days) for one in said.delivery] == [
        ("master", "", 20), ("subtitles", "lo", 20)
    ]  # fmt: skip
    assert "Decline" in text(seller.get(page))
    counter = reverse("market:counter", args=[negotiation.pk])
    form = text(seller.get(counter))
    assert 'value="150,000.00"' in form
    dearer = typed(market, amount="200000", number="1")
    assert seller.post(counter, dearer).status_code == 302
    shown = text(buyer.get(page))
    assert "<ins>" in shown
    assert "THB 200,000.00" in shown
    assert (
        buyer.post(reverse("market:accept", args=[negotiation.pk]), {"number": "2"}).status_code
        == 302
    )
    contract = Contract.objects.get()
    assert "In force" in text(buyer.get(reverse("market:contract", args=[contract.pk])))


def test_what_stands_in_the_way_is_told_while_typing_and_when_sent(market: Market) -> None:
    contract = agreed(market)
    rival = client_of(market.rival)
    told = typed(market, seller="lanna")
    checked = text(rival.post(reverse("market:check_terms"), told))
    assert "Cannot be granted" in checked
    assert "Sold exclusively: subscription video" in checked
    assert "What could be granted" in checked
    refused = text(rival.post(reverse("market:begin"), told), 422)
    assert "Sold exclusively: subscription video" in refused
    for page in (checked, refused):
        assert "(clause 2.1)." in page  # whose it is now is no business of a rival's
        assert (contract.number in page, market.buyer.organisation.name in page) == (False, False)
    assert Negotiation.objects.filter(buyer=market.rival.organisation).count() == 0
    told = typed(market, buyer=market.rival.organisation.slug)
    checked = text(client_of(market.seller).post(reverse("market:check_terms"), told))
    assert f"clause 2.1, {contract.number}" in checked


def test_rights_are_checked_before_the_price_is_there(market: Market) -> None:
    told = typed(market, seller="lanna", amount="", milestones="")
    asked = reverse("market:check_terms")
    checked = text(client_of(market.rival).post(asked, told))
    assert ("Name the amount." in checked, "Can be granted" in checked) == (True, True)
    agreed(market)
    checked = text(client_of(market.rival).post(asked, told))
    assert ("Name the amount." in checked, "Cannot be granted" in checked) == (True, True)
    parts = typed(market, seller="lanna", amount="", **{"form-0-part": "3"})
    assert "Cannot be granted" in text(client_of(market.rival).post(asked, parts))
    unread = text(client_of(market.rival).post(asked, told | {"form-0-uses": []}))
    assert ("Can be granted" in unread, "Cannot be granted" in unread) == (False, False)


def test_faults_of_the_form_are_told_beside_their_fields(market: Market) -> None:
    buyer = client_of(market.buyer)
    wrong = typed(
        market, seller="lanna", milestones="signature 60", **{"form-0-territories": "Atlantis"}
    )
    answer = text(buyer.post(reverse("market:begin"), wrong), 422)
    assert "Atlantis" in answer
    wrong = typed(market, seller="lanna", milestones="signature 60")
    assert "100 per cent" in text(buyer.post(reverse("market:begin"), wrong), 422)
    another = text(
        buyer.post(reverse("market:begin"), typed(market, seller="lanna", add_line="form"))
    )
    assert "Title 2" in another


def test_the_parts_of_a_guarantee_are_typed_and_come_back(market: Market) -> None:
    buyer = client_of(market.buyer)
    second = {
        key.replace("form-0", "form-1"): value
        for key, value in typed(market).items()
        if key.startswith("form-0")
    }
    told = typed(market, seller="lanna") | second | {"form-TOTAL_FORMS": "2"}
    told |= {"form-1-work": str(market.other.key), "form-0-part": "3"}
    assert "Give every title its part" in text(buyer.post(reverse("market:begin"), told), 422)
    assert buyer.post(reverse("market:begin"), told | {"form-1-part": "2"}).status_code == 302
    negotiation = Negotiation.objects.get()
    assert list(negotiation.standing.said.guarantees.values()) == [9_000_000, 6_000_000]
    counter = text(buyer.get(reverse("market:counter", args=[negotiation.pk])))
    assert 'name="form-0-part" value="3"' in counter


@pytest.mark.parametrize(("language", "titles"), [("en", 3), ("lo", 2)])
def test_an_offer_of_several_titles_is_a_small_page(
    market: Market, language: str, titles: int
) -> None:
    assert market.buyer.person is not None
    market.buyer.person.language = language
    market.buyer.person.save(update_fields=["language"])
    told = typed(market, seller="lanna", add_line="form") | {"form-TOTAL_FORMS": str(titles - 1)}
    page = client_of(market.buyer).post(reverse("market:begin"), told).content
    assert (page.count(b'<fieldset class="panel"'), carried(page) < MOST_CARRIED) == (titles, True)


@pytest.fixture
def contract(market: Market) -> Contract:
    last = YEAR[1]
    option = Option(until_on=last.replace(year=2029), lapses_on=last.replace(year=2027, month=10))
    said = terms(
        line(market.film, option=option),
        price=Price(model="guarantee", currency="USD", amount=100_00, share="40"),
        delivery=(Deliverable(kind="subtitles", language="lo"),),
    )
    made = agreed(market, said)
    drain()
    return made


def test_the_document_is_opened_signed_and_filed(market: Market, contract: Contract) -> None:
    buyer, seller = client_of(market.buyer), client_of(market.seller)
    page = text(seller.get(reverse("market:contract", args=[contract.pk])))
    assert "p1@pearl.example" in page
    assert "p1@pearl.example" not in text(
        seller.get(reverse("market:negotiation", args=[contract.negotiation_id]))
    )
    document = seller.get(reverse("market:document", args=[contract.pk]))
    assert b"".join(document.streaming_content)[:5] == b"%PDF-"
    contract.refresh_from_db()
    assert contract.document is not None
    sign = reverse("market:sign", args=[contract.pk])
    assert buyer.post(sign, {"digest": contract.document.digest}).status_code == 302
    file = io.BytesIO(b"%PDF-1.7 signed")
    file.name = "signed.pdf"
    assert (
        buyer.post(reverse("market:upload_signed", args=[contract.pk]), {"file": file}).status_code
        == 302
    )


def test_materials_are_delivered_and_looked_at(market: Market, contract: Contract) -> None:
    buyer, seller = client_of(market.buyer), client_of(market.seller)
    material = contract.materials.get()
    subtitles = io.BytesIO(b"1\n00:00:01,000 --> 00:00:03,000\nHi\n")
    subtitles.name = "lo.srt"
    assert (
        seller.post(reverse("market:deliver", args=[material.pk]), {"file": subtitles}).status_code
        == 302
    )
    drain()
    assert "Nothing is wrong with it" in text(
        buyer.get(reverse("market:materials", args=[contract.pk]))
    )


def test_receipts_statement_and_payment(market: Market, contract: Contract) -> None:
    buyer, seller = client_of(market.buyer), client_of(market.seller)
    taken = {
        "work": str(market.film.key),
        "until_on": "2027-03-31",
        "currency": "USD",
        "amount": "1,000.00",
    }
    assert buyer.post(reverse("market:enter_receipt", args=[contract.pk]), taken).status_code == 302
    broken = io.BytesIO(b"title,until,currency,amount\nTitanic,x,USD,1\n")
    broken.name = "r.csv"
    faults = text(
        buyer.post(reverse("market:enter_receipts", args=[contract.pk]), {"file": broken}), 422
    )
    assert "Row 2, title" in faults
    state = reverse("market:make_statement", args=[contract.pk])
    assert seller.post(state, {"until_on": "2027-03-31"}).status_code == 302
    shown = text(buyer.get(reverse("market:money", args=[contract.pk])))
    assert "USD 300.00" in shown
    statement = contract.statements.get()
    pdf = buyer.get(reverse("market:statement", args=[statement.pk, "pdf"]))
    assert pdf.content[:5] == b"%PDF-"
    table = text(buyer.get(reverse("market:statement", args=[statement.pk, "csv"])))
    assert "royalty,licensor,USD,300.00,300.00" in table
    payment = contract.payments.get(statement=statement)
    mark = reverse("market:mark_payment", args=[payment.pk])
    assert (buyer.post(mark).status_code, seller.post(mark).status_code) == (302, 302)


def test_the_calendar_as_page_and_feed(market: Market, contract: Contract) -> None:
    buyer, visitor = client_of(market.buyer), Client()
    renewal = text(buyer.get(reverse("market:begin"), {"renews": contract.pk}))
    assert 'value="2028-01-01"' in renewal
    calendar = text(buyer.get(reverse("market:calendar")))
    assert "Option lapses" in calendar
    address = text(buyer.post(reverse("market:open_calendar"))).partition('class="secret">')[2]
    path = "/market/" + address.partition("/market/")[2].partition("<")[0]
    ics = text(visitor.get(path))
    assert ics.startswith("BEGIN:VCALENDAR\r\n")
    assert ics.count("BEGIN:VEVENT") == 4
    assert max(len(one.encode()) for one in ics.split("\r\n")) <= 75
    assert visitor.get("/market/calendar/guess.ics").status_code == 404


def test_rules_of_the_place_warn_with_their_source_and_never_block(market: Market) -> None:
    buyer = client_of(market.buyer)
    told = typed(
        market, seller="lanna", **{"form-0-territories": "CN", "form-0-languages": "zh-Hans"}
    )
    checked = text(buyer.post(reverse("market:check_terms"), told))
    assert "Can be granted" in checked
    assert "What the rules of the place ask" in checked
    assert any(escape(rule.source) in checked for rule in rules())
    assert market.buyer.person is not None
    market.buyer.person.language = "zh-hans"
    market.buyer.person.save()
    assert "境外节目不得超过各类别当日播出时间" in text(
        buyer.post(reverse("market:check_terms"), told)
    )
    assert buyer.post(reverse("market:begin"), told).status_code == 302


def test_requests_are_asked_answered_and_closed(market: Market) -> None:
    buyer, seller = client_of(market.buyer), client_of(market.seller)
    told = {
        "title": "River films", "text": "Calm ones.", "territories": "CN", "languages": "zh-Hans/sub",
        "uses": ["vod.svod"], "start_on": "2027-01-01", "end_on": "2028-01-01",
    }  # fmt: skip
    assert buyer.post(reverse("market:ask"), told).status_code == 302
    request = Request.objects.get()
    page = reverse("market:request", args=[request.pk])
    assert "River films" in text(seller.get(reverse("market:requests")))
    proposing = {"works": [str(market.film.pk)], "note": "Look."}
    assert seller.post(reverse("market:propose", args=[request.pk]), proposing).status_code == 302
    assert "ferry" in text(buyer.get(page))
    assert "ferry" not in text(client_of(market.rival).get(page))
    offer = text(seller.get(reverse("market:begin"), {"request": request.pk}))
    assert "zh-Hans/sub" in offer
    made = seller.post(
        reverse("market:begin"), typed(market, request=str(request.pk), buyer="pearl")
    )
    assert made.status_code == 302
    assert Negotiation.objects.get().request == request
    assert buyer.post(reverse("market:close_request", args=[request.pk])).status_code == 302


def test_the_board_counts_others_only_in_threes(market: Market) -> None:
    make_request(actor=market.rival, title="Anything", rights=rights())
    agreed(market)
    own = text(client_of(market.buyer).get(reverse("market:board")))
    assert "USD 1,000.00" in own
    others = text(client_of(market.rival).get(reverse("market:board")))
    assert ("USD 1,000.00" in others, "few" in others) == (False, True)


def test_lists_can_be_filtered(market: Market) -> None:
    offered(market, terms(line(market.other)))
    contract = agreed(market)
    buyer = client_of(market.buyer)
    deals = reverse("market:deals")
    assert "ferry" in text(buyer.get(deals, {"state": "agreed"}))
    assert contract.number in text(buyer.get(deals, {"of": "contracts", "side": "buying"}))
    assert contract.number not in text(buyer.get(deals, {"of": "contracts", "side": "selling"}))


def test_words_are_exchanged(market: Market) -> None:
    negotiation = offered(market)
    seller = client_of(market.seller)
    message = reverse("market:message", args=[negotiation.pk])
    assert seller.post(message, {"text": "Shall we talk?"}).status_code == 302
    page = text(client_of(market.buyer).get(reverse("market:negotiation", args=[negotiation.pk])))
    assert "Shall we talk?" in page
    withdraw = reverse("market:withdraw", args=[negotiation.pk])
    assert client_of(market.buyer).post(withdraw, {"number": "1"}).status_code == 302


def test_rates_are_read_in_or_their_faults_told(market: Market) -> None:
    buyer = client_of(market.buyer)
    bad = io.BytesIO(b"date,base,quote,rate,source\n2027-01-01,USD,CNY,x,\n")
    bad.name = "rates.csv"
    assert "Row 2, rate" in text(buyer.post(reverse("market:rates"), {"file": bad}), 422)
    good = io.BytesIO(b"date,base,quote,rate,source\n2027-01-01,USD,CNY,7.1,PBOC\n")
    good.name = "rates.csv"
    assert buyer.post(reverse("market:rates"), {"file": good}).status_code == 302
    assert "PBOC" in text(buyer.get(reverse("market:rates")))
