import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sampan.catalogue.search.query import read_query
from sampan.catalogue.search.snippets import Marked, excerpt, mark, pattern
from sampan.engines.language import graphemes


def marked(text: str, query: str, language: str) -> list[str]:
    found = mark(text, language, pattern(read_query(query, language=language)))
    return [text[start:end] for start, end in found.spans]


@pytest.mark.parametrize(
    ("text", "query", "language", "spans"),
    [
        ("Rice prices rise; the RICE market", "rice", "en", ["Rice", "RICE"]),
        ("Prices of ice", "price", "en", []),
        ("the High\u00a0Court’s ruling", '"high court\'s"', "en", ["High\u00a0Court’s"]),
        ("中国—老挝铁路", "老挝铁路", "zh-Hans", ["老挝铁路"]),
        ("铁路通到老挝", "老挝铁路", "zh-Hans", ["铁路", "老挝"]),
        ("ຫ\u200bນັງສືພິມ", "ໜັງສືພິມ", "lo", ["ຫ\u200bນັງສືພິມ"]),  # as it was typed, zero width and all
        ("Tin hoà bình", "hòa", "vi", ["hoà"]),
        ("ភាគី ភាគ", "ភាគ", "km", ["ភាគ"]),
    ],
)  # fmt: skip
def test_what_was_asked_for_is_marked_in_the_original(
    text: str, query: str, language: str, spans: list[str]
) -> None:
    assert marked(text, query, language) == spans


def test_a_text_in_runs() -> None:
    assert list(Marked("a rice field", ((2, 6),)).runs) == [
        ("a ", False),
        ("rice", True),
        (" field", False),
    ]


LONG = "word " * 60 + "ferry " + "word " * 60


def test_the_excerpt_is_around_the_first_words_found() -> None:
    wanted = pattern(read_query("ferry", language="en"))
    found = excerpt(f"Headline\nNothing.\n{LONG}\nferry", "en", wanted, sentence=(9, 17))
    assert [found.text[start:end] for start, end in found.spans] == ["ferry"]
    assert (found.text[0], found.text[-1], len(found.text) <= 270) == ("…", "…", True)
    assert found.text.strip("… ") in LONG


def test_else_the_nearest_sentence_else_the_first_paragraph() -> None:
    text = "Headline\nFirst paragraph.\nSecond one. Third one."
    wanted = pattern(read_query("ferry", language="en"))
    place = text.index("Second")
    assert excerpt(text, "en", wanted, sentence=(place, place + 11)) == Marked("Second one.")
    assert excerpt(text, "en", wanted, sentence=(0, 8)) == Marked("First paragraph.")
    assert excerpt("Headline", "en", None, sentence=None) == Marked("")


TEXTS = st.text(alphabet="ab ກ\u0eb4\u0ec8中国\u200b e\u0301", max_size=600)


@given(TEXTS, TEXTS.filter(str.strip))
def test_marks_lie_in_the_excerpt_apart_and_in_order(text: str, query: str) -> None:
    wanted = pattern(read_query(query, language="lo"))
    found = excerpt("x\n" + text, "lo", wanted, sentence=None)
    edges = [edge for span in found.spans for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in found.spans)
    assert not edges or 0 <= edges[0] <= edges[-1] <= len(found.text)
    assert "".join(run for run, _ in found.runs) == found.text
    assert found.text.strip("…") in text.split("\n", maxsplit=1)[0]


@given(st.text(alphabet="ກ\u0eb4\u0ec8ນ\u0eb3", min_size=300, max_size=500))
@example("ກ" * 290 + "\u0eb3" * 40 + "ກ" * 50)
@example("\u0eb3" * 400)
def test_an_excerpt_cuts_no_grapheme(text: str) -> None:
    found = excerpt("x\n" + text, "lo", None, sentence=None).text.strip("…")
    assert graphemes(text)[: len(graphemes(found))] == graphemes(found)
