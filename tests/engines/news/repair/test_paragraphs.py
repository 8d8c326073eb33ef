from hypothesis import given
from hypothesis import strategies as st

from engines.news.stories import STORIES
from sampan.engines.news.repair.paragraphs import split_paragraphs


def test_a_line_is_a_paragraph():
    assert split_paragraphs("\n".join(STORIES["vi"])) == list(STORIES["vi"])


def test_every_kind_of_line_end_counts():
    assert split_paragraphs("one\r\ntwo\rthree\n\n\nfour\u2028five\x85six") == [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
    ]


def test_wrapped_lines_are_joined():
    wrapped = (
        "The company said on Monday that the number of passengers has been\n"
        "rising every month since the line opened, and that more trains will\n"
        "run from the spring.\n\n"
        "Vientiane station is the busiest, it said, with more than a third of\n"
        "all journeys beginning there."
    )
    first = (
        "The company said on Monday that the number of passengers has been rising every month since the line opened, "
        "and that more trains will run from the spring."
    )
    second = "Vientiane station is the busiest, it said, with more than a third of all journeys beginning there."
    assert split_paragraphs(wrapped) == [first, second]


def test_wrapped_chinese_is_joined_without_blanks():
    line = "铁路公司星期一表示旅客人数逐月上升这是开通以来最多的一年"
    assert split_paragraphs(f"{line}\n{line}\n{line}\n止。\n\n第二段。") == [
        f"{line * 3}止。",
        "第二段。",
    ]


def test_a_next_line_inside_mojibake_is_a_part_of_a_letter():
    wrongly = "老挝先生".encode().decode("latin-1")
    assert "\x85" in wrongly
    assert split_paragraphs(f"{wrongly}\n{wrongly}") == [wrongly, wrongly]


@given(st.text("ab ກ\n", max_size=80))
def test_no_letter_is_lost(text):
    assert "".join("".join(split_paragraphs(text)).split()) == "".join(text.split())
