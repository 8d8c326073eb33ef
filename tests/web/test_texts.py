"""Laws of cutting and comparing, and ICU's names in the reader's language."""

import doctest
from types import ModuleType

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from sampan.web import differences, marking, names, sentences
from sampan.web.differences import compare
from sampan.web.marking import cut

TEXT = st.text("ab ກຂ່າ湄公河မြ", max_size=30)
SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5)


@pytest.mark.parametrize("module", [differences, marking, names, sentences])
def test_examples_in_the_documentation_hold(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert (result.failed, result.attempted > 0) == (0, True)


@given(text=TEXT, spans=SPANS)
@settings(max_examples=60)
def test_cutting_loses_nothing(text: str, spans: list[tuple[int, int]]) -> None:
    assert "".join(piece.text for piece in cut(text, spans)) == text


@given(before=st.lists(TEXT, max_size=4), after=st.lists(TEXT, max_size=4))
@settings(max_examples=60)
def test_comparing_loses_nothing(before: list[str], after: list[str]) -> None:
    rows = compare(before, after, "lo")
    left = ["".join(run.text for run in row.before) for row in rows]
    right = ["".join(run.text for run in row.after) for row in rows]
    assert [text for text in left if text] == [text for text in before if text]
    assert [text for text in right if text] == [text for text in after if text]


@given(texts=st.lists(TEXT, max_size=4))
@settings(max_examples=30)
def test_equal_versions_show_no_change(texts: list[str]) -> None:
    assert [row.is_same for row in compare(texts, texts, "my")] == [True] * len(texts)


def test_words_are_compared_by_the_rules_of_their_language() -> None:
    (row,) = compare(["ນ້ຳຂອງຂຶ້ນສູງ"], ["ນ້ຳຂອງລົງຕ່ຳ"], "lo")
    assert [run.text for run in row.before if not run.is_changed] == ["ນ້ຳຂອງ"]


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        ("en", ("Lao", "Laos")),
        ("zh-hans", ("老挝语", "老挝")),
        ("lo", ("ລາວ", "ລາວ")),
        ("th", ("ลาว", "ลาว")),
        ("vi", ("Tiếng Lào", "Lào")),
    ],
)
def test_languages_and_territories_are_named_for_the_reader(
    reader: str, expected: tuple[str, str]
) -> None:
    with translation.override(reader):
        assert (names.language_name("lo"), names.territory_name("LA")) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"code": "VN", "name": "Việt Nam"}, "越南"),
        ({"code": "LA-LP", "name": "ຫຼວງພະບາງ"}, "ຫຼວງພະບາງ"),
        ({"code": "LA-LP"}, "LA-LP"),
    ],
)
def test_a_country_of_a_story_is_named_for_the_reader(place: dict[str, str], expected: str) -> None:
    with translation.override("zh-hans"):
        assert names.place_name(place) == expected
