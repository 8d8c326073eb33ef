"""A deal in a real browser: found, offered, countered, accepted; gone for the next buyer; the contract opened."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from catalogue.test_titles import clip
from desks.market.dealing import LATER, line, terms
from desks.market.offering import offered
from sampan.catalogue.models import Title
from sampan.catalogue.services import put_file, share_work
from sampan.desks.market.importing.workbook import write_workbook
from sampan.desks.market.models import Contract, Negotiation
from sampan.desks.market.services.acceptance import accept_offer
from sampan.desks.market.services.negotiating import open_negotiation
from sampan.desks.market.terms import Deliverable, Price
from sampan.partners.actor import Actor
from sampan.partners.models import Membership, Organisation, OrganisationKind, Person, Role
from sampan.partners.worker import drain

from .conftest import PHONE, sideways

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
AxeRun = Callable[[Page], list[Any]]
QUESTION = "in=CN&use=vod.svod&language=zh-Hans&form=sub&from=2027-01-01&to=2028-01-01&exclusive=on"


def trader(slug: str, territory: str, language: str, role: Role, tongue: str) -> Actor:
    house = Organisation.objects.create(
        slug=slug,
        name=slug.title(),
        kind=OrganisationKind.PLATFORM,
        territory=territory,
        languages=[tongue],
    )
    person = Person.objects.create_user(f"{slug}@example.org", name=slug, language=language)
    Membership.objects.create(person=person, organisation=house, role=role)
    return Actor(organisation=house, roles=frozenset({role}), person=person)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }


@pytest.fixture
def seller(transactional_db: None) -> Actor:
    return trader("saifon", "TH", "th", Role.SELLER, "th")


@pytest.fixture
def buyer(transactional_db: None) -> Actor:
    return trader("kapok", "CN", "zh-hans", Role.BUYER, "zh-Hans")


@pytest.fixture
def rival(transactional_db: None) -> Actor:
    return trader("harbour", "CN", "en", Role.BUYER, "zh-Hans")


@dataclass
class Houses:
    seller: Actor
    buyer: Actor
    rival: Actor
    title: Title


@pytest.fixture
def houses(seller: Actor, buyer: Actor, rival: Actor) -> Houses:
    title = offered(seller, "เรือข้ามฟาก", "เรือลำหนึ่งข้ามแม่น้ำทุกเย็น", language="th")
    drain()
    return Houses(seller, buyer, rival, title)


def struck(houses: Houses, **changed: Any) -> Contract:
    """The buyer's deal over the title, made without a page."""
    opened = open_negotiation(
        actor=houses.buyer,
        seller=houses.seller.organisation,
        buyer=houses.buyer.organisation,
        terms=terms(line(houses.title.work, territories=("CN",)), **changed),
        expires_at=LATER,
    )
    return accept_offer(actor=houses.seller, negotiation=opened, number=1)


def go(page: Page, path: str) -> None:
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1", page.url) + path)


def record() -> dict[str, Any]:
    """A title as a row of the seller's workbook."""
    held = {
        "territories": ["World"], "languages": ["all"], "uses": ["all-media"], "start": "2026-01-01", "end": "",
        "contract": "Own", "clause": "1", "text": "Made by the house.",
    }  # fmt: skip
    return {
        "reference": "ferry", "kind": "film", "parent": "", "number": None, "year": 2025, "minutes": 92,
        "episodes": None, "genres": ["drama"], "language": "th", "countries": [{"territory": "TH", "share": 100}],
        "people": [["director", {"th": "มานี", "en": "Manee"}]], "rated": {"TH": "13"}, "versions": ["th/original"],
        "eidr": "", "isan": "", "rights": [held],
        "words": {"th": ["เรือข้ามฟาก", "เรือยามเย็น", "เรือข้ามแม่น้ำ"], "zh-Hans": ["晚渡", "渡船", "一条船。"]},
    }  # fmt: skip


def test_a_workbook_is_uploaded_and_its_title_sold(
    open_page: Open, axe: AxeRun, seller: Actor, buyer: Actor, rival: Actor
) -> None:
    across = open_page("/market/imports/", person=seller.person)
    upload(across)
    title = Title.objects.get(reference="ferry")
    share_work(actor=seller, work=title.work)
    put_file(actor=seller, title=title, purpose="trailer", file=clip(), name="t.mp4")
    mine = open_page(f"/market/?{QUESTION}", person=buyer.person)
    theirs = open_page(f"/market/?{QUESTION}", person=rival.person)
    mine.get_by_role("link", name="晚渡").first.click()
    watch(mine)
    offer(mine, axe)
    counter(across)
    accept(mine, axe)
    theirs.reload()
    expect(theirs.get_by_role("link", name=re.compile("晚渡|เรือข้ามฟาก"))).to_have_count(0)
    the_contract_is_opened(mine)


def upload(page: Page) -> None:
    workbook = {
        "name": "c.xlsx",
        "mimeType": "application/zip",
        "buffer": write_workbook([record()]),
    }
    page.set_input_files("main input[type=file]", workbook)
    send(page)
    drain()
    page.reload()
    send(page)  # take one title
    drain()
    page.reload()
    expect(page.locator(".notice.good")).to_be_visible()


def send(page: Page) -> None:
    """The form is sent, and what it asks for is kept before anybody works on it."""
    with page.expect_navigation():
        page.click("main form button.primary")


def watch(page: Page) -> None:
    trailer = page.locator("video").first
    expect(trailer).to_be_visible()
    trailer.evaluate("film => { film.muted = true; return film.play(); }")
    assert trailer.evaluate("film => film.readyState") >= 2


def offer(page: Page, axe: AxeRun) -> None:
    page.click("a.button.primary[href*='negotiations/new']")
    expect(page.locator("[name='form-0-territories']")).to_have_value("CN")
    assert axe(page) == []
    page.select_option("[name=model]", "flat")
    page.fill("[name=amount]", "30000")
    expect(page.locator("#checked .badge.good")).to_be_visible()
    page.click("main form button.primary")
    expect(page.locator(".timeline li")).to_have_count(1)
    assert axe(page) == []


def counter(page: Page) -> None:
    go(page, "/")
    page.click("a[href*='/market/negotiations/']")
    expect(page.locator("h1")).to_contain_text("เรือข้ามฟาก")
    page.click("a[href$='/counter/']")
    page.fill("[name=amount]", "36000")
    page.fill("[name=note]", "ราคานี้รวมคำบรรยายแล้ว")
    page.click("main form button.primary")
    expect(page.locator("section.article ins").first).to_contain_text("36,000")


def accept(page: Page, axe: AxeRun) -> None:
    page.reload()
    page.locator("button[commandfor=accept][command=show-modal]").press(
        "Enter"
    )  # by the keyboard alone
    page.locator("#accept button.primary").press("Enter")
    expect(page.locator(".badge.good").first).to_be_visible()
    assert axe(page) == []


def the_contract_is_opened(page: Page) -> None:
    contract = Contract.objects.get()
    assert contract.state == "active"
    drain()
    address = page.locator("a[href$='document.pdf']").evaluate("link => link.href")
    document = pypdfium2.PdfDocument(page.request.get(address).body())
    words = "".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    document.close()
    assert [part in words for part in (contract.number, "36,000", "晚渡")] == [True, True, True]


def test_what_stands_in_the_way_is_told_as_it_is_typed(open_page: Open, houses: Houses) -> None:
    contract = struck(houses)
    begin = f"/market/negotiations/new/?work={houses.title.work.key}"
    page = open_page(begin, person=houses.rival.person)
    page.fill("[name='form-0-territories']", "LA, CN")
    page.fill("[name='form-0-languages']", "zh-Hans")
    page.check("[name='form-0-uses'][value='vod.svod']")
    page.fill("[name='form-0-start_on']", "2027-03-01")
    page.fill("[name='form-0-end_on']", "2027-09-01")
    page.fill("[name=amount]", "100")
    expect(page.locator("#checked")).to_contain_text("(clause 2.1)")
    expect(page.locator("#checked")).not_to_contain_text(contract.number)
    page.fill("[name='form-0-territories']", "LA")
    expect(page.locator("#checked .badge.good")).to_be_visible()


def test_a_title_is_given_in_return(open_page: Open, axe: AxeRun, houses: Houses) -> None:
    """A barter: asked for on the page, accepted by the other side, one contract for both."""
    sells = Actor(
        organisation=houses.buyer.organisation,
        roles=frozenset({Role.SELLER}),
        person=houses.buyer.person,
    )
    offered(sells, "灯会", "一年一度的灯会。", language="zh-Hans")
    page = open_page(
        f"/market/negotiations/new/?work={houses.title.work.key}&{QUESTION}",
        person=houses.buyer.person, viewport=PHONE,
    )  # fmt: skip
    page.select_option("[name=model]", "barter")
    page.click("button[name=add_line][value=return]")
    page.fill("[name='return-0-work']", "灯会")
    page.fill("[name='return-0-territories']", "LA, TH")
    page.fill("[name='return-0-languages']", "th")
    page.check("[name='return-0-uses'][value='vod.svod']")
    page.fill("[name='return-0-start_on']", "2027-01-01")
    expect(page.locator("#checked .badge.good")).to_be_visible()
    assert (axe(page), sideways(page)) == ([], 0)
    send(page)
    theirs = open_page(
        f"/market/negotiations/{Negotiation.objects.get().pk}/", person=houses.seller.person
    )
    expect(theirs.locator("aside")).to_contain_text("灯会")
    accept(theirs, axe)
    expect(theirs.locator("main")).to_contain_text("Saifon ⇄ Kapok")
    granted = Contract.objects.get().grants.order_by("clause")
    assert list(granted.values_list("licensor__slug", "licensee__slug")) == [
        ("saifon", "kapok"), ("kapok", "saifon")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "path", ["deals/", "requests/", "requests/new/", "calendar/", "board/", "quota/"]
)
def test_pages_of_deals_on_a_phone(open_page: Open, axe: AxeRun, houses: Houses, path: str) -> None:
    struck(houses)
    for scheme in ("light", "dark"):
        page = open_page(
            f"/market/{path}", person=houses.buyer.person, viewport=PHONE, scheme=scheme
        )
        assert (axe(page), sideways(page)) == ([], 0)


def test_a_contract_on_a_phone(open_page: Open, axe: AxeRun, houses: Houses) -> None:
    price = Price(model="guarantee", currency="USD", amount=100_00, share="40")
    contract = struck(houses, price=price, delivery=(Deliverable(kind="master"),))
    for name in ("", "materials/", "money/"):
        address = f"/market/contracts/{contract.pk}/{name}"
        page = open_page(address, person=houses.buyer.person, viewport=PHONE)
        assert (axe(page), sideways(page)) == ([], 0)
    address = f"/market/negotiations/{contract.negotiation_id}/"
    page = open_page(address, person=houses.seller.person, viewport=PHONE)
    assert (axe(page), sideways(page)) == ([], 0)
