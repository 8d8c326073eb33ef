"""The contract as a document: two languages side by side, each grant by its clause, the same bytes twice."""

import re
import tomllib
from datetime import date

import pypdfium2
import pytest

from desks.conftest import house
from sampan.desks.market.document import contract_pdf, languages_of
from sampan.desks.market.models import Contract
from sampan.desks.market.paper_words import PAPER
from sampan.desks.market.terms import Deliverable, Milestone, Option, Price
from sampan.partners.actor import Actor

from .dealing import TRADERS, Market, agreed, film_of, line, rights, terms

GAPS = re.compile(r"{(\w+)}")


def contract_between(left: str, right: str, db: None) -> Contract:
    seller = house(f"seller-{left.lower()}", "TH", left, roles=TRADERS)
    buyer = house(f"buyer-{right.lower()}", "CN", right, roles=TRADERS)
    market = Market(seller, buyer, buyer, film_of(seller, "ferry"), film_of(seller, "market"))
    said = terms(
        line(
            market.film,
            territories=("ASEAN", "CN-GX"),
            languages=("zh-Hans/sub", "km/dub"),
            runs=3,
            sublicensing=1,
            overspill=True,
            holdbacks=(rights(uses=("broadcast.free",), territories=("LA",)),),
            option=Option(until_on=date(2029, 1, 1), lapses_on=date(2027, 11, 1)),
        ),
        line(market.other, exclusive=False, territories=("World except US",), end_on=None),
        price=Price(model="guarantee", currency="USD", amount=100_00, share="40", withholding="10"),
        milestones=(Milestone(when="signature", share="50"), Milestone(when="2027-06-01", share="50")),
        delivery=(Deliverable(kind="subtitles", language="lo"),),
    )  # fmt: skip
    return agreed(market, said)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ("zh-Hans", "th", ["许可协议", "2028 年 1 月 1 日", "广西"]),
        ("lo", "zh-Hans", ["ສັນຍາ", "许可方"]),
        ("vi", "en", ["Hợp đồng cấp phép", "Licence agreement", "31 December 2027"]),
        ("km", "id", ["Perjanjian lisensi", "video berlangganan"]),
    ],
)
def test_each_grant_stands_under_its_clause(
    left: str, right: str, words: list[str], db: None
) -> None:
    contract = contract_between(left, right, db)
    pdf = contract_pdf(contract)
    said = text_of(pdf)
    numbers = set(contract.grants.values_list("clause", flat=True))
    assert numbers == {"2.1", "2.2", "3.1", "4.1"}
    assert {number for number in numbers if said.count(number) >= 2} == numbers
    found = "".join(said.split())
    assert [word for word in words if word.replace(" ", "") not in found] == []
    assert contract_pdf(contract) == pdf
    assert languages_of(contract) == (left, right)


def test_houses_of_one_language_read_english_beside_it(db: None) -> None:
    assert languages_of(contract_between("th", "th", db)) == ("th", "en")
    actor: Actor = house("tetun", "TL", "tet", roles=TRADERS)
    assert actor.organisation.languages == ["tet"]


def test_every_language_says_everything_with_the_same_gaps() -> None:
    files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in PAPER.glob("*.toml")}
    english = files["en"]
    for tag, told in files.items():
        assert set(told) - {"use", "place"} == set(english), tag
        for key, sentence in english.items():
            if isinstance(sentence, str):
                assert set(GAPS.findall(told[key])) == set(GAPS.findall(sentence)), (tag, key)
            else:
                assert set(told[key]) == set(sentence), (tag, key)
