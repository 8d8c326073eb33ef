"""Acceptance: contract, grants and event together, and what follows from them."""

from datetime import date

import pytest

from sampan.catalogue import rights as catalogue_rights
from sampan.catalogue.models import Grant
from sampan.catalogue.services import Conflict
from sampan.desks.market.models import Contract, Material, Payment
from sampan.desks.market.services.acceptance import accept_offer
from sampan.desks.market.services.contracts import (
    issue_document,
    reject_contract,
    sign_contract,
    terminate_contract,
    upload_signed_copy,
)
from sampan.desks.market.services.negotiating import open_negotiation
from sampan.desks.market.terms import Deliverable, Milestone, Option, Price, Signing
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.models import Event
from sampan.partners.worker import drain

from .dealing import LATER, Market, agreed, build, in_days, line, offered, rights, terms


@pytest.fixture
def market(db: None) -> Market:
    return build()


def may_show(market: Market, on: date = date(2027, 5, 1)) -> str:
    answer = catalogue_rights.permit(
        work=market.film,
        party=market.buyer.organisation,
        territory="LA",
        language="lo",
        use="vod.svod",
        on=on,
    )
    return answer.decision.verdict


def test_a_deal_is_contract_grants_and_event(market: Market) -> None:
    said = terms(
        line(
            market.film,
            runs=12,
            sublicensing=1,
            overspill=True,
            holdbacks=(rights(uses=("broadcast.free",), territories=("LA",)),),
            option=Option(until_on=date(2029, 1, 1), lapses_on=date(2027, 11, 1)),
        ),
        price=Price(model="flat", currency="USD", amount=100_01),
        milestones=(
            Milestone(when="signature", share="50"),
            Milestone(when="delivery", share="50"),
        ),
        delivery=(
            Deliverable(kind="master"),
            Deliverable(kind="subtitles", language="lo", days=10),
        ),
    )
    contract = agreed(market, said)
    grants = [(g.clause, g.verb, g.contract) for g in contract.grants.order_by("pk")]
    number = contract.number
    assert grants == [
        ("2.1", "out-exclusive", number), ("3.1", "holdback", number), ("4.1", "option", number)
    ]  # fmt: skip
    licence = contract.grants.get(clause="2.1")
    assert (licence.runs, licence.sublicensing, licence.overspill, licence.signed) == (
        12,
        1,
        True,
        True,
    )
    assert list(contract.grants.filter(overspill=True)) == [licence]
    assert contract.grants.get(clause="4.1").lapses_on == date(2027, 11, 1)
    assert (contract.state, contract.start_on, contract.end_on) == (
        "active", date(2027, 1, 1), date(2028, 1, 1)
    )  # fmt: skip
    assert [s.kind for s in contract.signatures.order_by("pk")] == ["offer", "acceptance"]
    assert list(Payment.objects.order_by("pk").values_list("owed_for", "minor")) == [
        ("signature", 5001), ("delivery", 5000)
    ]  # fmt: skip
    assert list(Material.objects.order_by("pk").values_list("kind", "language", "state")) == [
        ("master", "", "wanted"), ("subtitles", "lo", "wanted")
    ]  # fmt: skip
    assert may_show(market) == "allow"


def test_the_event_tells_all_that_a_report_counts(market: Market) -> None:
    contract = agreed(market)
    event = Event.objects.get(name="market.deal.agreed")
    assert event.organisation == market.seller.organisation
    assert event.data["lines"] == [
        {
            "licensor": "lanna",
            "receiver": "pearl",
            "clause": "2.1",
            "work": str(market.film.key),
            "origin": "TH",
            "territories": ["CN", "LA"],
            "languages": ["lo", "zh-Hans"],
            "uses": ["vod.svod"],
            "start_on": "2027-01-01",
            "end_on": "2028-01-01",
            "exclusive": True,
        }
    ]
    assert event.data["contract"] == contract.number
    assert Event.objects.filter(name="market.licence.acquired").get().organisation == (
        market.buyer.organisation
    )


def test_the_licensee_may_and_the_next_buyer_is_told_the_clause(market: Market) -> None:
    rival = open_negotiation(
        actor=market.rival,
        seller=market.seller.organisation,
        buyer=market.rival.organisation,
        terms=terms(line(market.film, territories=("LA",))),
        expires_at=LATER,
    )
    assert may_show(market) == "deny"
    contract = agreed(market)
    assert may_show(market) == "allow"
    with pytest.raises(Conflict, match=f"clause 2.1, {contract.number}"):
        accept_offer(actor=market.seller, negotiation=rival, number=1)
    assert Contract.objects.count() == 1
    rival.refresh_from_db()
    assert rival.state == "open"
    assert not Event.objects.about(rival).filter(name="market.deal.agreed").exists()


def test_one_line_in_the_way_leaves_no_line(market: Market) -> None:
    package = offered(
        market,
        terms(line(market.other), line(market.film)),
        actor=market.rival,
        buyer=market.rival.organisation,
    )
    agreed(market)
    before = Grant.objects.count()
    with pytest.raises(Conflict):
        accept_offer(actor=market.seller, negotiation=package, number=1)
    assert Grant.objects.count() == before


def test_on_paper_the_grants_are_signed_with_the_second_signature(market: Market) -> None:
    contract = agreed(market, terms(line(market.film), signing=Signing.PAPER))
    assert (contract.state, may_show(market)) == ("draft", "conditional")
    contract = issue_document(contract=contract)
    assert contract.state == "pending"
    digest = contract.document.digest
    with pytest.raises(Invalid, match="not the document"):
        sign_contract(actor=market.buyer, contract=contract, digest="0" * 64)
    sign_contract(actor=market.buyer, contract=contract, digest=digest)
    with pytest.raises(Invalid, match="signed already"):
        sign_contract(actor=market.buyer, contract=contract, digest=digest)
    assert may_show(market) == "conditional"
    contract = sign_contract(actor=market.seller, contract=contract, digest=digest)
    assert (contract.state, may_show(market)) == ("active", "allow")
    logged = contract.signatures.filter(kind="document").order_by("pk")
    assert [(s.house, s.digest) for s in logged] == [
        (market.buyer.organisation, digest), (market.seller.organisation, digest)
    ]  # fmt: skip


def test_an_unsigned_exclusive_licence_stands_in_the_way_all_the_same(market: Market) -> None:
    contract = agreed(market, terms(line(market.film), signing=Signing.PAPER))
    with pytest.raises(Conflict):
        offered(market, buyer=market.rival.organisation, actor=market.rival)
    issue_document(contract=contract)
    reject_contract(actor=market.seller, contract=contract, reason="The board says no.")
    contract.refresh_from_db()
    assert contract.state == "rejected"
    offered(market, buyer=market.rival.organisation, actor=market.rival)


def test_termination_ends_the_grants_and_frees_the_rights(market: Market) -> None:
    contract = agreed(market)
    with pytest.raises(Invalid, match="Say why"):
        terminate_contract(actor=market.buyer, contract=contract, reason="")
    terminate_contract(actor=market.buyer, contract=contract, reason="We closed the service.")
    contract.refresh_from_db()
    assert (contract.state, may_show(market)) == ("terminated", "deny")
    assert contract.grants.filter(superseded_at=None).count() == 0
    offered(market, buyer=market.rival.organisation, actor=market.rival)


def test_an_amendment_replaces_the_contract(market: Market) -> None:
    contract = agreed(market)
    wider = terms(line(market.film, territories=("LA", "CN", "TH")))
    negotiation = offered(market, wider, replaces=contract)
    successor = accept_offer(actor=market.seller, negotiation=negotiation, number=1)
    contract.refresh_from_db()
    assert (contract.state, successor.supersedes) == ("superseded", contract)
    assert may_show(market) == "allow"


def test_a_contract_expires_and_reminds_before(market: Market) -> None:
    contract = agreed(market)
    drain(at=in_days(500))
    contract.refresh_from_db()
    assert contract.state == "expired"
    reminded = Event.objects.about(contract).filter(name="market.reminder.due")
    assert [
        (e.data["kind"], e.data["on"]) for e in reminded.filter(organisation=contract.buyer)
    ] == [("renew", "2027-10-03")]


def test_the_signed_copy_is_kept_by_its_hash(market: Market) -> None:
    contract = agreed(market)
    with pytest.raises(Invalid, match="PDF"):
        upload_signed_copy(actor=market.buyer, contract=contract, data=b"GIF89a")
    contract = upload_signed_copy(actor=market.buyer, contract=contract, data=b"%PDF-1.7 signed")
    assert contract.signed_copy is not None
    assert contract.signatures.get(kind="copy").digest == contract.signed_copy.digest


def test_an_owner_of_the_buying_house_may_act(market: Market, lao: Actor) -> None:
    contract = agreed(market)
    assert Contract.objects.visible_to(lao.organisation).count() == 0
    assert Contract.objects.visible_to(contract.buyer).get() == contract
