"""A seller writes a title, records rights, adds a file, offers it and takes it off the market, by the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.test_titles import picture
from desks.conftest import house
from sampan.catalogue.models import Grant, Title, TitleFile
from sampan.partners.actor import Actor
from sampan.partners.models import Role

from .offering import offered
from .test_pages import signed_in, text

FORM = {
    "reference": "rain-1", "kind": "film", "language": "th", "name": "ฝน", "short": "ฝนตก",
    "synopsis": "หนึ่ง\r\n\r\nสอง",
    "original": "th", "genres": ["drama"], "year": "2025", "minutes": "90", "countries": "TH 60; LA 40",
    "people": "director: th=มานี | en=Manee", "ratings": "TH 13", "versions": "th/original; lo/sub",
}  # fmt: skip
RIGHTS = {
    "territories": "World", "languages": "all", "uses": "all-media", "start": "2026-01-01", "clause": "1",
    "text": "Made by the house.",
}  # fmt: skip


@pytest.fixture
def seller(db: None) -> Actor:
    return house("seller", "TH", "th", roles=(Role.SELLER,))


@pytest.fixture
def buyer(db: None) -> Actor:
    return house("buyer", "CN", "zh-Hans", roles=(Role.BUYER,))


def test_a_title_from_the_first_word_to_the_market_and_back(seller: Actor, buyer: Actor) -> None:
    here, there = signed_in(seller), signed_in(buyer)
    assert here.post("/market/titles/new/", FORM).status_code == 302
    title = Title.objects.get(reference="rain-1")
    assert (title.year, title.countries[1]) == (2025, {"territory": "LA", "share": 40})
    address = f"/market/titles/{title.pk}/"
    here.post(f"{address}hold/", RIGHTS)
    assert Grant.objects.get(work=title.work).territories == ["World"]
    file = SimpleUploadedFile("p.jpg", picture().getvalue())
    here.post(f"{address}files/", {"purpose": "poster", "file": file, "alternative": "ฝน"})
    poster = TitleFile.objects.get(title=title)
    assert there.get(address).status_code == 404
    here.post(f"{address}offer/")
    assert "ฝน" in text(there.get(address))
    here.post(f"{address}withdraw/")
    assert there.get(address).status_code == 404
    here.post(f"{address}offer/", {"to": ["buyer"]})
    assert there.get(address).status_code == 200
    here.post(f"/market/files/{poster.pk}/drop/")
    assert not TitleFile.objects.exists()


def test_what_stands_is_shown_and_other_words_are_added(seller: Actor) -> None:
    client = signed_in(seller)
    client.post("/market/titles/new/", FORM)
    title = Title.objects.get()
    page = text(client.get(f"/market/titles/{title.pk}/edit/?words=th"))
    assert ("director: en=Manee | th=มานี" in page, "TH 60; LA 40" in page) == (True, True)
    changed = FORM | {"language": "lo", "name": "ຝົນ", "short": "", "synopsis": "", "year": "2026"}
    client.post(f"/market/titles/{title.pk}/edit/", changed)
    title.refresh_from_db()
    assert (title.year, title.work.editions.filter(form="listing").count()) == (2026, 2)


def test_faults_are_said_beside_their_fields(seller: Actor) -> None:
    client = signed_in(seller)
    wrong = FORM | {"countries": "Laos", "versions": "klingon", "ratings": "TH R99"}
    page = text(client.post("/market/titles/new/", wrong))
    assert "“Laos” cannot be read. Write them as LA 60; CN 40." in page
    assert "“klingon” cannot be read." in page
    page = text(client.post("/market/titles/new/", FORM | {"ratings": "TH R99"}))
    assert "TH has no rating “R99”" in page
    assert Title.objects.count() == 0
    client.post("/market/titles/new/", FORM)
    assert "Another title of yours has this reference." in text(
        client.post("/market/titles/new/", FORM)
    )
    title = Title.objects.get()
    page = text(client.post(f"/market/titles/{title.pk}/hold/", RIGHTS | {"territories": "Mars"}))
    assert "Mars" in page
    assert Grant.objects.count() == 0


def test_others_titles_are_not_edited(seller: Actor, buyer: Actor) -> None:
    title = offered(seller)
    other = house("other", "VN", roles=(Role.SELLER,))
    for actor, status in ((other, 404), (buyer, 403)):
        client = signed_in(actor)
        assert client.get(f"/market/titles/{title.pk}/edit/").status_code == status
        assert client.post(f"/market/titles/{title.pk}/withdraw/").status_code == status
