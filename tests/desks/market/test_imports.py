"""Catalogue files: read in a process of their own, previewed, and taken whole or not at all."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from desks.conftest import house
from sampan.catalogue.models import EditionForm, Grant, Title
from sampan.desks.market.importing.preview import differences
from sampan.desks.market.importing.reader import read
from sampan.desks.market.importing.workbook import write_workbook
from sampan.desks.market.models import CatalogueImport
from sampan.desks.market.services import catalogue_import as services
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event, Role
from sampan.partners.worker import drain

from .test_pages import signed_in


@pytest.fixture
def seller(db: None) -> Actor:
    return house("seller", "TH", "th", roles=(Role.SELLER,))


def right(**changed: Any) -> dict[str, Any]:
    return {
        "territories": ["World except CN"], "languages": ["all"], "uses": ["all-media"], "start": "2026-01-01",
        "end": "", "contract": "Own", "clause": "1", "text": "Made by the house.",
    } | changed  # fmt: skip


def record(reference: str = "rain", **changed: Any) -> dict[str, Any]:
    return {
        "reference": reference, "kind": "film", "parent": "", "number": None, "year": 2025, "minutes": 90,
        "episodes": None, "genres": ["drama"], "language": "th",
        "countries": [{"territory": "TH", "share": 60}, {"territory": "LA"}],
        "people": [["director", {"th": "มานี", "en": "Manee"}]], "rated": {"TH": "13"},
        "versions": ["th/original", "lo/sub"], "eidr": "", "isan": "",
        "words": {"th": ["ฝน", "ฝนตก", "ฝนตกเจ็ดวัน"], "lo": ["ຝົນ", "", ""]}, "rights": [right()],
    } | changed  # fmt: skip


def sent(seller: Actor, *records: dict[str, Any]) -> CatalogueImport:
    row = services.send_catalogue(actor=seller, name="c.xlsx", data=write_workbook(records))
    drain()
    row.refresh_from_db()
    return row


def taken(seller: Actor, *records: dict[str, Any]) -> CatalogueImport:
    row = sent(seller, *records)
    services.confirm_catalogue(actor=seller, row=row)
    drain()
    row.refresh_from_db()
    return row


def test_a_workbook_reads_back_as_it_was_written() -> None:
    records = [record(), record("sun", kind="series", rights=[right(), right(clause="2")])]
    told = read(write_workbook(records), "c.xlsx", "seller")
    assert told["faults"] == []
    read_back = [{k: v for k, v in one.items() if k != "place"} for one in told["titles"]]
    assert read_back == records


def test_titles_listings_and_rights_are_taken_together(seller: Actor) -> None:
    row = taken(seller, record())
    assert (row.state, row.problem) == ("taken", "")
    title = Title.objects.get(reference="rain")
    assert (title.year, title.genres, title.work.origin) == (2025, ["drama"], "TH")
    forms = sorted(title.work.editions.values_list("form", flat=True))
    assert forms == [
        EditionForm.LISTING, EditionForm.LISTING, EditionForm.ORIGINAL, EditionForm.SUBTITLE,
    ]  # fmt: skip
    grant = Grant.objects.get(work=title.work)
    assert (grant.verb, grant.licensee, grant.clause) == ("in", seller.organisation, "1")
    assert title.work.shares.count() == 0


def test_a_file_taken_twice_changes_nothing(seller: Actor) -> None:
    taken(seller, record())
    before = Event.objects.filter(name__startswith="catalogue.").count()
    row = sent(seller, record())
    assert [one.is_same for one in differences(seller.organisation, row.told)] == [True]
    taken(seller, record())
    assert Event.objects.filter(name__startswith="catalogue.").count() == before


def test_a_preview_says_what_would_change_and_taking_supersedes_the_clause(seller: Actor) -> None:
    taken(seller, record())
    changed = record(year=2026, rights=[right(end="2030-01-01")])
    row = sent(seller, changed)
    found = differences(seller.organisation, row.told)[0].changes
    assert [(one.what, one.old, one.new) for one in found if one.what == "year"] == [
        ("year", "2025", "2026")
    ]
    assert [one.what for one in found] == ["year", "rights 1"]
    taken(seller, changed)
    grants = Grant.objects.order_by("pk")
    assert [(one.end_on is None, one.superseded_at is None) for one in grants] == [
        (True, False), (False, True),
    ]  # fmt: skip


def test_episodes_may_stand_before_their_series(seller: Actor) -> None:
    episode = record("s-e1", kind="episode", parent="s", number=1)
    row = taken(seller, episode, record("s", kind="series"))
    assert row.state == "taken"
    assert Title.objects.get(reference="s-e1").parent == Title.objects.get(reference="s")


def test_nothing_is_half_loaded(seller: Actor) -> None:
    row = taken(seller, record(), record("sun", genres=["western"]))
    assert (row.state, Title.objects.count()) == ("failed", 0)
    assert row.problem.startswith("Titles, row 3: “western” is no genre")
    assert Event.objects.filter(name="market.catalogue.failed").count() == 1


def test_each_fault_has_its_place_and_what_is_right(seller: Actor) -> None:
    book = load_workbook(BytesIO(write_workbook([record(), record("sun")])))
    book["Titles"]["B2"] = "opera"
    book["Titles"]["E3"] = "soon"
    book["Titles"]["A3"] = "rain"
    book["Listings"]["B2"] = "xx"
    book["Rights"]["E2"] = "tomorrow"
    book["Rights"]["B3"] = "Atlantis"
    out = BytesIO()
    book.save(out)
    row = services.send_catalogue(actor=seller, name="c.xlsx", data=out.getvalue())
    drain()
    row.refresh_from_db()
    places = [fault["place"] for fault in row.faults]
    assert places[:3] == [
        "Titles, row 2, column Kind", "Titles, row 3, column Year", "Titles, row 3, column Reference",
    ]  # fmt: skip
    assert "Listings, row 2, column Language" in places
    assert "Rights, row 2, column Start" in places
    assert "Rights, row 3, column Territories" in places
    assert row.may_be_taken is False
    with pytest.raises(Invalid):
        services.confirm_catalogue(actor=seller, row=row)


def test_a_table_of_titles_is_read(seller: Actor) -> None:
    table = "Reference,Kind,Year,Original,Name,Short\r\nrain,film,2025,th,ฝน,ฝนตก\r\n"
    row = services.send_catalogue(actor=seller, name="c.csv", data=table.encode())
    drain()
    row.refresh_from_db()
    assert (row.state, row.faults) == ("read", [])
    assert row.told[0]["words"] == {"th": ["ฝน", "ฝนตก", ""]}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"\x00\x01\x02", b"hello"])
def test_what_cannot_be_read_is_kept_with_a_sentence(seller: Actor, data: bytes) -> None:
    row = services.send_catalogue(actor=seller, name="c.bin", data=data)
    drain()
    row.refresh_from_db()
    is_refused = row.state == "unreadable" and row.problem != ""
    assert is_refused or row.faults or row.told == []
    assert "Traceback" not in row.problem


def test_the_trades_own_workbook_is_read(seller: Actor, shared: Path) -> None:
    data = (shared / "avails" / "Movies_v1.9.xlsx").read_bytes()
    row = services.send_catalogue(actor=seller, name="Movies_v1.9.xlsx", data=data)
    drain()
    row.refresh_from_db()
    assert (row.state, [fault for fault in row.faults if not fault["warning"]]) == ("read", [])
    services.confirm_catalogue(actor=seller, row=row)
    drain()
    row.refresh_from_db()
    assert (row.state, row.problem) == ("taken", "")
    assert Title.objects.count() == len(row.told) > 0
    assert Grant.objects.filter(verb="in").count() == sum(len(one["rights"]) for one in row.told)


def test_only_a_seller_of_its_house_sends_and_takes(seller: Actor) -> None:
    other = house("other", "VN", roles=(Role.SELLER,))
    with pytest.raises(Refused):
        services.send_catalogue(actor=house("third", "VN"), name="c", data=b"")
    with pytest.raises(Refused):
        services.confirm_catalogue(actor=other, row=sent(seller, record()))


def test_the_pages_send_preview_and_take(seller: Actor) -> None:
    client = signed_in(seller)
    file = SimpleUploadedFile("c.xlsx", write_workbook([record()]))
    page = client.post("/market/imports/", {"file": file}, follow=True)
    assert "Being read" in page.content.decode()
    drain()
    row = CatalogueImport.objects.get()
    text = client.get(f"/market/imports/{row.pk}/").content.decode()
    assert ("ฝน" in text, "Take 1 title" in text) == (True, True)
    client.post(f"/market/imports/{row.pk}/confirm/")
    drain()
    assert "Everything in the file" in client.get(f"/market/imports/{row.pk}/").content.decode()
