"""The shop in a real browser: nothing for axe to find, nothing sideways, a trailer that plays, a map by keyboard."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalogue.test_titles import clip, picture
from desks.conftest import house
from desks.market.offering import granted, offered
from sampan.catalogue.listings import Listing
from sampan.catalogue.models import Title
from sampan.catalogue.services import Person, TitleFacts, describe_title, put_file, write_listing
from sampan.desks.market.search import Wanted
from sampan.desks.market.services.wishes import save_wish
from sampan.partners.actor import Actor
from sampan.partners.models import Role

from .conftest import DESKTOP, PHONE, sideways

pytestmark = pytest.mark.browser
QUESTION = "in=LA&in=TH&use=vod.svod&language=lo&from=2027-01-01&to=2028-01-01&exclusive=1"


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
    return house("seller", "TH", "th", roles=(Role.SELLER,))


@pytest.fixture
def buyer(transactional_db: None) -> Actor:
    return house("buyer", "LA", "lo", roles=(Role.BUYER,))


@pytest.fixture
def film(seller: Actor, buyer: Actor) -> Title:
    title = offered(seller, "บ้านเจ็ดฝน", "พี่น้องสี่คนกลับมาขายบ้านริมคลอง", language="th")
    words = Listing(language="lo", name="ເຮືອນເຈັດຝົນ", short="ຄອບຄົວໜຶ່ງ", synopsis=("ອ້າຍນ້ອງສີ່ຄົນ.",))
    write_listing(actor=seller, title=title, listing=words)
    facts = TitleFacts(kind="film", year=2025, minutes=95, genres=("drama",), language="th")
    crew = (Person(role="director", names={"th": "มานี", "en": "Manee"}),)
    describe_title(actor=seller, title=title, facts=facts, people=crew, rated={"TH": "13"})
    for purpose, file in (
        ("poster", picture()),
        ("still", picture()),
        ("trailer", clip()),
        ("screener", clip()),
    ):
        put_file(
            actor=seller, title=title, purpose=purpose, file=file, name=purpose, alternative="ฝน"
        )
    for verb, code, more in (
        ("out-exclusive", "LA", {}), ("out-nonexclusive", "TH", {}), ("option", "VN", {}), ("holdback", "KH", {}),
    ):  # fmt: skip
        licensee = None if verb == "holdback" else house(f"other-{code}", "VN").organisation
        granted(
            seller, title, verb, licensee=licensee, territories=[code], uses=["vod"],
            start_on=date(2026, 6, 1), end_on=date(2028, 6, 1), **more,
        )  # fmt: skip
    save_wish(actor=buyer, name="ຝົນ", wanted=Wanted(kinds=("film",)))
    return title


BUYERS = (
    f"/market/?{QUESTION}", f"/market/?{QUESTION}&standing=no", "/market/shops/seller/", "/market/titles/{pk}/",
    f"/market/titles/{{pk}}/rights/?{QUESTION}", "/market/titles/{pk}/screenings/", "/market/wishes/",
)  # fmt: skip


@pytest.mark.parametrize("address", BUYERS)
def test_what_a_buyer_sees(
    open_page: Callable[..., Any],
    axe: Callable[[Any], Any],
    buyer: Actor,
    film: Title,
    address: str,
) -> None:
    for scheme, viewport in (("light", PHONE), ("dark", DESKTOP)):
        page = open_page(
            address.format(pk=film.pk),
            person=buyer.person,
            language="lo",
            scheme=scheme,
            viewport=viewport,
        )
        assert (axe(page), sideways(page)) == ([], 0)


@pytest.mark.parametrize(
    "address",
    [
        "/market/titles/{pk}/edit/", "/market/titles/{pk}/screenings/", "/market/titles/{pk}/rights/",
        "/market/titles/new/", "/market/imports/",
    ],
)  # fmt: skip
def test_what_a_seller_sees(
    open_page: Callable[..., Any],
    axe: Callable[[Any], Any],
    seller: Actor,
    film: Title,
    address: str,
) -> None:
    page = open_page(address.format(pk=film.pk), person=seller.person, viewport=PHONE)
    assert (axe(page), sideways(page)) == ([], 0)


# A function that waits inside the page: wait_for_function would evaluate a string, which the page's own policy refuses.
PLAYED = """async one => {
    one.muted = true;
    await one.play();
    const patience = performance.now() + 30000;
    while (one.currentTime === 0 && performance.now() < patience) await new Promise(requestAnimationFrame);
    return one.currentTime;
}"""


def test_a_trailer_plays_only_when_it_is_told_to(
    open_page: Callable[..., Any], buyer: Actor, film: Title
) -> None:
    page = open_page(f"/market/titles/{film.pk}/", person=buyer.person)
    film_of = page.locator("video").first
    assert film_of.evaluate("one => one.paused") is True
    assert film_of.evaluate(PLAYED) > 0


def test_the_map_is_reached_by_keyboard_and_says_the_same_as_its_table(
    open_page: Callable[..., Any], buyer: Actor, film: Title
) -> None:
    page = open_page(f"/market/titles/{film.pk}/rights/?{QUESTION}", person=buyer.person)
    assert page.locator(".map").get_attribute("tabindex") == "0"
    page.get_by_text("The same as a table").click()
    bars = page.locator(".map .bar").count()
    assert page.locator("details table tbody tr").count() == bars
