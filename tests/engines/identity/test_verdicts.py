import pytest

from sampan.engines.identity import Lines, Match, is_credited, judge


def met(score: float, source_share: float, matched: float) -> Match:
    return Match(
        document=1,
        score=score,
        source_share=source_share,
        matched=matched,
        longest=matched,
        spans=(),
    )


PHRASE, SHORT, LONG = met(0.02, 0.02, 1.1), met(0.1, 0.2, 3.0), met(0.6, 0.9, 20.0)
WHOLE_OF_A_SHORT_TEXT = met(0.9, 0.05, 1.2)


@pytest.mark.parametrize(
    ("found", "answers", "verdict", "rule"),
    [
        (PHRASE, "", "coincidence", "stock-phrase"),
        (PHRASE, "permitted excerpt_permitted credited", "coincidence", "stock-phrase"),
        (SHORT, "permitted", "licensed", "permitted"),
        (LONG, "permitted", "licensed", "permitted"),
        (SHORT, "excerpt_permitted", "licensed", "excerpt-permitted"),
        (LONG, "excerpt_permitted credited", "taken", "too-long"),
        (SHORT, "credited", "quotation", "credited-quotation"),
        (SHORT, "", "taken", "uncredited"),
        (LONG, "credited", "taken", "too-long"),
        (WHOLE_OF_A_SHORT_TEXT, "", "taken", "too-long"),
    ],
)
def test_verdicts(found, answers, verdict, rule):
    asked = ("permitted", "excerpt_permitted", "credited")
    judgement = judge(found, **{name: name in answers.split() for name in asked})
    assert (judgement.verdict.value, judgement.rule.value) == (verdict, rule)


def test_the_lines_are_drawn_by_the_house():
    strict = Lines(quotation_share=0.05)
    judgement = judge(SHORT, permitted=False, excerpt_permitted=False, credited=True, lines=strict)
    assert judgement.rule.value == "too-long"


def test_the_figures_of_the_sentence_are_those_of_the_match():
    judgement = judge(LONG, permitted=False, excerpt_permitted=False, credited=False)
    assert (judgement.share, judgement.source_share, judgement.matched, judgement.longest) == (
        0.6,
        0.9,
        20.0,
        20.0,
    )


@pytest.mark.parametrize(
    ("text", "language", "names", "expected"),
    [
        ("VIENTIANE (KPL) – The ferry left.", "en", ["KPL"], True),
        ("As the Lao News  Agency reports", "en", ["Lao News Agency"], True),
        ("Lao and News from an Agency", "en", ["Lao News Agency"], False),
        ("据老挝通讯社报道", "zh-Hans", ["老挝通讯社"], True),
        ("ຂປລ ລາຍງານ", "lo", ["ຂປລ"], True),
        ("", "en", ["KPL"], False),
        ("KPL", "en", ["", "The Lao News Agency"], False),
    ],
)
def test_credit_is_found_in_any_script(text, language, names, expected):
    assert is_credited(text, language, names) is expected
