"""Takes the pictures of README and docs from a running demonstration (`./run demo`), in Debian's Chromium.

.venv/bin/python docs/screenshots/take.py [http://127.0.0.1:8000]
"""

# ruff: noqa: INP001  # a script beside its pictures
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from sampan.cli.demo.content_files import PASSWORD, stories

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
LAO, CHINESE = "daovone@nam-song.example", "zhiyuan@kapok-river.example"
BUYER, ANALYST = "khe@silk-river.example", "wareerat@three-rivers.example"
TITLE = "The House of Seven Rains"
FLOWS = "measure=viewing-share&origin_rule=fractional&unit=slots&by=origin&by=territory&view=map"
DESK = {"width": 1280, "height": 800}
TALL = {"width": 1280, "height": 1040}
PHONE = {"width": 390, "height": 780}
COLOURS = 256  # enough for our drawings; a picture stays far under 300 kB


def main(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        with signed_in(browser, address, LAO, language="en") as page:
            open_story(page, "evening-train")
            keep(page, "story")
            page.goto(f"{address}/protection/")
            page.locator("main a[href*='/matches/']").first.click()
            keep(page, "match")
        with signed_in(browser, address, CHINESE, language="en") as page:
            page.goto(f"{address}/search/?q={quote('傍晚的火车')}")
            keep(page, "search")
        with signed_in(browser, address, BUYER, language="en") as page:
            open_rights(page, address)
            keep(page, "rights")
        with signed_in(browser, address, ANALYST, language="en", window=TALL) as page:
            page.goto(f"{address}/report/explore/?{FLOWS}")
            read_off(page, "China", "Laos")
            keep(page, "explorer")
        with signed_in(browser, address, LAO, language="lo", window=PHONE) as page:
            keep(page, "phone")
        browser.close()


@contextmanager
def signed_in(
    browser: Browser, address: str, person: str, *, language: str, window: dict[str, int] = DESK
) -> Iterator[Page]:
    """Somebody's first page, in that language."""
    context = browser.new_context(viewport=window, color_scheme="light")
    page = context.new_page()
    page.goto(f"{address}/account/login/")
    page.fill("input[name=login]", person)
    page.fill("input[name=password]", PASSWORD)
    page.click("button.primary")
    page.evaluate("document.querySelectorAll('details.menu').forEach(menu => { menu.open = true })")
    page.locator(f"button[name=language][value={language}]").first.click()
    yield page
    context.close()


def open_story(page: Page, slug: str) -> None:
    headline = next(story["headline"] for story in stories() if story["slug"] == slug)
    origin = page.url.split("/", 3)[:3]
    page.goto(f"{'/'.join(origin)}/search/?q={quote(headline)}")
    page.get_by_role("link", name=headline, exact=True).first.click()


def open_rights(page: Page, address: str) -> None:
    """When a title is free where, as its buyer sees it."""
    page.goto(f"{address}/market/?q={quote(TITLE)}")
    page.get_by_role("link", name=TITLE, exact=True).first.click()
    page.get_by_role("link", name="Rights", exact=True).click()


def read_off(page: Page, *names: str) -> None:
    """The chart of the explorer, with the words of one of its marks below it."""
    chart = page.locator(".chart.wide")
    chart.hover()
    chart.locator("svg").wait_for()
    named = "".join(f"[aria-label*={name}]" for name in names)
    chart.locator(f"[role=graphics-symbol]{named}").first.hover()


def keep(page: Page, name: str) -> None:
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    shot = Image.open(io.BytesIO(page.screenshot()))
    path = HERE / f"{name}.png"
    shot.convert("RGB").quantize(COLOURS).save(path, optimize=True)
    sys.stdout.write(f"{path.name}: {path.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    main((sys.argv[1:] or ["http://127.0.0.1:8000"])[0].rstrip("/"))
