"""Every language has every word, and its fonts have every letter."""

import pytest

from sampan.engines.circulation.certainty.sensitivity import JOINS
from sampan.engines.circulation.charts import TAGS, name, number, word
from sampan.engines.circulation.charts.labels import sections
from sampan.engines.circulation.compile import TERMS
from sampan.engines.circulation.facts.schema import (
    CHANNELS,
    KINDS,
    OCCASIONS,
    PRICES,
    STATUSES,
    WORLD,
)
from sampan.engines.circulation.registry import RULES, UNKNOWN, UNPLACED, dimensions, measures
from sampan.engines.language import LANGUAGES
from sampan.engines.typesetting import Shaper

ASEAN = ("BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN")


def keys(tag: str) -> set[str]:
    return {
        f"{section}.{key}"
        for section, words in sections(tag).items()
        for key in words
        if section != "territories"
    }


def test_charts_speak_the_twelve_working_languages() -> None:
    assert set(TAGS) == {one.tag for one in LANGUAGES} - {"zh-Hant"}


@pytest.mark.parametrize("tag", TAGS)
def test_no_word_is_missing_or_empty(tag: str) -> None:
    assert keys(tag) == keys("en")
    assert [
        key for words in sections(tag).values() for key, text in words.items() if not text.strip()
    ] == []


@pytest.mark.parametrize("tag", TAGS)
def test_every_word_has_its_letters(tag: str) -> None:
    shaper = Shaper(tag)
    texts = [text for words in sections(tag).values() for text in words.values()]
    texts += [name("territory", code, tag) for code in (*ASEAN, "CN", "KR", "JP", "US")]
    assert [text for text in texts if shaper.line(text).faults] == []


@pytest.mark.parametrize("tag", TAGS)
def test_names_of_the_region_are_all_different(tag: str) -> None:
    assert len({name("territory", code, tag) for code in (*ASEAN, "CN", "HK", "MO", "TW")}) == 15


def test_names_without_brackets() -> None:
    assert [name("origin", "MM", tag) for tag in ("en", "vi", "th")] == [
        "Myanmar",
        "Myanmar",
        "เมียนมา",
    ]
    assert name("origin", "TH", "tet") == "Tailándia"


def test_numbers_are_written_as_each_language_does() -> None:
    assert number(0.1234, "share", "vi") == "12,3%"
    assert number(0.1234, "share", "my") == "၁၂.၃%"
    assert number(-0.5, "index", "en") == "−0.50"
    assert number(1234567, "count", "id") == "1.234.567"


def test_a_language_without_words_is_named() -> None:
    with pytest.raises(KeyError) as caught:
        word("no_data", "zh-Hant")
    assert "'zh-Hant'" in str(caught.value)


def test_everything_of_the_registry_has_a_word() -> None:
    """Other languages have what English has; so a new measure, dimension, rule or unit is missed here first."""
    words = sections("en")
    assert set(words["measures"]) == set(measures())
    assert set(words["rules"]) == set(RULES)
    assert set(words["joins"]) == set(JOINS)
    shown = {name for one in measures().values() for name in (*one.dimensions, *one.of)}
    assert (shown | set(dimensions())) - set(words["dimensions"]) == set()
    counted = {unit for one in measures().values() for unit in one.units}
    assert counted - set(words["units"]) == set()
    closed = {*KINDS, *PRICES, *CHANNELS, *STATUSES, *OCCASIONS, *TERMS, UNKNOWN, UNPLACED, WORLD}
    assert closed - set(words["values"]) == set()
