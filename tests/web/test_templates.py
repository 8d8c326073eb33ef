"""Rules that every template and static file keeps, those of the desks too."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

import sampan

SOURCE = Path(sampan.__file__).parent
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
NAMES = [str(path.relative_to(SOURCE)) for path in TEMPLATES]


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_compiles(path: Path) -> None:
    name = str(path).rpartition("/templates/")[2]
    assert Path(get_template(name).origin.name) == path


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_has_no_style_and_no_script_inside(path: Path) -> None:
    text = path.read_text("utf-8")
    assert (
        re.findall(
            r"\sstyle=|<style|\son[a-z]+=[\"']|javascript:|hx-on|https?://[^\"' ]+\.(?:js|css)",
            text,
        )
        == []
    )
    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []


def test_static_files_are_our_own() -> None:
    """Nothing of anybody else's is copied into the tree: fonts and htmx come from packages."""
    folder = Path(__file__).parents[2] / "src/sampan/web/static"
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == [
        "mark.svg",
        "sampan.css",
        "sampan.js",
    ]


def test_every_font_that_the_style_sheet_names_is_made() -> None:
    from sampan.web.fonts import SCRIPTS

    css = (settings.STATICFILES_DIRS[0] / "sampan.css").read_text("utf-8")
    assert set(re.findall(r'url\("fonts/(\w+)\.woff2"\)', css)) == set(SCRIPTS)


def test_the_style_sheet_takes_its_colours_from_tokens() -> None:
    css = (settings.STATICFILES_DIRS[0] / "sampan.css").read_text("utf-8")
    _tokens, _, rest = css.partition("@layer base {")
    named = set(re.findall(r"var\((--[\w-]+)\)", css))
    made = set(re.findall(r"(--[\w-]+)\s*:", css))
    assert named - made == set()
    screen = rest.partition("@layer paper")[0]
    assert sorted(set(re.findall(r"#[0-9a-f]{3,8}\b", screen)) - {"#fff"}) == [
        "#0d4f60",
        "#10303a",
        "#d5e6ea",
        "#eef6f7",
    ]  # the band of words on the visitor's page
