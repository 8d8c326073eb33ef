"""What the quick look passes over, the long way would not have changed either."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sampan.engines.language.marks import syllables
from sampan.engines.language.normaliser import _changes, _doubts, _fold

from .strategies import texts


def the_long_way(text):
    found = ((each.span(), _fold(each[0]), each[0]) for each in syllables().finditer(text))
    return [(*span, form) for span, form, typed in found if form != typed]


@given(texts)
@settings(max_examples=1000)
def test_every_syllable_that_changes_is_found(text):
    assert list(_changes(text)) == the_long_way(text)


@given(st.text(max_size=12))
def test_it_is_so_for_any_text(text):
    assert list(_changes(text)) == the_long_way(text)


@pytest.mark.parametrize(
    "text",
    ["ตำรวจน้ำ", "ຂ່າວສານປະເທດລາວ", "ភ្នំពេញ ប្រជាជន", "မြန်မာနိုင်ငံ သတင်း", "Tiếng Việt", "中国铁路"],
)
def test_text_in_its_one_form_raises_no_doubt(text):
    assert _doubts().places(text) == []
