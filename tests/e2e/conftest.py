"""A real browser against a real server on loopback: Debian's Chromium, driven by playwright."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from sampan.web.fonts import build_fonts

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000  # milliseconds: a machine with other work measures, draws and answers slowly
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}


# What htmx says of a request that leaving the page broke off. Of one that failed, the browser itself speaks as well.
BROKEN_OFF = ("htmx:afterRequest", "htmx:sendError", "htmx:sendAbort")
# Fonts begin to load when the page is first drawn, and only then there is something to wait for.
SETTLED = """async () => {
    await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    await document.fonts.ready;
}"""


@pytest.fixture(scope="session", autouse=True)
def _fonts() -> None:
    """The pages are looked at with the fonts that they ship."""
    build_fonts(Path(settings.VAR) / "fonts")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if shutil.which(CHROMIUM) is None:
        pytest.skip(f"{CHROMIUM} is absent; apt-get install chromium")
    # Django refuses the database inside a running event loop, and playwright keeps one; the loop is not ours.
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            expect.set_options(timeout=PATIENCE)
            yield chromium
            chromium.close()


@pytest.fixture
def open_page(
    browser: Browser, transactional_db: None, live_server: Any
) -> Iterator[Callable[..., Page]]:
    """open_page("/style/", language="lo", viewport=PHONE, scheme="dark", person=somebody) -> a loaded Page.

    A page that logs an error, or that breaks its content security policy, fails the test.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def heard(said: ConsoleMessage) -> None:
        if said.type == "error" and not said.text.startswith(BROKEN_OFF):
            faults.append(said.text)

    def open_(
        path: str,
        *,
        language: str = "en",
        viewport: dict[str, int] = DESKTOP,
        scheme: str = "light",
        person: Any = None,
        expected_faults: bool = False,
    ) -> Page:
        context = browser.new_context(viewport=viewport, color_scheme=scheme)
        contexts.append(context)
        cookies = {settings.LANGUAGE_COOKIE_NAME: language}
        if person is not None:
            cookies[settings.SESSION_COOKIE_NAME] = _session_of(person)
        context.add_cookies(
            [
                {"name": name, "value": value, "url": live_server.url}
                for name, value in cookies.items()
            ]
        )
        page = context.new_page()
        if not expected_faults:
            page.on("console", heard)
            page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(live_server.url + path)
        page.evaluate(SETTLED)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def _session_of(person: Any) -> str:
    from django.test import Client

    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def axe() -> Callable[[Page], list[tuple[str, list[str]]]]:
    """axe(page) -> what WCAG 2.2 A and AA find wrong there: the rule, and the elements."""
    runner = Axe()

    def run(page: Page) -> list[tuple[str, list[str]]]:
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        page.wait_for_load_state()  # half a page has faults that the whole one has not
        found = runner.run(page, options={"runOnly": tags, "resultTypes": ["violations"]})
        return [
            (one["id"], [node["html"] for node in one["nodes"]])
            for one in found.response["violations"]
        ]

    return run


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
