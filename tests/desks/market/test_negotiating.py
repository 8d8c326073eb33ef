"""Offers and counter-offers: versions that nobody changes, each checked before it is sent."""

from datetime import date

import pytest

from sampan.catalogue.services import Conflict
from sampan.desks.market.models import NegotiationState
from sampan.desks.market.services.acceptance import accept_offer
from sampan.desks.market.services.negotiating import (
    counter_offer,
    decline_offer,
    open_negotiation,
    send_message,
    withdraw_offer,
)
from sampan.desks.market.terms import Option, Price, Rights, Terms, digest_of
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event
from sampan.partners.worker import drain

from .dealing import LATER, YEAR, Market, agreed, build, in_days, line, offered, rights, terms


@pytest.fixture
def market(db: None) -> Market:
    return build()


def test_an_offer_is_a_version_with_its_digest(market: Market) -> None:
    negotiation = offered(market)
    offer = negotiation.standing
    assert (offer.number, offer.house, negotiation.state) == (1, market.buyer.organisation, "open")
    assert offer.digest == digest_of(offer.terms)
    assert offer.said == terms(line(market.film))
    assert [work.pk for work in negotiation.works.all()] == [market.film.pk]
    with pytest.raises(TypeError):
        offer.save()


def test_both_parties_are_told_each_from_its_side(market: Market) -> None:
    negotiation = offered(market)
    told = Event.objects.about(negotiation).filter(name="market.offer.made")
    assert [
        (e.organisation.slug, e.data["verdict"], e.data["other"]) for e in told.order_by("pk")
    ] == [
        ("lanna", "received", "Pearl"),
        ("pearl", "sent", "Lanna"),
    ]


def test_a_counter_offer_may_change_the_currency(market: Market) -> None:
    negotiation = offered(market)
    said = terms(line(market.film), price=Price(model="flat", currency="THB", amount=3_500_000))
    offer = counter_offer(
        actor=market.seller, negotiation=negotiation, number=1, terms=said, expires_at=LATER
    )
    assert (offer.number, offer.said.price.currency) == (2, "THB")
    negotiation.refresh_from_db()
    assert negotiation.latest == offer
    first = negotiation.offers.get(number=1)
    assert first.said.price.currency == "USD"


def test_an_answer_to_an_older_version_is_refused(market: Market) -> None:
    negotiation = offered(market)
    said = terms(line(market.film), notes="Dearer.")
    counter_offer(
        actor=market.seller, negotiation=negotiation, number=1, terms=said, expires_at=LATER
    )
    with pytest.raises(Invalid, match="newer offer"):
        accept_offer(actor=market.seller, negotiation=negotiation, number=1)
    with pytest.raises(Invalid, match="your own"):
        accept_offer(actor=market.seller, negotiation=negotiation, number=2)


def test_an_offer_that_breaks_a_licence_is_not_sent(market: Market) -> None:
    contract = agreed(market)
    clashing = terms(line(market.film, territories=("LA",)))
    with pytest.raises(Conflict) as caught:
        open_negotiation(
            actor=market.rival,
            seller=market.seller.organisation,
            buyer=market.rival.organisation,
            terms=clashing,
            expires_at=LATER,
        )
    (reason,) = caught.value.reasons
    assert (reason.kind, reason.clause, reason.grant.source) == (
        "exclusive",
        "2.1",
        contract.number,
    )
    assert str(caught.value).startswith("Sold exclusively: subscription video")
    assert str(caught.value).endswith("(clause 2.1).")
    with pytest.raises(Conflict, match=f"clause 2.1, {contract.number}"):
        open_negotiation(
            actor=market.seller,
            seller=market.seller.organisation,
            buyer=market.rival.organisation,
            terms=clashing,
            expires_at=LATER,
        )


def test_clauses_of_one_offer_may_not_break_each_other(market: Market) -> None:
    with pytest.raises(Conflict, match=r"clause 2\.1"):
        offered(market, terms(line(market.film, holdbacks=(rights(territories=("LA",)),))))


def test_a_house_cannot_license_what_it_does_not_hold(market: Market) -> None:
    with pytest.raises(Conflict, match="The seller does not hold: training of AI"):
        offered(market, terms(line(market.film, uses=("ai.train",))))


def test_decline_with_a_reason_and_withdraw(market: Market) -> None:
    negotiation = offered(market)
    with pytest.raises(Invalid, match="Say why"):
        decline_offer(actor=market.seller, negotiation=negotiation, number=1, reason=" ")
    with pytest.raises(Invalid, match="your own"):
        decline_offer(actor=market.buyer, negotiation=negotiation, number=1, reason="No.")
    decline_offer(actor=market.seller, negotiation=negotiation, number=1, reason="Too little.")
    negotiation.refresh_from_db()
    assert (negotiation.state, negotiation.reason) == ("declined", "Too little.")
    with pytest.raises(Invalid, match="is over: Declined"):
        accept_offer(actor=market.seller, negotiation=negotiation, number=1)
    other = offered(market)
    withdraw_offer(actor=market.buyer, negotiation=other, number=1)
    other.refresh_from_db()
    assert other.state == NegotiationState.WITHDRAWN


def test_an_offer_lapses_at_its_hour_unless_it_was_answered(market: Market) -> None:
    lapsing = offered(market, expires_at=in_days(2))
    answered = offered(market, terms(line(market.other)), expires_at=in_days(2))
    counter_offer(
        actor=market.seller,
        negotiation=answered,
        number=1,
        terms=terms(line(market.other), notes="Better."),
        expires_at=in_days(9),
    )
    drain(at=in_days(3))
    lapsing.refresh_from_db()
    answered.refresh_from_db()
    assert (lapsing.state, answered.state) == ("lapsed", "open")


def test_only_the_parties_deal_and_only_their_traders(market: Market) -> None:
    negotiation = offered(market)
    for act in (
        lambda: accept_offer(actor=market.rival, negotiation=negotiation, number=1),
        lambda: send_message(actor=market.rival, negotiation=negotiation, text="Psst."),
    ):
        with pytest.raises(Refused):
            act()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"price": Price(model="share")}, "share"),
        ({"price": Price(model="flat", currency="XXQ", amount=1)}, "currency"),
        ({"price": Price(model="barter")}, "model"),
        (
            {"price": Price(model="share", share="60", commission="70", withholding="40")},
            "withholding",
        ),
        ({"milestones": [{"when": "signature", "share": "60"}]}, "milestones"),
        ({"milestones": [{"when": "2027-02-31", "share": "100"}]}, "milestones"),
    ],
)
def test_terms_that_contradict_themselves_are_refused_in_a_sentence(
    market: Market, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        offered(market, terms(line(market.film), **changed))
    assert caught.value.field == field


def test_an_unknown_territory_is_named(market: Market) -> None:
    with pytest.raises(Invalid) as caught:
        offered(market, terms(line(market.film, territories=("Atlantis",))))
    assert (caught.value.field, "Atlantis" in str(caught.value)) == ("territories", True)


def test_an_option_lapses_before_the_rights_end(market: Market) -> None:
    late = Option(until_on=date(2029, 1, 1), lapses_on=date(2028, 6, 1))
    with pytest.raises(Invalid) as caught:
        offered(market, terms(line(market.film, option=late)))
    assert caught.value.field == "option_lapses"


def test_canonical_terms_read_back_as_they_were() -> None:
    said = Terms.model_validate(
        {
            "lines": [
                {
                    "work": "00000000-0000-4000-8000-000000000000",
                    "rights": rights().model_dump(mode="json"),
                }
            ],
            "price": {"model": "guarantee", "amount": 5, "share": "50"},
        }
    )
    assert Terms.model_validate(said.as_json()) == said
    assert isinstance(said.lines[0].rights, Rights)
    assert (said.start_on, said.end_on) == YEAR
