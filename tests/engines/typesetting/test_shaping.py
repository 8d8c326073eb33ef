"""Shaped lines: as wide as HarfBuzz' own sum, no dotted circles, marks on their letters."""

import pytest

from sampan.engines.typesetting import BOLD, Shaper, outline

WORDS = {
    "th": "ขำน้ำ ที่นี่ ญู ฐู",
    "lo": "ຈຳປາ ນ້ຳ ທີ່ນີ້ ກຸ້ງ",
    "km": "ភាសាខ្មែរ ស្ត្រី ប៉ុន្តែ",
    "my": "မြန်မာ ကျွန်ုပ် ဣန္ဒြေ",
    "vi": "Nghệ thuật truyền hình",
    "zh-Hans": "中国—东盟，《繁花》",
    "pt": "ação",
}


@pytest.mark.parametrize("tag", sorted(WORDS))
def test_nothing_is_missing_and_no_circle_is_dotted(tag: str) -> None:
    assert Shaper(tag).line(WORDS[tag]).faults == ()


def test_a_mark_with_nothing_to_stand_on_is_found() -> None:
    (fault, *_) = Shaper("km").line("្ម").faults
    assert fault.dotted
    (fault,) = Shaper("en").line("a\U0001f6a4").faults
    assert fault.missing


def test_stacked_marks_take_no_room() -> None:
    shaper = Shaper("th")
    assert shaper.width("ที่") == shaper.width("ท")
    assert shaper.width("น้ำ") < shaper.width("น") + shaper.width("า") + shaper.width("ะ")


def test_khmer_syllables_do_not_overlap() -> None:
    """The clusters of a line stand one after the other, each after the end of the last."""
    line = Shaper("km").line(WORDS["km"])
    ends: dict[int, float] = {}
    at = 0.0
    for glyph in line.glyphs:
        at += glyph.advance
        ends[glyph.cluster] = at
    assert list(ends.values()) == sorted(ends.values())
    assert at == pytest.approx(line.width)


def test_names_in_other_scripts_have_their_letters() -> None:
    line = Shaper("lo").line("ລາຍການ 《繁花》 (Blossoms) 오징어")
    assert line.faults == ()
    assert list(dict.fromkeys(glyph.font.family for glyph in line.glyphs)) == [
        "Noto Sans Lao",
        "Noto Sans SC",
        "Noto Sans",
        "Noto Sans KR",
    ]


def test_bold_is_wider_and_drawn_otherwise() -> None:
    shaper = Shaper("my")
    plain, bold = shaper.line("မြန်မာ"), shaper.line("မြန်မာ", weight=BOLD)
    assert bold.width > plain.width
    assert outline(plain.glyphs[0]) != outline(bold.glyphs[0])


def test_ink_lies_about_the_width() -> None:
    line = Shaper("zh-Hans").line("东盟")
    start, end = line.ink
    assert 0 < start < 0.2
    assert 1.8 < end < 2.0
