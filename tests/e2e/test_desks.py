"""One story through the desks in a real browser: received damaged, published, found, asked about, lifted, killed."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from desks.conftest import published
from desks.newswire.test_stories import license_translation
from sampan.catalogue.models import Edition
from sampan.catalogue.services import GrantTerms, add_grant
from sampan.cli.demo.content_files import journey_file
from sampan.desks.newswire.models import Destination, Usage
from sampan.desks.protection.models import Match
from sampan.desks.protection.services import Seen, report_sighting
from sampan.partners.actor import Actor
from sampan.partners.models import Membership, Organisation, OrganisationKind, Person, Role
from sampan.partners.worker import drain

from .conftest import PHONE, sideways

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
AxeRun = Callable[[Page], list[Any]]


def editor(slug: str, territory: str, language: str) -> Actor:
    house = Organisation.objects.create(
        slug=slug,
        name=slug.title(),
        kind=OrganisationKind.AGENCY,
        territory=territory,
        languages=["lo" if language == "lo" else "zh-Hans"],
    )
    person = Person.objects.create_user(f"{slug}@example.org", name=slug, language=language)
    Membership.objects.create(person=person, organisation=house, role=Role.EDITOR)
    return Actor(organisation=house, roles=frozenset({Role.EDITOR}), person=person)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }


@pytest.fixture
def lao(transactional_db: None) -> Actor:
    return editor("namou", "LA", "lo")


@pytest.fixture
def chinese(transactional_db: None) -> Actor:
    return editor("lancang", "CN", "zh-hans")


def receive(page: Page, data: bytes) -> None:
    page.set_input_files(
        "input[type=file]", {"name": "old-tea.eml", "mimeType": "message/rfc822", "buffer": data}
    )
    page.click("main form button.primary")


def go(page: Page, path: str) -> None:
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1", page.url) + path)


def test_one_story_through_the_desks(
    open_page: Open, axe: AxeRun, lao: Actor, chinese: Actor
) -> None:
    page = open_page("/wire/inbox/", person=lao.person)
    assert axe(page) == []
    receive(page, journey_file("old-tea.eml"))
    expect(page.locator("blockquote")).to_have_count(1)  # the advertisement
    assert axe(page) == []
    expect(page.locator("main .panel ul li")).not_to_have_count(0)  # what was repaired
    edition = Edition.objects.get(house=lao.organisation)
    _publishes(page, axe, lao, edition)
    drain()
    edition.refresh_from_db()
    assert (edition.status, edition.versions.count()) == ("usable", 2)

    reader = open_page("/search/?q=老茶树的茶叶首次出口", person=chinese.person)
    assert axe(reader) == []
    reader.click(f"main a[href='/wire/stories/{edition.pk}/']")
    expect(reader.locator("article.story[lang=lo]")).to_have_count(1)
    assert axe(reader) == []
    _asks(reader, axe, edition)
    go(reader, f"/wire/stories/{edition.pk}/")
    with reader.expect_download() as taken:
        reader.click("a[download] >> nth=0")
    assert taken.value.suggested_filename == f"story-{edition.pk}-2.json"
    assert Usage.objects.filter(organisation=chinese.organisation).count() == 1

    _recognises(page, axe)
    _kills(page, axe, edition)
    drain()
    reader.reload()
    assert axe(reader) == []
    expect(reader.locator("main")).to_contain_text("ບໍ່ຖືກຕ້ອງ")
    expect(reader.locator("a[download]")).to_have_count(0)
    go(reader, "/wire/receiving/")
    assert axe(reader) == []
    expect(reader.locator(f"main a[href='/wire/stories/{edition.pk}/']")).to_have_count(1)


def _publishes(page: Page, axe: AxeRun, actor: Actor, edition: Edition) -> None:
    page.click("main .panel h2 a")
    expect(page.locator("article.story[lang=lo]")).to_have_count(1)
    assert axe(page) == []
    go(page, f"/wire/stories/{edition.pk}/edit/")
    assert axe(page) == []
    page.fill("#id_byline", "ຄຳຫຼ້າ")
    page.click("main form button.primary")
    expect(page.locator("article.story .meta")).to_contain_text("ຄຳຫຼ້າ")
    _license(actor, edition)
    go(page, f"/wire/stories/{edition.pk}/publish/")
    assert axe(page) == []
    page.click("main form button.primary")
    expect(page.locator("button[commandfor=kill][command=show-modal]")).to_have_count(1)


def _license(owner: Actor, edition: Edition) -> None:
    license_translation(owner, edition)
    terms = GrantTerms(
        verb="holdback",
        territories=["World"],
        languages=["all"],
        uses=["ai.train"],
        start_on=edition.created_at.date(),
        clause="9.3",
        clause_text="Training is reserved.",
    )
    add_grant(actor=owner, work=edition.work, terms=terms)


def _asks(reader: Page, axe: AxeRun, edition: Edition) -> None:
    """May we? Yes to publish, by its clause; no to training, by its own."""
    for use, verdict, clause in (("news.publish", "good", "1"), ("ai.train", "bad", "9.3")):
        go(reader, f"/wire/stories/{edition.pk}/rights/")
        reader.select_option("#id_use", use)
        reader.click("main aside form button")
        answer = reader.locator(".answer")
        expect(answer.locator(f".badge.{verdict}")).to_have_count(1)
        expect(answer).to_contain_text(clause)
        assert axe(reader) == []


def _recognises(page: Page, axe: AxeRun) -> None:
    go(page, "/protection/report/")
    assert axe(page) == []
    page.set_input_files(
        "input[type=file]",
        {"name": "outside.html", "mimeType": "text/html", "buffer": journey_file("outside.html")},
    )
    page.fill("#id_outlet", "Lin Phou")
    page.click("main form button.primary")
    expect(page.locator("article.story")).to_have_count(1)
    assert axe(page) == []
    drain()
    go(page, "/protection/")
    assert axe(page) == []
    page.click("main table a")
    expect(page.locator(".badge.taken")).to_have_count(1)
    assert axe(page) == []
    ours = page.locator("[id^=ours-]").count()
    assert ours > 0
    expect(page.locator("[id^=theirs-]")).to_have_count(ours)


def _kills(page: Page, axe: AxeRun, edition: Edition) -> None:
    """By keyboard alone."""
    go(page, f"/wire/stories/{edition.pk}/")
    page.focus("button[commandfor=kill][command=show-modal]")
    page.keyboard.press("Enter")
    expect(page.locator("dialog#kill[open]")).to_have_count(1)
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("dialog#kill[open]")).to_have_count(0)
    expect(page.locator("button[commandfor=kill][command=show-modal]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("dialog#kill[open]")).to_have_count(1)
    for _stop in range(6):
        if page.evaluate("document.activeElement.id") == "kill-reason":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("ບໍ່ຖືກຕ້ອງ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".notice.bad")).not_to_have_count(0)
    assert axe(page) == []
    edition.refresh_from_db()
    assert edition.status == "canceled"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_desk_page_fits_a_phone(
    open_page: Open, axe: AxeRun, lao: Actor, chinese: Actor, scheme: str
) -> None:
    paragraphs = [f"ຂໍ້ຄວາມທີ {n} ຂອງຂ່າວນີ້ເວົ້າເຖິງເຮືອຂ້າມຟາກລຳໃໝ່ທີ່ຈະແລ່ນລະຫວ່າງສອງບ້ານທຸກໆມື້." for n in range(3)]
    edition = published(lao, "ເຮືອຂ້າມຟາກລຳໃໝ່", *paragraphs)
    report_sighting(
        actor=lao,
        data="\n\n".join(("ເຮືອ", *paragraphs)).encode(),
        name="a.txt",
        seen=Seen(outlet="Copy", territory="TH"),
    )
    drain()
    match = Match.objects.get()
    held = published(lao, "ຂ່າວທີ່ລໍຖ້າ", embargoed_until=timezone.now() + timezone.timedelta(days=1))
    resting = Destination.objects.create(
        organisation=lao.organisation,
        name="desk",
        kind="push",
        url="https://desk.namou.example/a-rather-long-address/of-a-receiver/that-does-not-answer",
        suspended_at=timezone.now(),
    )
    paths = [
        f"/wire/stories/{held.pk}/",
        f"/wire/receiving/destinations/{resting.pk}/",
        "/",
        "/wire/",
        *(
            f"/wire/stories/{edition.pk}/{page}"
            for page in ("", "versions/", "rights/", "travels/")
        ),
        f"/wire/stories/{edition.pk}/edit/",
        f"/wire/stories/{edition.pk}/translate/",
        *(
            "/wire/inbox/",
            "/wire/receiving/",
            "/wire/receiving/destinations/",
            "/wire/stories/new/",
        ),
        *(
            "/protection/",
            "/protection/report/",
            f"/protection/matches/{match.pk}/",
            f"/protection/sightings/{match.sighting_id}/",
        ),
        *("/report/", "/report/facts/"),
    ]
    for path in paths:
        page = open_page(path, person=lao.person, viewport=PHONE, scheme=scheme)
        assert (path, sideways(page)) == (path, 0)
        assert (path, axe(page)) == (path, [])
