from hypothesis import given
from hypothesis import strategies as st

from sampan.catalogue.search.query import Clause, Query, Term, read_query


def test_words_phrases_and_what_must_not_be_there() -> None:
    assert read_query('rice "Climate Change" -drought', language="en") == Query(
        text="rice Climate Change",
        language="en",
        wanted=(Clause(Term("rice", "")), Clause(Term("climate change", ""))),
        unwanted=(Term("drought", ""),),
    )


def test_a_query_of_phrases_alone_is_exact() -> None:
    asked = ['"rice"', '"rice" -"dry season"', '"rice" fields', "rice", '-"rice"', ""]
    assert [read_query(each, language="en").exact for each in asked] == [
        *(True, True),
        *(False, False, False, False),
    ]


def test_a_hyphen_inside_a_word_forbids_nothing() -> None:
    assert read_query("Timor-Leste", language="en") == Query(
        text="Timor-Leste", language="en", wanted=(Clause(Term("timor leste", "")),)
    )


def test_an_unspaced_run_is_sought_whole_or_word_by_word() -> None:
    assert read_query("中国铁路", language="zh-Hans").wanted == (
        Clause(
            Term("中国 铁路", "中 国 铁 路"),
            (Term("中国", "中 国"), Term("铁路", "铁 路")),
        ),
    )


def test_letters_that_the_dictionary_cuts_apart_stay_together() -> None:
    assert read_query("东盟峰会", language="zh-Hans").wanted[0].parts[0].graphemes == "东 盟"


def test_quotation_marks_of_the_region() -> None:
    wanted = (Clause(Term("中国 铁路", "中 国 铁 路")),)
    for text in ('"中国铁路"', "“中国铁路”", "「中国铁路」"):
        assert read_query(text, language="zh-Hans").wanted == wanted


def test_nothing_to_look_for() -> None:
    for text in ("", "  ", '""', "-", "…", '"', "\0"):
        query = read_query(text, language="en")
        assert (query.wanted, query.unwanted, query.text) == ((), (), "")


@given(st.text(max_size=60))
def test_every_text_can_be_read(text: str) -> None:
    query = read_query(text)
    assert len(query.wanted) <= 24
    assert all(clause.whole.words for clause in query.wanted)
