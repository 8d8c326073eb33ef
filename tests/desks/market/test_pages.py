"""The pages of the shop: search, a house's shop, a title, its rights drawn, its files."""

import csv
import io
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client

from catalogue.test_titles import clip, picture
from desks.conftest import house
from sampan.catalogue.models import Title
from sampan.catalogue.services import Person, TitleFacts, describe_title, put_file
from sampan.partners.actor import Actor
from sampan.partners.models import Role

from .offering import granted, offered

QUESTION = "in=LA&use=vod.svod&language=lo&from=2027-01-01&to=2028-01-01"
BUYER_OF_IT = "Riverbank Secret Channel"


@pytest.fixture
def seller(db: None) -> Actor:
    return house("seller", "TH", "th", roles=(Role.SELLER,))


@pytest.fixture
def buyer(db: None) -> Actor:
    return house("buyer", "CN", "zh-Hans", roles=(Role.BUYER,))


@pytest.fixture
def film(seller: Actor) -> Title:
    return offered(
        seller, "ฝนบนสันเขา", "ฝนตกเจ็ดวัน", language="th", year=2025, minutes=95, genres=("drama",)
    )


def signed_in(actor: Actor) -> Client:
    client = Client()
    assert actor.person is not None
    client.force_login(actor.person)
    return client


def text(response: HttpResponse) -> str:
    assert response.status_code == 200
    return response.content.decode()


def sold(seller: Actor, film: Title) -> None:
    other = house("riverbank", "LA", "lo").organisation
    type(other).objects.filter(pk=other.pk).update(name=BUYER_OF_IT)
    granted(
        seller, film, "out-exclusive", licensee=other, territories=["LA"], uses=["vod.svod"],
        start_on=date(2026, 1, 1), end_on=date(2027, 7, 1), clause="9.9",
    )  # fmt: skip


def test_the_list_links_to_the_title_with_the_question(buyer: Actor, film: Title) -> None:
    page = text(signed_in(buyer).get(f"/market/?{QUESTION}"))
    assert "ฝนบนสันเขา" in page
    assert f"/market/titles/{film.pk}/?in=LA&amp;use=vod.svod&amp;language=lo" in page
    assert "Available" in page


def test_a_fault_in_the_question_is_said_and_the_list_stays(buyer: Actor, film: Title) -> None:
    page = text(signed_in(buyer).get("/market/?in=LA&q=ฝน"))
    assert "Say what for: choose at least one use." in page


def test_a_buyer_is_told_that_it_is_sold_but_never_to_whom(
    seller: Actor, buyer: Actor, film: Title
) -> None:
    sold(seller, film)
    client = signed_in(buyer)
    for address in (
        f"/market/?{QUESTION}&standing=no",
        f"/market/titles/{film.pk}/?{QUESTION}",
        f"/market/titles/{film.pk}/rights/?{QUESTION}",
    ):
        page = text(client.get(address))
        assert (BUYER_OF_IT in page, "9.9" in page) == (False, False)
    assert "Sold exclusively: subscription video" in page
    assert "Later: subscription video · Lao · Laos · 2027-07-01 – 2028-06-30" in page


def test_the_owner_is_told_to_whom_and_by_which_clause(seller: Actor, film: Title) -> None:
    sold(seller, film)
    page = text(signed_in(seller).get(f"/market/titles/{film.pk}/rights/?{QUESTION}"))
    assert f"Seller has given it to {BUYER_OF_IT} alone" in page
    assert "clause 9.9" in page


def test_the_map_has_a_row_for_each_territory_and_a_frame(
    seller: Actor, buyer: Actor, film: Title
) -> None:
    sold(seller, film)
    page = text(signed_in(buyer).get(f"/market/titles/{film.pk}/rights/?{QUESTION}"))
    assert page.count('class="place"') == 15
    assert "<title>Laos: sold, 2026-01-01 – 2027-07-01</title>" in page
    assert page.count('<rect class="frame"') == 2  # one on the map, one in its key
    assert "style=" not in page


def test_a_title_is_read_in_the_words_that_it_has(buyer: Actor, seller: Actor, film: Title) -> None:
    crew = (Person(role="director", names={"th": "มานี", "en": "Manee"}),)
    facts = TitleFacts(
        kind="film", countries=({"territory": "TH", "share": 70}, {"territory": "LA"})
    )
    describe_title(actor=seller, title=film, facts=facts, people=crew, rated={"TH": "13"})
    page = text(signed_in(buyer).get(f"/market/titles/{film.pk}/"))
    assert '<article class="story" lang="th">' in page
    assert '<span lang="en">Manee</span>' in page
    assert "Thailand 70 %, Laos" in page


def test_hidden_titles_and_unknown_houses_are_not_there(seller: Actor, buyer: Actor) -> None:
    hidden = offered(seller, "Hidden", shared=False)
    client = signed_in(buyer)
    for address in (f"titles/{hidden.pk}/", f"titles/{hidden.pk}/rights/", "shops/nobody/"):
        assert client.get(f"/market/{address}").status_code == 404
    assert "Hidden" not in text(client.get("/market/shops/seller/"))
    assert "Hidden" in text(signed_in(seller).get("/market/shops/seller/"))


def test_the_list_as_a_table_carries_no_formula(seller: Actor, buyer: Actor, film: Title) -> None:
    offered(seller, "=1+1")
    response = signed_in(buyer).get(f"/market/export.csv?{QUESTION}")
    told = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(told)))
    assert [(row[0], row[7]) for row in rows] == [
        ("Title", "Rights"), ("'=1+1", "Available"), ("ฝนบนสันเขา", "Available"),
    ]  # fmt: skip


def test_a_trailer_is_sent_in_ranges_and_a_screener_is_not(
    seller: Actor, buyer: Actor, film: Title
) -> None:
    data = clip().getvalue()
    trailer = put_file(actor=seller, title=film, purpose="trailer", file=clip(), name="t.mp4")
    screener = put_file(actor=seller, title=film, purpose="screener", file=clip(), name="s.mp4")
    client, address = signed_in(buyer), f"/market/files/{trailer.pk}/clip/"
    for asked, status, span in (
        (None, 200, slice(None)),
        ("bytes=0-99", 206, slice(0, 100)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-10", 206, slice(-10, None)),
        ("bytes=0-999999999", 206, slice(None)),
        ("lines=1-2", 200, slice(None)),
    ):
        response = client.get(address, headers={"Range": asked} if asked else {})
        body = b"".join(response.streaming_content)  # type: ignore[attr-defined]
        assert (response.status_code, body) == (status, data[span])
    beyond = client.get(address, headers={"Range": f"bytes={len(data)}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(data)}")
    assert client.get(f"/market/files/{screener.pk}/clip/").status_code == 404


def test_a_poster_is_shown(seller: Actor, buyer: Actor, film: Title) -> None:
    poster = put_file(actor=seller, title=film, purpose="poster", file=picture(), name="p.jpg")
    client = signed_in(buyer)
    response = client.get(f"/market/files/{poster.pk}/picture/")
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert f"/market/files/{poster.pk}/picture/" in text(client.get("/market/"))
    b"".join(response.streaming_content)  # type: ignore[attr-defined]
