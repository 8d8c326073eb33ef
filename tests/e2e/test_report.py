"""A report in a real browser: a question, its answer frozen, signed by two, read by a visitor on a phone in Lao."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from desks.conftest import colleague, house
from desks.report.conftest import FILES, NOTHING
from sampan.catalogue import assets
from sampan.catalogue.models import Asset
from sampan.desks.report import services
from sampan.desks.report.building_process import build
from sampan.desks.report.measuring import store_of
from sampan.desks.report.models import Report, SourceFile
from sampan.partners.actor import Actor
from sampan.partners.models import Role

from .conftest import PHONE, sideways

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
AxeRun = Callable[[Page], list[Any]]
QUESTION = "measure=catalogue-share&origin_rule=fractional&unit=titles&by=origin"


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path / "var"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "assets"},
        }
    }


@pytest.fixture
def centre(transactional_db: None, tmp_path: Path) -> Actor:
    """A research house with facts."""
    actor = house("three-rivers", "TH", "th", roles=(Role.ANALYST, Role.EDITOR))
    files = tmp_path / "files"
    files.mkdir()
    for name, made in FILES.items():
        (files / name).write_bytes(made())
    place = str(store_of(actor.organisation).folder)
    build({"files": str(files), "into": place, "decisions": [], "exchange": NOTHING})
    return actor


@pytest.fixture
def report(centre: Actor) -> Report:
    titles = {"en": "How works travel", "lo": "ຜົນງານເດີນທາງແນວໃດ"}
    made = services.open_report(
        actor=centre, slug="2026", year=2026, titles=titles, languages=["en", "lo"]
    )
    services.add_chapter(actor=centre, report=made, titles={"en": "On the shelf", "lo": "ໃນຄັງ"})
    return made


def test_from_a_question_to_a_visitor(
    open_page: Open, axe: AxeRun, centre: Actor, report: Report
) -> None:
    page = open_page("/report/explore/", person=centre.person)
    page.get_by_label("Origin rule").select_option("fractional")
    page.get_by_role("button", name="Ask").click()
    chart = page.locator("#answer .chart.wide")
    expect(page).to_have_url(re.compile("origin_rule=fractional"))
    expect(chart.locator("img")).to_be_visible()
    chart.hover()
    expect(chart.locator("svg")).to_be_visible()
    marks = chart.locator("svg path > title").all_text_contents()
    assert [mark for mark in marks if mark.startswith("China · Catalogue share (titles): ")] != []
    assert axe(page) == []
    page.get_by_text("Values as a table").click()
    page.get_by_role("link", name="rows", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The rows behind the figure")
    page.go_back()
    page.get_by_role("button", name="Freeze").click()
    expect(page.locator("#F01")).to_be_visible()
    page.get_by_role("button", name="Send to review").click()
    page.get_by_role("button", name="Sign").click()
    expect(page.get_by_role("heading", name="Signatures")).to_be_visible()
    second = colleague(centre.organisation, Role.EDITOR)
    other = open_page(f"/report/reports/{report.pk}/", person=second.person)
    other.get_by_role("button", name="Sign").click()
    other.get_by_role("button", name="Publish").click()
    expect(other.get_by_role("link", name="As readers see it")).to_be_visible()
    visitor = open_page("/report/public/three-rivers/2026/", language="lo", viewport=PHONE)
    expect(visitor.locator("h1")).to_have_text("ຜົນງານເດີນທາງແນວໃດ")
    expect(visitor.locator("#F01 .chart.narrow img")).to_be_visible()
    visitor.locator("#F01 summary").click()
    expect(visitor.locator("#F01 table")).to_be_visible()
    assert (axe(visitor), sideways(visitor)) == ([], 0)


FLOWS = "measure=viewing-share&origin_rule=fractional&unit=slots&by=origin&by=territory&view=map"


def test_the_map_of_flows_is_read_by_pointer_and_by_keys(
    open_page: Open, axe: AxeRun, centre: Actor
) -> None:
    page = open_page("/report/explore/", person=centre.person)
    page.get_by_role("link", name="Who watches whose works").click()
    expect(page).to_have_url(re.compile("view=map"))
    chart, told = page.locator(".chart.wide"), page.locator("#answer .told")
    expect(page.locator(".chart.narrow")).to_be_hidden()
    chart.focus()
    expect(chart.locator("svg")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(told).to_contain_text("origin: ")
    first = told.text_content()
    page.keyboard.press("ArrowRight")
    expect(told).not_to_have_text(str(first))
    assert axe(page) == []
    page.get_by_role("link", name="Trend", exact=True).click()
    expect(page.locator("#ask-by2")).to_have_value("quarter")
    expect(page).to_have_url(re.compile("by=quarter"))
    page.get_by_role("link", name="Table", exact=True).click()
    expect(page.locator("#answer .chart")).to_have_count(0)
    page.get_by_label("Measure").focus()
    page.get_by_label("Measure").select_option("catalogue-share")
    expect(page.get_by_label("Unit")).to_have_value("titles")
    expect(page.get_by_label("Measure")).to_be_focused()


def test_the_map_on_a_phone_in_lao(open_page: Open, axe: AxeRun, centre: Actor) -> None:
    page = open_page(
        f"/report/explore/?{FLOWS}", person=centre.person, language="lo", viewport=PHONE
    )
    expect(page.locator(".chart.narrow img")).to_be_visible()
    page.locator(".chart.narrow").hover()
    expect(page.locator(".chart.narrow svg")).to_be_visible()
    assert (axe(page), sideways(page)) == ([], 0)


@pytest.mark.parametrize(
    "path", ["explore/?" + QUESTION, "sources/", "pairs/", "reports/", "reports/new/", "public/"]
)
def test_pages_of_the_desk_on_a_phone(
    open_page: Open, axe: AxeRun, centre: Actor, report: Report, path: str
) -> None:
    page = open_page(f"/report/{path}", person=centre.person, language="lo", viewport=PHONE)
    assert (axe(page), sideways(page)) == ([], 0)


PRESSED_TWICE = """() => {
    const sent = [];
    window.addEventListener("submit", (event) => {
        if (!event.defaultPrevented) sent.push(event.target.method);
        event.preventDefault();
    });
    const form = document.querySelector("main form");
    form.requestSubmit();
    form.requestSubmit();
    return sent;
}"""


def test_a_button_pressed_twice_sends_once(open_page: Open, centre: Actor, report: Report) -> None:
    page = open_page(f"/report/reports/{report.pk}/chapters/new/", person=centre.person)
    assert page.evaluate(PRESSED_TWICE) == ["post"]


def test_a_form_that_nobody_knows_on_a_phone(
    open_page: Open, axe: AxeRun, centre: Actor, report: Report
) -> None:
    account = {"problem": "No reader knows it.", "columns": ["节目", "小时"], "mapping": {}}
    source = SourceFile.objects.create(
        organisation=centre.organisation,
        asset=_asset(),
        name="节目.csv",
        state="refused",
        problem=account["problem"],
        preview=account,
    )
    path = f"/report/sources/{source.pk}/"
    page = open_page(path, person=centre.person, language="th", viewport=PHONE)
    assert (axe(page), sideways(page)) == ([], 0)
    written = open_page(f"/report/reports/{report.pk}/", person=centre.person, viewport=PHONE)
    assert (axe(written), sideways(written)) == ([], 0)


def _asset() -> Asset:
    return assets.keep(io.BytesIO(b"a,b\n"), media_type="text/csv")
