"""Charts on paper, measured: every script as wide as HarfBuzz says, nothing missing, clipped or overlapping."""

import io
from functools import cache
from itertools import combinations, pairwise

import pytest
from lxml import etree
from PIL import Image

from sampan.engines.circulation.charts import KINDS, TAGS, Chart, paper_svg, slide_png, wrap
from sampan.engines.circulation.charts.labels import sections
from sampan.engines.circulation.charts.lettering import STAND_IN, StandIns
from sampan.engines.circulation.charts.style import PAPER_WIDTH
from sampan.engines.typesetting import BOLD, Shaper

from .drawn import SVG, alpha, boxes, ink_widths, spoken
from .figures import BY_KIND, FLOWS

HARD = ("km", "my", "th", "lo")
EACH = [pytest.param(tag, marks=[] if tag in {"en", "km"} else pytest.mark.slow) for tag in TAGS]


DRAWN = (*KINDS, "maps", "maps on a phone")  # maps: small ones, of flows


@cache
def drawn(kind: str, tag: str) -> bytes:
    chart = Chart(kind, BY_KIND[kind]) if kind in KINDS else Chart("tiles", (FLOWS,))
    width = 260 if kind == "maps on a phone" else PAPER_WIDTH
    return paper_svg(chart, tag, title="A title", description="What it shows", width=width)


@pytest.mark.parametrize("kind", DRAWN)
def test_no_text_is_left_to_the_renderer_and_all_is_still_read(kind: str) -> None:
    root = etree.fromstring(drawn(kind, "km"))
    assert list(root.iter(f"{SVG}text")) == []
    assert (root.get("aria-label"), root[0].text, root[1].text) == (
        "A title",
        "A title",
        "What it shows",
    )
    labels = [str(one.get("aria-label")) for one in root.iter() if one.get("aria-label")]
    assert [label for label in labels if STAND_IN.search(label)] == []
    assert len(spoken(root)) > 4


@pytest.mark.parametrize("tag", EACH)
def test_drawn_widths_are_those_of_harfbuzz_within_a_hundredth(tag: str) -> None:
    shaper = Shaper(tag)
    for text, width in ink_widths(drawn("tiles" if tag in HARD else "bars", tag)):
        start, end = shaper.line(text).ink
        assert width == pytest.approx((end - start) * 9, rel=0.01, abs=2 / 8), text


@pytest.mark.parametrize("tag", EACH)
def test_no_circle_is_dotted_and_no_letter_missing(tag: str) -> None:
    shaper = Shaper(tag)
    for kind in DRAWN:
        said = [str(one.get("aria-label")) for one in spoken(etree.fromstring(drawn(kind, tag)))]
        assert [text for text in said if shaper.line(text).faults] == [], kind


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("tag", EACH)
def test_nothing_leaves_the_picture(kind: str, tag: str) -> None:
    margin, scale = 40, 2
    ink = alpha(drawn(kind, tag), margin=margin, scale=scale)
    box = ink.getbbox()
    assert box is not None
    edge = margin * scale
    assert box[0] >= edge
    assert box[1] >= edge
    assert box[2] <= ink.width - edge
    assert box[3] <= ink.height - edge


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("tag", EACH)
def test_no_text_lies_over_another(kind: str, tag: str) -> None:
    over = [
        (one.text, other.text)
        for one, other in combinations(boxes(drawn(kind, tag)), 2)
        if min(one.right, other.right) - max(one.left, other.left) > 0.5
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.5
    ]
    assert over == []


@pytest.mark.parametrize("tag", TAGS)
def test_clusters_follow_one_another(tag: str) -> None:
    """No syllable is drawn over the one before it: each cluster begins where the last has ended."""
    shaper = Shaper(tag)
    for words in sections(tag).values():
        for text in words.values():
            starts: dict[int, float] = {}
            at = 0.0
            for glyph in shaper.line(text).glyphs:
                starts.setdefault(glyph.cluster, at)
                at += glyph.advance
            assert all(before <= after for before, after in pairwise(starts.values())), text


def test_stand_ins_are_as_wide_as_their_texts_and_never_the_same() -> None:
    lettering = StandIns(Shaper("km"))
    texts = [text for words in sections("km").values() for text in words.values()]
    written = {text: lettering.write(text) for text in texts}
    assert len(set(written.values())) == len(set(texts))
    latin = Shaper("en")
    for text, stand_in in written.items():
        true = lettering.shaper.width(text)
        assert true <= latin.width(stand_in) + 1e-6
        assert latin.width(stand_in) < true + 0.6, text
    assert lettering.write("ឡាវ") != lettering.write("ឡាវ", bold=True)


@pytest.mark.parametrize("kind", ["matrix", "maps"])
def test_the_same_figure_gives_the_same_bytes(kind: str) -> None:
    first = drawn(kind, "my")
    drawn.cache_clear()
    assert drawn(kind, "my") == first


@pytest.mark.parametrize("tag", ["zh-Hans", "th", "km"])
def test_a_title_is_wrapped_where_the_language_allows(tag: str) -> None:
    title = "".join(sections(tag)["measures"].values())
    shaper = Shaper(tag)
    lines = wrap(title, shaper, 24, weight=BOLD)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert max(shaper.width(line, weight=BOLD) for line in lines) <= 24


def test_a_slide_is_a_picture_of_its_size() -> None:
    png = slide_png(drawn("bars", "lo"), "lo", title="ຫົວຂໍ້", source="Netflix Top 10")
    image = Image.open(io.BytesIO(png))
    assert image.size == (1600, 900)
    assert image.getpixel((2, 2)) == (255, 255, 255, 255)
    assert slide_png(drawn("bars", "lo"), "lo", title="ຫົວຂໍ້", source="Netflix Top 10") == png
