"""Receipts, rates, statements and payments."""

import json
from datetime import date
from fractions import Fraction
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sampan.desks.market.document import ClauseWriter, Deal
from sampan.desks.market.models import Contract, Payment, Receipt
from sampan.desks.market.paper_words import words_in
from sampan.desks.market.royalties import tiers
from sampan.desks.market.services.rates import import_rates, read_rates
from sampan.desks.market.services.receipts import Taken, read_receipts, report_receipts
from sampan.desks.market.services.statements import (
    make_statement,
    mark_paid,
    mark_received,
    rerun,
)
from sampan.desks.market.terms import Line, Price
from sampan.engines.rights.money import Money, distribute, money
from sampan.partners.errors import Invalid, Refused

from .dealing import Market, agreed, build, line, rights, terms

MARCH, JUNE = date(2027, 3, 31), date(2027, 6, 30)
RATES = b"date,base,quote,rate,source\n2027-03-29,USD,CNY,7.1,PBOC\n2027-06-30,USD,CNY,7.2,PBOC\n"


@pytest.fixture
def market(db: None) -> Market:
    return build()


def deal(market: Market, **price: object) -> Contract:
    told = {"model": "guarantee", "currency": "USD", "amount": 1_000_00, "share": "40"} | price
    return agreed(market, terms(line(market.film), line(market.other), price=Price(**told)))


def take(market: Market, contract: Contract, *taken: tuple[str, str, date]) -> None:
    rows = [
        Taken(work=getattr(market, work), until_on=until, money=money(amount))
        for work, amount, until in taken
    ]
    report_receipts(actor=market.buyer, contract=contract, taken=rows)


def test_a_guarantee_is_recouped_before_anything_is_owed(market: Market) -> None:
    contract = deal(market, cross_collateral=True, withholding="10")
    take(market, contract, ("film", "USD 2000.00", MARCH), ("other", "USD 250.00", MARCH))
    first = make_statement(actor=market.buyer, contract=contract, until_on=MARCH)
    # 40 % of 2,250 is 900: the guarantee of 1,000 is not recouped yet.
    assert json.loads(first.content)["due"] == 0
    take(market, contract, ("film", "USD 1000.00", JUNE))
    second = make_statement(actor=market.seller, contract=contract, until_on=JUNE)
    # 40 % of 3,250 is 1,300; 300 above the guarantee, 10 % of them withheld.
    told = json.loads(second.content)
    assert (told["due"], second.previous) == (270_00, first.digest)
    assert told["accounts"][0]["lines"] == [
        ["share", "licensee", 1_950_00, 600_00],
        ["guarantee", "licensee", 1_000_00, 100_00],
        ["deductions", "tax", 30_00, 30_00],
        ["royalty", "licensor", 270_00, 270_00],
    ]
    owed = Payment.objects.get(statement=second)
    assert (owed.minor, owed.currency) == (270_00, "USD")


def test_without_cross_collateral_each_title_recoups_its_own_part(market: Market) -> None:
    contract = deal(market)
    take(market, contract, ("film", "USD 3000.00", MARCH))
    statement = make_statement(actor=market.buyer, contract=contract, until_on=MARCH)
    # 1,200 less half of the guarantee; the other title has recouped nothing.
    assert json.loads(statement.content)["due"] == 700_00


def test_each_title_recoups_the_part_that_was_agreed(market: Market) -> None:
    price = Price(model="guarantee", currency="USD", amount=1_000_01, share="40")
    contract = agreed(
        market, terms(line(market.film, part=3), line(market.other, part=1), price=price)
    )
    film, other = str(market.film.key), str(market.other.key)
    assert contract.offer.said.guarantees == {film: 750_01, other: 250_00}
    take(market, contract, ("film", "USD 2500.00", MARCH), ("other", "USD 500.00", MARCH))
    told = json.loads(make_statement(actor=market.buyer, contract=contract, until_on=MARCH).content)
    # 1,000 less 750.01 of the one; 200 of the other, whose 250 are not recouped.
    assert told["due"] == 249_99
    assert [one["works"] for one in told["accounts"]] == [[film], [other]]
    (clause,) = (
        text
        for article in ClauseWriter(Deal.of(contract), words_in("en")).articles()
        for _number, text in article["clauses"]
        if "USD 750.01" in text
    )
    assert "market: USD 250.00" in clause


@given(
    amount=st.integers(0, 10**9),
    parts=st.lists(st.integers(1, 9999), min_size=1, max_size=8),
    divided=st.booleans(),
)
def test_the_parts_are_the_guarantee_to_the_last_minor_unit(
    amount: int, parts: list[int], divided: bool
) -> None:
    lines = [
        Line(
            work=f"00000000-0000-4000-8000-{n:012}", rights=rights(), part=part if divided else None
        )
        for n, part in enumerate(parts)
    ]
    said = terms(*lines, price=Price(model="guarantee", amount=amount, share="40"))
    found = list(said.guarantees.values())
    assert sum(found) == amount
    whole = sum(parts)
    for minor, part in zip(found, parts, strict=True):
        exact = Fraction(amount * part, whole) if divided else Fraction(amount, len(parts))
        assert abs(minor - exact) < 1


@pytest.mark.parametrize(
    ("price", "lines"),
    [
        ({"cross_collateral": True}, [{"part": 3}, {"part": 1}]),
        ({"model": "share", "amount": 0}, [{"part": 3}, {"part": 1}]),
        ({}, [{"part": 3}, {}]),
    ],
)
def test_parts_that_say_nothing_are_refused(
    market: Market, price: dict[str, object], lines: list[dict[str, int]]
) -> None:
    told = {"model": "guarantee", "currency": "USD", "amount": 1_000_00, "share": "40"} | price
    said = terms(line(market.film, **lines[0]), line(market.other, **lines[1]), price=Price(**told))
    with pytest.raises(Invalid) as caught:
        agreed(market, said)
    assert caught.value.field == "part"


def test_statements_run_again_to_the_same_bytes(market: Market) -> None:
    contract = deal(market, model="share", amount=0, share="33.3333")
    for month in range(1, 7):
        until = date(2027, month, 28)
        take(market, contract, ("film", f"USD {month}00.01", until), ("other", "USD 0.07", until))
        make_statement(actor=market.buyer, contract=contract, until_on=until)
    kept = list(contract.statements.order_by("number"))
    assert rerun(contract=contract) == [one.content for one in kept]
    assert [sha256(one.content.encode()).hexdigest() for one in kept] == [o.digest for o in kept]
    assert [one.previous for one in kept] == ["", *[one.digest for one in kept[:-1]]]


def test_a_correction_is_one_more_row_and_pays_the_difference(market: Market) -> None:
    contract = deal(market, model="share", amount=0, share="50")
    take(market, contract, ("film", "USD 100.00", MARCH))
    make_statement(actor=market.buyer, contract=contract, until_on=MARCH)
    take(market, contract, ("film", "USD -40.00", MARCH))
    second = make_statement(actor=market.buyer, contract=contract, until_on=JUNE)
    assert json.loads(second.content)["due"] == -20_00
    assert Receipt.objects.count() == 2


def test_streams_are_priced_and_rounded_once(market: Market) -> None:
    contract = deal(market, model="per-stream", amount=0, share="", per_stream="0.0125")
    for until in (MARCH, JUNE):
        taken = Taken(work=market.film, until_on=until, money=Money("USD", 0), streams=333)
        report_receipts(actor=market.buyer, contract=contract, taken=[taken])
        make_statement(actor=market.buyer, contract=contract, until_on=until)
    dues = [json.loads(one.content)["due"] for one in contract.statements.order_by("number")]
    assert dues == [416, 416]  # 4.1625 and, of 8.325 in all, the rest


def test_a_rate_has_its_day_and_source_or_is_missed(market: Market) -> None:
    contract = deal(market, model="share", amount=0, share="50")
    with pytest.raises(Invalid, match="no rate between CNY and USD for 2027-03-31"):
        take(market, contract, ("film", "CNY 710.00", MARCH))
    assert import_rates(actor=market.buyer, data=RATES) == 2
    take(market, contract, ("film", "CNY 710.00", MARCH))
    receipt = Receipt.objects.get()
    assert (receipt.converted, receipt.rate) == (100_00, "1 USD = 7.1 CNY, 2027-03-29, PBOC")


def test_faults_of_files_are_told_by_row_and_column(market: Market) -> None:
    contract = deal(market)
    data = (
        "title;until;currency;amount;streams\n"
        "ferry;2027-03-31;USD;1,200.50;12\n"
        "Titanic;31.3.2027;USD;12.345;many\n"
        ";;;;\n"
        f"{market.other.key};2027-03-31;XXQ;5;\n"
    )
    taken, faults = read_receipts(contract, data.encode())
    assert [(one.work, one.money) for one in taken] == [(market.film, Money("USD", 1_200_50))]
    assert [(fault.row, fault.column) for fault in faults] == [
        (3, "title"), (3, "until"), (3, "amount"), (3, "streams"), (5, "amount"),
    ]  # fmt: skip
    assert faults[1].sentence == "Row 3, until: “31.3.2027” is no day; write it as 2027-03-31."
    broken = read_rates(b"date,base,quote,rate,source\n2027-13-01,USD,QQQ,-1,\n")
    assert [fault.column for fault in broken.faults] == ["quote", "date", "rate", "source"]
    assert [f.column for f in read_rates(b"day,base\n").faults] == [
        "date",
        "quote",
        "rate",
        "source",
    ]


def test_both_sides_mark_a_payment(market: Market) -> None:
    contract = agreed(market)
    payment = contract.payments.get()
    with pytest.raises(Refused):
        mark_paid(actor=market.seller, payment=payment, on=MARCH)
    paid = mark_paid(actor=market.buyer, payment=payment, on=MARCH, reference="TT 4711")
    assert (paid.paid_on, paid.reference) == (MARCH, "TT 4711")
    with pytest.raises(Refused):
        mark_received(actor=market.buyer, payment=payment, on=MARCH)
    assert mark_received(actor=market.seller, payment=payment, on=JUNE).received_on == JUNE


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    receipts=st.lists(st.integers(0, 10**9), min_size=1, max_size=30),
    share=st.integers(1, 100),
    guarantee=st.integers(0, 10**8),
    deductions=st.tuples(st.integers(0, 50), st.integers(0, 50)),
)
def test_every_minor_unit_goes_somewhere(
    receipts: list[int], share: int, guarantee: int, deductions: tuple[int, int]
) -> None:
    price = Price(
        model="guarantee",
        currency="LAK",
        amount=guarantee,
        share=str(share),
        withholding=str(deductions[0]),
        commission=str(deductions[1]),
    )
    steps, total, paid = tiers(price, guarantee), 0, {}
    for minor in receipts:
        before = distribute(total, steps)
        total += minor
        now = distribute(total, steps)
        assert (sum(line.minor for line in now.lines), now.left) == (total, 0)
        for one, old in zip(now.lines, before.lines, strict=True):
            key = (one.tier, one.party)
            paid[key] = paid.get(key, 0) + one.minor - old.minor
    end = distribute(total, steps)
    assert paid == {(one.tier, one.party): one.minor for one in end.lines}
