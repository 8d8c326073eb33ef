import itertools

from hypothesis import given

from sampan.engines.language import Span, graphemes, words

from .strategies import texts


@given(texts)
def test_graphemes_together_are_the_text(text):
    assert "".join(graphemes(text)) == text


@given(texts)
def test_words_stand_where_they_say(text):
    found = words(text, "th")
    assert [text[word.start : word.end] for word in found] == [word.text for word in found]
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert not any(word.text.isspace() for word in found)


def test_graphemes_are_what_a_reader_counts():
    assert graphemes("ကျွန်ုပ်") == ["ကျွ", "န်ု", "ပ်"]
    assert graphemes("e\u0301🇱🇦") == ["e\u0301", "🇱🇦"]


def test_offsets_hold_beyond_the_basic_plane():
    assert words("😀 ลาว 𠀀x", "th")[0] == Span(2, 5, "ลาว")


def test_unspaced_scripts_are_parted_by_dictionary():
    assert [word.text for word in words("สำนักข่าวไทยรายงาน", "th")] == [
        "สำนัก",
        "ข่าว",
        "ไทย",
        "รายงาน",
    ]
    assert [word.text for word in words("សារព័ត៌មានកម្ពុជា។", "km")] == ["សារព័ត៌មាន", "កម្ពុជា"]


def test_apostrophes_stay_in_words():
    assert [word.text for word in words("ema ne'ebé hala'o", "tet")] == ["ema", "ne'ebé", "hala'o"]
