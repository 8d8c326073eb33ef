import itertools
import unicodedata

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sampan.engines.language import normalise, tidy

from .strategies import ZERO_WIDTH, texts

TAGS = st.sampled_from([None, "lo", "my", "th", "vi", "en"])


@given(texts, TAGS)
@example("ŉ", None)
def test_normalising_twice_changes_nothing_more(text, tag):
    once = normalise(text, tag).text
    assert normalise(once, tag).text == once


@given(texts, TAGS)
def test_offsets_rise_within_the_original(text, tag):
    found = normalise(text, tag)
    assert found.offsets.dtype == np.int32
    assert found.offsets.shape == (len(found.text) + 1,)
    assert found.offsets[-1] == len(text)
    assert np.all(np.diff(found.offsets) >= 0)
    assert np.all(np.diff(found.ends) >= 0)
    assert np.all(found.offsets[:-1] < found.ends)


@given(texts, TAGS)
def test_composed_and_decomposed_are_one(text, tag):
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert (
        normalise(composed, tag).text
        == normalise(decomposed, tag).text
        == normalise(text, tag).text
    )


@given(texts, TAGS, st.data())
def test_marks_without_width_change_nothing(text, tag, data):
    places = data.draw(st.lists(st.integers(0, len(text)), max_size=4).map(sorted))
    parts = [text[a:b] for a, b in itertools.pairwise([0, *places, len(text)])]
    strewn = data.draw(st.sampled_from(ZERO_WIDTH)).join(parts)
    assert normalise(strewn, tag).text == normalise(text, tag).text


@given(texts)
def test_parts_of_the_original_normalise_to_the_parts_they_stand_for(text):
    """Between places where the text comes apart, a span and its original say the same."""
    found = normalise(text, "th")
    for place in range(1, len(found.text)):
        if found.ends[place - 1] > found.offsets[place]:
            continue  # inside of what stands for one piece
        start, end = found.original_span(0, place)
        follow, last = found.original_span(place, len(found.text))
        assert end <= follow
        assert (start, last) == found.original_span(0, len(found.text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ນໍ້າ", "ນ້ຳ"),
        ("ນ້ໍາ", "ນ້ຳ"),
        ("ນຳ້", "ນ້ຳ"),
        ("ຫນັງສື", "ໜັງສື"),
        ("ຫມາ", "ໝາ"),
        ("ຕຳຫລວດ", "ຕຳຫຼວດ"),
        ("ກ່ິນ", "ກິ່ນ"),
        ("ເເມ່", "ແມ່"),
        ("นํ้า", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("เเม่", "แม่"),
        ("សេី", "សើ"),
        ("កេា", "កោ"),
        ("ក\u17d2ដី", "ក\u17d2តី"),
        ("ပဲ၀ယ်", "ပဲဝယ်"[:2] + "0ယ်"),
        ("၀ိုင်း", "ဝိုင်း"),
        ("၂၀၂၆", "2026"),
        ("๒๕๖๙", "2569"),
        ("ＡＳＥＡＮ　２０２６", "asean 2026"),
        ("ne’e", "ne'e"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
    ],
)
def test_what_a_reader_takes_for_the_same_is_the_same(typed, meant):
    assert normalise(typed).text == normalise(meant).text == meant


def test_vietnamese_tones_take_one_place():
    assert normalise("hoà thuỷ quý khoẻ toàn", "vi").text == "hòa thủy quý khỏe toàn"
    assert normalise("hoà", "pt").text == "hoà"


def test_zawgyi_is_converted_for_burmese_and_undeclared_text_only():
    zawgyi = "ျမန္မာႏိုင္ငံ"
    assert normalise(zawgyi, "my").text == normalise(zawgyi).text == "မြန်မာနိုင်ငံ"
    assert normalise(zawgyi, "en").text != "မြန်မာနိုင်ငံ"


def test_zawgyi_offsets_lead_to_syllables():
    text = "abc ျမန္မာႏိုင္ငံ"
    found = normalise(text, "my")
    start = found.text.index("နိုင်")
    begun, end = found.original_span(start, len(found.text))
    assert text[begun:end] == "ႏိုင္ငံ"


def test_spans_of_dropped_and_composed_letters():
    text = "Tie\u0302\u0301ng\u200b Vie\u0323\u0302t"
    found = normalise(text)
    assert found.text == "tiếng việt"
    assert found.original_span(0, 5) == (0, 7)
    assert found.original_span(2, 3) == (2, 5)
    assert found.original_span(4, 4) == (6, 6)


def test_a_span_outside_the_text_is_refused():
    with pytest.raises(ValueError) as refusal:
        normalise("abc").original_span(2, 9)
    assert str(refusal.value) == "2:9 is no span of a text of 3 characters."


def test_a_run_of_marks_without_end_is_borne():
    text = "ກ" + "\u0ec8\u0eb4" * 20_000
    assert normalise(text).text == "ກ" + "\u0eb4" * 20_000 + "\u0ec8" * 20_000


@given(texts)
def test_tidying_twice_changes_nothing_more(text):
    once = tidy(text, "lo")
    assert tidy(once, "lo") == once
    assert unicodedata.is_normalized("NFC", once)


def test_tidying_keeps_spelling_case_and_breaks():
    text = "ຫນັງສື\u200bພິມ Vientiane ນໍ້າ"
    assert tidy(text, "lo") == unicodedata.normalize("NFC", text)


@pytest.mark.shared
def test_real_text_obeys_the_laws(shared):
    for name, tag in (
        ("lao", "lo"),
        ("khm", "km"),
        ("tha", "th"),
        ("mya", "my"),
        ("vie", "vi"),
        ("zho-CN", "zh-Hans"),
    ):
        for line in (shared / "ntrex" / f"{name}.txt").read_text().splitlines()[:60]:
            once = normalise(line, tag).text
            assert normalise(once, tag).text == once
            assert normalise(unicodedata.normalize("NFD", line), tag).text == once
