import pytest

from engines.news.stories import STORIES, text_of
from sampan.engines.news.repair.decoding import decode

LEGACY = [
    ("gb18030", "zh-Hans"),
    ("gb18030", "zh-Hant"),
    ("big5", "zh-Hant"),
    ("cp874", "th"),
    ("cp1252", "pt"),
    ("cp1252", "en"),
]


@pytest.mark.parametrize(("codec", "language"), LEGACY)
@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "no-such-charset"])
def test_legacy_encodings_are_recognised_whatever_was_declared(codec, language, declared):
    assert decode(text_of(language).encode(codec), declared).text == text_of(language)


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("language", STORIES)
def test_unicode_is_recognised_with_and_without_its_mark(codec, language):
    assert decode(text_of(language).encode(codec)).text == text_of(language)


def test_vietnamese_in_windows_1258_is_composed():
    data = "Vi\u00ea\u0323t Nam co\u0301 mu\u031bo\u031bi tri\u00ea\u0323u ha\u0300nh kha\u0301ch".replace(
        "u\u031b", "ư"
    ).replace("o\u031b", "ơ")
    assert decode(data.encode("cp1258")).text == "Việt Nam có mươi triệu hành khách"


def test_a_wrong_declaration_is_said():
    assert [r.detail for r in decode(text_of("th").encode("cp874"), "utf-8").repairs] == [
        "It was declared as UTF-8 and is Windows-874 (TIS-620)."
    ]


def test_a_right_declaration_needs_no_word():
    assert decode(text_of("zh-Hans").encode("gb2312"), "GB2312").repairs == ()


def test_lines_in_different_encodings_are_read_each_in_its_own():
    mixed = text_of("lo").encode() + b"\n" + text_of("zh-Hans").encode("gb18030")
    assert decode(mixed).text == text_of("lo") + "\n" + text_of("zh-Hans")


def test_one_line_in_unicode_above_a_story_in_windows_874():
    headline, *rest = STORIES["th"]
    mixed = headline.encode() + b"\n" + "\n".join(rest * 9).encode("cp874")
    assert decode(mixed).text == "\n".join((headline, *rest * 9))


def test_a_cut_character_is_kept_as_a_sign_and_said():
    decoded = decode("ສະບາຍດີ ປະເທດລາວ".encode()[:-1])
    assert (decoded.text, decoded.encoding) == ("ສະບາຍດີ ປະເທດລາ\ufffd", "utf-8")
    assert [r.kind for r in decoded.repairs] == ["encoding"]
