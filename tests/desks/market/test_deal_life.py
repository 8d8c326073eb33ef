"""The life of offers and deals against a model of dicts: nothing is sold twice, no version or state is skipped."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sampan.catalogue.models import Grant
from sampan.catalogue.services import Conflict
from sampan.desks.market.models import Contract, Negotiation, Offer
from sampan.desks.market.services.acceptance import accept_offer
from sampan.desks.market.services.contracts import terminate_contract
from sampan.desks.market.services.negotiating import (
    counter_offer,
    decline_offer,
    lapse_offer,
    open_negotiation,
    withdraw_offer,
)
from sampan.desks.market.terms import Terms, digest_of
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid
from sampan.partners.models import Event

from .dealing import LATER, build, film_of, line, terms

WISHES = st.fixed_dictionaries(
    {
        "film": st.sampled_from(["film", "other"]),
        "exclusive": st.booleans(),
        "start": st.integers(0, 3),
        "years": st.integers(1, 2),
        "back": st.booleans(),  # whether a film of the buyer's goes the other way, alone to the seller
    }
)
SIDES = st.sampled_from(["buying", "selling"])


def clash(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two houses cannot both have this."""
    apart = (
        one["film"] != other["film"]
        or one["start"] + one["years"] <= other["start"]
        or other["start"] + other["years"] <= one["start"]
    )
    return not apart and (one["exclusive"] or other["exclusive"])


class DealLife(RuleBasedStateMachine):
    negotiations = Bundle("negotiations")

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.market = build()
        self.own = {
            buyer: film_of(getattr(self.market, buyer), buyer) for buyer in ("buyer", "rival")
        }
        self.model: dict[int, dict[str, Any]] = {}
        self.written: dict[int, tuple[str, Any]] = {}  # offers, as they were made

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def is_free(self, buyer: str, wish: dict[str, Any]) -> bool:
        return not any(
            sold["buyer"] != buyer and clash(wish, sold["wish"])
            for sold in self.model.values()
            if sold["state"] == "agreed" and not sold["terminated"]
        )

    def said(self, buyer: str, wish: dict[str, Any]) -> Terms:
        start = 2027 + wish["start"]
        days = {"start_on": date(start, 1, 1), "end_on": date(start + wish["years"], 1, 1)}
        film = getattr(self.market, wish["film"])
        lines = [line(film, exclusive=wish["exclusive"], **days)]
        if wish["back"]:
            lines.append(line(self.own[buyer], returned=True, **days))
        return terms(*lines)

    def actor(self, buyer: str, side: str) -> Actor:
        found: Actor = self.market.seller if side == "selling" else getattr(self.market, buyer)
        return found

    def note(self, offer: Offer) -> None:
        self.written[offer.pk] = (offer.digest, offer.terms)

    @rule(target=negotiations, buyer=st.sampled_from(["buyer", "rival"]), side=SIDES, wish=WISHES)
    def begin(self, buyer: str, side: str, wish: dict[str, Any]) -> int:
        def act() -> Negotiation:
            return open_negotiation(
                actor=self.actor(buyer, side),
                seller=self.market.seller.organisation,
                buyer=self.actor(buyer, "buying").organisation,
                terms=self.said(buyer, wish),
                expires_at=LATER,
            )

        if not self.is_free(buyer, wish):
            with pytest.raises(Conflict) as caught:
                act()
            assert "2.1" in {reason.clause for reason in caught.value.reasons}
            return 0
        negotiation = act()
        self.note(negotiation.standing)
        self.model[negotiation.pk] = {
            "buyer": buyer, "state": "open", "number": 1, "by": side, "wish": wish, "terminated": False,
        }  # fmt: skip
        return negotiation.pk

    def expect(self, pk: int, number: int, *, ok: bool) -> tuple[dict[str, Any], Negotiation, Any]:
        known = self.model[pk]
        good = ok and known["state"] == "open" and number == known["number"]
        return known, Negotiation.objects.get(pk=pk), good

    @precondition(lambda self: self.model)
    @rule(pk=negotiations, side=SIDES, wish=WISHES, behind=st.integers(0, 1))
    def counter(self, pk: int, side: str, wish: dict[str, Any], behind: int) -> None:
        if not pk:
            return
        number = self.model[pk]["number"] - behind
        known, negotiation, good = self.expect(pk, number, ok=True)

        def act() -> Offer:
            return counter_offer(
                actor=self.actor(known["buyer"], side),
                negotiation=negotiation,
                number=number,
                terms=self.said(known["buyer"], wish),
                expires_at=LATER,
            )

        if not good or not self.is_free(known["buyer"], wish):
            with pytest.raises(Conflict if good else Invalid):
                act()
            return
        self.note(act())
        known |= {"number": number + 1, "by": side, "wish": wish}

    @precondition(lambda self: self.model)
    @rule(pk=negotiations, side=SIDES, behind=st.integers(0, 1))
    def accept(self, pk: int, side: str, behind: int) -> None:
        if not pk:
            return
        number = self.model[pk]["number"] - behind
        known, negotiation, good = self.expect(pk, number, ok=side != self.model[pk]["by"])

        def act() -> Contract:
            return accept_offer(
                actor=self.actor(known["buyer"], side), negotiation=negotiation, number=number
            )

        if not good or not self.is_free(known["buyer"], known["wish"]):
            with pytest.raises(Conflict if good else Invalid):
                act()
            return
        act()
        known["state"] = "agreed"

    @precondition(lambda self: self.model)
    @rule(pk=negotiations, side=SIDES, word=st.sampled_from(["declined", "withdrawn"]))
    def end(self, pk: int, side: str, word: str) -> None:
        if not pk:
            return
        number = self.model[pk]["number"]
        own = side == self.model[pk]["by"]
        known, negotiation, good = self.expect(pk, number, ok=own == (word == "withdrawn"))
        act = decline_offer if word == "declined" else withdraw_offer
        told = {
            "actor": self.actor(known["buyer"], side),
            "negotiation": negotiation,
            "number": number,
            "reason": "So.",
        }
        if not good:
            with pytest.raises(Invalid):
                act(**told)
            return
        act(**told)
        known["state"] = word

    @precondition(lambda self: self.model)
    @rule(pk=negotiations, behind=st.integers(0, 1))
    def lapse(self, pk: int, behind: int) -> None:
        if not pk:
            return
        known = self.model[pk]
        offer = Offer.objects.filter(negotiation=pk, number=known["number"] - behind).first()
        if offer is None:
            return
        lapses = known["state"] == "open" and behind == 0
        assert lapse_offer(offer=offer) == lapses
        if lapses:
            known["state"] = "lapsed"

    @precondition(lambda self: self.model)
    @rule(pk=negotiations, side=SIDES)
    def terminate(self, pk: int, side: str) -> None:
        contract = Contract.objects.filter(negotiation=pk).first()
        if not pk or contract is None:
            return
        known = self.model[pk]
        told = {"actor": self.actor(known["buyer"], side), "contract": contract, "reason": "Over."}
        if known["terminated"]:
            with pytest.raises(Invalid):
                terminate_contract(**told)
            return
        terminate_contract(**told)
        known["terminated"] = True

    @invariant()
    def the_rows_say_what_the_model_says(self) -> None:
        rows = Negotiation.objects.select_related("latest")
        actual = {row.pk: (str(row.state), row.standing.number) for row in rows}
        assert actual == {pk: (one["state"], one["number"]) for pk, one in self.model.items()}
        agreed = {pk for pk, one in self.model.items() if one["state"] == "agreed"}
        assert set(Contract.objects.values_list("negotiation", flat=True)) == agreed
        assert Event.objects.filter(name="market.deal.agreed").count() == len(agreed)

    @invariant()
    def nothing_is_sold_twice(self) -> None:
        held = [
            (one["buyer"], one["wish"])
            for one in self.model.values()
            if one["state"] == "agreed" and not one["terminated"]
        ]
        for place, (buyer, wish) in enumerate(held):
            for other, theirs in held[place + 1 :]:
                assert buyer == other or not clash(wish, theirs)

    @invariant()
    def what_is_given_in_return_is_held_as_long_as_the_deal(self) -> None:
        seller = self.market.seller.organisation
        given = Grant.objects.filter(licensee=seller, superseded_at=None, verb="out-exclusive")
        expected = sorted(
            (one["buyer"], 2027 + one["wish"]["start"])
            for one in self.model.values()
            if one["state"] == "agreed" and not one["terminated"] and one["wish"]["back"]
        )
        rows = given.values_list("work__slugline", "start_on__year")
        assert sorted(rows) == expected

    @invariant()
    def versions_stay_as_they_were_made(self) -> None:
        for offer in Offer.objects.all():
            assert (offer.digest, offer.terms) == self.written[offer.pk]
            assert digest_of(offer.terms) == offer.digest


@pytest.mark.django_db
def test_any_life_goes_as_the_model_says() -> None:
    run_state_machine_as_test(
        DealLife,
        settings=settings(
            max_examples=12,
            stateful_step_count=18,
            suppress_health_check=list(HealthCheck),
        ),
    )
