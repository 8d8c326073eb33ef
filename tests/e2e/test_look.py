"""The pages of the frame in a real browser: readable, reachable by keyboard, nothing for axe to find."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sampan.partners.models import Membership, Organisation, OrganisationKind, Person, Role

from .conftest import PHONE, sideways

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
AxeRun = Callable[[Page], list[Any]]
# Each with one scheme, so that both are looked at everywhere.
LANGUAGES = {"en": "light", "zh-hans": "dark", "lo": "light", "th": "dark", "vi": "light"}
PUBLIC = ["/", "/style/", "/account/login/", "/account/password/reset/"]
MEMBERS = ["/", "/account/password/change/", "/account/logout/"]


@pytest.fixture
def person(transactional_db: None) -> Person:
    house = Organisation.objects.create(
        slug="namou", name="Nam Ou News", kind=OrganisationKind.AGENCY, territory="LA"
    )
    somebody = Person.objects.create_user("khamla@example.org", name="Khamla")
    Membership.objects.create(person=somebody, organisation=house, role=Role.OWNER)
    return somebody


@pytest.mark.parametrize("path", PUBLIC)
def test_axe_finds_nothing_for_visitors(open_page: Open, axe: AxeRun, path: str) -> None:
    for language, scheme in LANGUAGES.items():
        assert axe(open_page(path, language=language, scheme=scheme)) == []


def test_axe_finds_what_is_wrong(open_page: Open, axe: AxeRun) -> None:
    page = open_page("/account/login/")
    page.evaluate("document.querySelector('label[for=id_login]').remove()")
    assert [rule for rule, _elements in axe(page)] == ["label"]


@pytest.mark.parametrize("path", MEMBERS)
def test_axe_finds_nothing_for_members(
    open_page: Open, axe: AxeRun, person: Person, path: str
) -> None:
    for language in LANGUAGES:
        Person.objects.filter(pk=person.pk).update(language=language)
        assert axe(open_page(path, person=person)) == []


@pytest.mark.parametrize("path", PUBLIC)
def test_a_phone_shows_everything_without_moving_sideways(open_page: Open, path: str) -> None:
    for language in LANGUAGES:
        assert sideways(open_page(path, language=language, viewport=PHONE)) == 0


def test_khmer_and_burmese_fit_a_phone(open_page: Open) -> None:
    """No interface yet in these two, so the samples of /style stand for long unbroken text."""
    page = open_page("/style/", viewport=PHONE)
    widths = page.eval_on_selector_all(
        "[lang=km], [lang=my]", "all => all.map(one => one.scrollWidth - one.clientWidth)"
    )
    assert [width for width in widths if width > 1] == []


def test_scripts_are_set_in_their_own_fonts_and_measures(open_page: Open) -> None:
    page = open_page("/style/")
    loaded = page.evaluate("[...document.fonts].filter(font => font.status === 'loaded').length")
    assert loaded == 4
    leading = {
        language: page.eval_on_selector(
            f".specimens p[lang={language}]",
            "p => Math.round(100 * parseFloat(getComputedStyle(p).lineHeight)"
            " / parseFloat(getComputedStyle(p).fontSize)) / 100",
        )
        for language in ("en", "lo", "th", "km", "my")
    }
    assert leading == {"en": 1.5, "lo": 1.75, "th": 1.75, "km": 1.9, "my": 1.9}


def test_the_keyboard_reaches_the_page_first_and_then_everything(open_page: Open) -> None:
    page = open_page("/account/login/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))
    page.keyboard.press("Tab")
    expect(page.locator("#id_login")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#id_password")).to_be_focused()


def test_a_menu_opens_and_closes_by_keyboard(open_page: Open) -> None:
    page = open_page("/")
    page.focus("details.menu > summary")
    page.keyboard.press("Enter")
    expect(page.locator("details.menu[open]")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.locator("details.menu [value=en]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("details.menu[open]")).to_have_count(0)


def test_a_confirmation_holds_the_focus_until_answered(open_page: Open, axe: AxeRun) -> None:
    page = open_page("/style/")
    page.click("button[commandfor=sample-kill][command=show-modal]")
    expect(page.locator("dialog[open]")).to_have_count(1)
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("button[commandfor=sample-kill][command=show-modal]")).to_be_focused()


def test_a_refused_form_puts_the_focus_on_its_summary(open_page: Open) -> None:
    page = open_page("/account/login/")
    page.fill("#id_login", "nobody@example.org")
    page.fill("#id_password", "wrong")
    page.click("main button.primary")
    expect(page.locator(".errors")).to_be_focused()


def test_the_theme_changes_without_a_script(open_page: Open) -> None:
    page = open_page("/")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("button[name=theme][value=dark]")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("body")).not_to_have_css("background-color", before)
