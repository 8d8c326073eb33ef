import ftfy.bad_codecs  # noqa: F401 - registers sloppy-windows-1252
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.news.stories import STORIES, text_of
from sampan.engines.news.repair.mojibake import undo_mojibake

MARKED = ["lo", "th", "zh-Hans", "zh-Hant", "vi", "pt", "my", "km"]
WESTERN = ["latin-1", "sloppy-windows-1252"]


def reread(text, really, wrongly):
    return text.encode(really).decode(wrongly)


@pytest.mark.parametrize("language", MARKED)
@pytest.mark.parametrize("wrongly", WESTERN)
def test_utf8_read_as_western_once_and_twice(language, wrongly):
    once = reread(text_of(language), "utf-8", wrongly)
    twice = reread(once, "utf-8", wrongly)
    assert [undo_mojibake(once)[0], undo_mojibake(twice)[0]] == [text_of(language)] * 2


@pytest.mark.parametrize(
    ("codec", "language"), [("gb18030", "zh-Hans"), ("big5", "zh-Hant"), ("cp874", "th")]
)
@pytest.mark.parametrize("wrongly", WESTERN)
def test_legacy_read_as_western(codec, language, wrongly):
    assert undo_mojibake(reread(text_of(language), codec, wrongly))[0] == text_of(language)


def test_thai_in_utf8_read_as_thai_in_cp874():
    damaged = "".join(
        bytes([b]).decode("cp874", "ignore") or chr(b) for b in text_of("th").encode()
    )
    assert undo_mojibake(damaged)[0] == text_of("th")


def test_only_some_lines_are_damaged():
    headline, *rest = STORIES["pt"]
    damaged = "\n".join([headline, *(reread(line, "utf-8", "latin-1") for line in rest)])
    assert undo_mojibake(damaged)[0] == text_of("pt")


def test_a_place_inside_a_line_is_damaged():
    assert (
        undo_mojibake("It’s late – the trainâ€™s not here")[0] == "It’s late – the train’s not here"
    )


@pytest.mark.parametrize("language", STORIES)
def test_clean_stories_come_back_as_they_are(language):
    assert undo_mojibake(text_of(language)) == (text_of(language), ())


@settings(max_examples=60)
@given(st.text("abcdefghi ABC.,", max_size=60))
def test_plain_ascii_is_never_touched(text):
    assert undo_mojibake(text) == (text, ())


def test_what_was_undone_is_said():
    assert [r.detail for r in undo_mojibake(reread(text_of("lo"), "utf-8", "latin-1"))[1]] == [
        "UTF-8 had been read as ISO 8859-1; undone."
    ]
