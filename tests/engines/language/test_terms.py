from hypothesis import given
from hypothesis import strategies as st

from sampan.engines.language import QueryTerms, SearchTerms, query_terms, search_terms

from .strategies import letters, texts

TAGS = st.sampled_from([None, "lo", "my", "th", "km", "zh-Hans"])


def test_both_columns():
    found = search_terms("ตำรวจไทย Police, 2026", "th")
    assert found == SearchTerms("ตำรวจ ไทย police 2026", "ตำ ร ว จ ไ ท ย police 2026")
    assert search_terms("Rai Timor-Leste", "tet") == SearchTerms("rai timor leste", "")


def test_spelling_does_not_part_a_query_from_its_story():
    story = search_terms("ຕໍາຫລວດຈັບຄົນຮ້າຍ", "lo")
    (query,) = query_terms("ຕຳຫຼວດ", "lo").graphemes
    assert f" {query} " in f" {story.graphemes} "


def test_phrases_of_a_query():
    assert query_terms('老挝 "climate change" railway') == QueryTerms(
        ("老挝", "climate change", "railway"), ("老 挝", "", "")
    )
    assert query_terms("“ข่าว ไทย”") == QueryTerms(("ข่าว ไทย",), ("ข่ า ว ไ ท ย",))
    assert query_terms(' "" ,.!') == QueryTerms((), ())


@given(st.lists(letters, min_size=1, max_size=4).map("".join), texts, texts, TAGS)
def test_each_column_holds_only_tokens(word, before, after, tag):
    found = search_terms(f"{before} {word} {after}", tag)
    for column in (found.words, found.graphemes):
        assert column == " ".join(column.split())


@given(texts, TAGS)
def test_a_query_has_as_many_phrases_in_each_column(text, tag):
    found = query_terms(text, tag)
    assert len(found.words) == len(found.graphemes)
    assert all(found.words)
