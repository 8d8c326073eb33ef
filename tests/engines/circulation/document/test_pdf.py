"""The report on paper, measured: words where they belong, nothing past the margin, links that lead somewhere."""

from functools import cache

import numpy as np
import pypdfium2
import pytest

from sampan.engines.circulation.charts import paper_svg
from sampan.engines.circulation.document import LANGUAGES, content, heading, pdf
from sampan.engines.typesetting import Shaper

from .made import report

# Each language is set and measured in full by ./run check; here those whose marks stand highest, and English.
EACH = [
    pytest.param(tag, marks=[] if tag in {"en", "lo"} else pytest.mark.slow) for tag in LANGUAGES
]
MM = 72 / 25.4
SIDE, TOP = 24 * MM, 26 * MM
KINDS = ("bars", "matrix", "tiles")


@cache
def made(tag: str) -> bytes:
    one = report(kinds=KINDS)
    drawings = {
        placed.code: paper_svg(placed.chart, tag, title=heading(placed, tag))
        for placed in one.placed
        if placed.refused is None
    }
    return pdf(one, content(one, tag), drawings)


@cache
def text(tag: str) -> str:
    document = pypdfium2.PdfDocument(made(tag))
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize("tag", EACH)
def test_nothing_is_past_the_margin(tag: str) -> None:
    """By pixels (half a millimetre for the edges of letters): around the type area, the sheet is white."""
    document = pypdfium2.PdfDocument(made(tag))
    for page in document:
        sheet = np.asarray(page.render(scale=2).to_pil().convert("L"))
        inked = np.nonzero(sheet < 250)
        assert inked[1].min() >= 2 * SIDE - 3
        assert inked[1].max() <= 2 * (210 * MM - SIDE) + 3
        assert inked[0].min() >= 2 * TOP - 6
        assert inked[0].max() <= 2 * (297 - 9) * MM
    document.close()


@pytest.mark.parametrize("tag", EACH)
def test_no_circle_is_dotted_and_no_letter_missing(tag: str) -> None:
    shaper = Shaper(tag)
    assert "\u25cc" not in text(tag)
    assert "\ufffd" not in text(tag)
    assert [line for line in strings(content(report(), tag)) if shaper.line(line).faults] == []


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in strings(one)]
    if isinstance(value, list | tuple):
        return [text for one in value for text in strings(one)]
    return [line for line in value.splitlines() if line] if isinstance(value, str) else []


@pytest.mark.parametrize("tag", [tag for tag in EACH if tag.values[0] in {"zh-Hans", "en", "vi"}])
def test_it_says_what_was_found_what_was_refused_and_how_it_was_counted(tag: str) -> None:
    words = text(tag).replace("\r\n", "").replace(" ", "")
    said = content(report(kinds=KINDS), tag)
    wanted = [
        item["text"] for chapter in said["chapters"] for item in chapter["items"] if "text" in item
    ]
    wanted += [one["id"] for one in said["method"]] + [said["title"], said["subtitle"]]
    assert [one for one in wanted if one.replace(" ", "") not in words] == []


def test_hostile_texts_are_set_as_they_are() -> None:
    assert "=1+1 #*_<b>" in text("en")
    assert "<Research> #centre" in text("en")


def test_codes_lead_to_figures_and_ids_to_their_address() -> None:
    data = made("en")
    assert b"https://sampan.example/report/figure/F-" in data
    assert data.count(b"/Subtype/Link") + data.count(b"/Subtype /Link") > 10


def test_the_same_report_gives_the_same_bytes() -> None:
    first = made("lo")
    made.cache_clear()
    assert made("lo") == first
