"""Both databases give the same answers: run with SAMPAN_DATABASE set as well."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from catalogue.conftest import house, story
from sampan.catalogue.indexing import index_text
from sampan.catalogue.models import Terms
from sampan.catalogue.search import words
from sampan.catalogue.search.query import Term, read_query
from sampan.engines.language import search_terms
from sampan.partners.actor import Actor

STORIES = {
    "lo": "ທາງລົດໄຟ ລາວ-ຈີນ ຂົນສົ່ງສິນຄ້າ",
    "th": "ศาลฎีกาสั่งจำคุกนักการเมือง",
    "km": "រដ្ឋាភិបាលកម្ពុជាបោះឆ្នោតថ្មី",
    "my": "ရဲတပ်ဖွဲ့က ရန်ကုန်မြို့တွင် ဖမ်းဆီးခဲ့သည်",
    "zh-Hans": "高等法院在老挝万象开庭",
    "vi": "Chính phủ Việt Nam thông qua luật mới",
    "en": "The high court's ruling on rice prices",
}


NO_QUOTES = dict.fromkeys(map(ord, '"“”「」'), " ")


def found(text: str, language: str | None = None) -> list[int]:
    return words.ranked(read_query(text, language=language), limit=None)


@pytest.fixture
def told(lao: Actor) -> dict[str, int]:
    versions = {tag: story(lao, tag, headline) for tag, headline in STORIES.items()}
    for version in versions.values():
        index_text(version)
    return {tag: version.pk for tag, version in versions.items()}


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("ລົດໄຟ", "lo"),
        ("ລາວ", "lo"),
        ("ศาล", "th"),
        ("นักการเมือง จำคุก", "th"),
        ("បោះឆ្នោត", "km"),
        ("ရန်ကုန်", "my"),
        ("法院", "zh-Hans"),  # inside a longer word
        ("老挝", "zh-Hans"),
        ("老", "zh-Hans"),  # a single letter
        ("法院老挝", "zh-Hans"),  # two words typed as one, apart in the story
        ("CHÍNH PHỦ", "vi"),
        ("Chi\u0301nh phu\u0309", "vi"),  # decomposed
        ('"high court"', "en"),
        ("rice ruling", "en"),
        ("court's", "en"),
        ("court -fruit", "en"),
    ],
)
def test_a_story_is_found_by_its_words(told: dict[str, int], query: str, language: str) -> None:
    assert found(query, language) == [told[language]]


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("法挝", "zh-Hans"),
        ('"法院老挝"', "zh-Hans"),
        ('"court high"', "en"),
        ("court -rice", "en"),
        ("ice", "en"),
        ("Chinh phu", "vi"),
        ("ส", "en-x"),
    ],
)
def test_what_is_not_there_is_not_found(told: dict[str, int], query: str, language: str) -> None:
    assert found(query, language) == []


def test_a_changed_story_is_found_by_what_it_says_now(told: dict[str, int]) -> None:
    Terms.objects.filter(pk=told["en"]).update(words="mangoes")
    assert (found("mangoes", "en"), found("ruling", "en")) == ([told["en"]], [])
    Terms.objects.filter(pk=told["en"]).delete()
    assert found("mangoes", "en") == []


def test_a_run_late_in_a_long_story_is_found(lao: Actor) -> None:
    long = story(lao, "th", "เรื่องยาว", *["ความยาวมากกว่าที่คาดการณ์ไว้มากมาย"] * 400, "ช้างเผือก")
    index_text(long)
    assert found("ช้างเผือก", "th") == [long.pk]


def test_which_of_some_hold_any_of_the_terms(told: dict[str, int]) -> None:
    terms = [Term("rice", ""), Term("老挝", "老 挝")]
    assert words.holding(terms, among=told.values()) == {told["en"], told["zh-Hans"]}
    assert words.holding(terms, among=[told["en"], told["lo"]]) == {told["en"]}
    assert words.holding([], among=told.values()) == set()


SCRIPTS = st.sampled_from(
    [
        "abc'-. 12é",
        "ກາດໜ້ຳ ",
        "กาดน้ำ ",
        "កខគ្រា ",
        "ကခမြို့ ",
        "中国铁路老\U00031350 ",
        "ăâđê ",
        '😀*"&|!(): ',
    ]
)
TEXTS = st.lists(
    SCRIPTS.flatmap(lambda letters: st.text(letters, min_size=1, max_size=12)), max_size=4
).map("".join)


class AnyText(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.version = story(house("namkhong", "LA", "lo"), "lo", "ຂ່າວ * OR ^ : {")
        index_text(cls.version)

    @settings(max_examples=100)
    @given(
        st.text(max_size=40) | st.text(alphabet="\"'()*:^-+{}&|!<>\\ aກ\u0eb4中AND", max_size=20)
    )
    def test_no_query_is_an_error(self, text: str) -> None:
        assert set(found(text)) <= {self.version.pk}

    @settings(max_examples=100)
    @given(TEXTS | st.text(max_size=30), st.sampled_from(["lo", "zh-Hans", "en", "my"]))
    def test_what_is_written_is_found_by_all_of_itself(self, text: str, language: str) -> None:
        terms = search_terms(text, language)
        Terms.objects.filter(pk=self.version.pk).update(
            words=terms.words, graphemes=terms.graphemes
        )
        wanted = read_query('"' + text.translate(NO_QUOTES) + '"', language=language)
        assert words.ranked(wanted, limit=None) == ([self.version.pk] if wanted.wanted else [])
