"""The registry: every file says what a measure needs, and what does not is refused by name."""

from pathlib import Path

import pytest

from sampan.engines.circulation.compile.forms import FORMS
from sampan.engines.circulation.facts.schema import TABLES
from sampan.engines.circulation.registry import (
    FORMS as NAMED,
)
from sampan.engines.circulation.registry import (
    RULES,
    Malformed,
    Unknown,
    dimensions,
    measure,
    measures,
    read,
    said,
    spoken,
)
from sampan.engines.typesetting import Shaper

FOLDER = Path(__file__).parents[4] / "src/sampan/engines/circulation/registry/measures"


def test_a_file_a_measure() -> None:
    assert sorted(measures()) == sorted(path.stem for path in FOLDER.glob("*.toml"))
    assert [one.id for one in measures().values()] == list(measures())
    assert {one.form for one in measures().values()} == set(FORMS) == set(NAMED)


def test_every_dimension_of_a_measure_is_known_and_found_in_its_facts() -> None:
    for one in measures().values():
        for name in (*one.of, *one.dimensions):
            dimension = dimensions()[name]
            assert dimension.level != "fact" or dimension.columns.keys() & {one.facts, "offer"}, (
                name
            )
        assert one.units, one.id
        assert one.sources, one.id
        assert one.caveats, one.id


def test_an_unknown_measure_is_answered_with_those_there_are() -> None:
    with pytest.raises(Unknown, match="no measure “hearts”; the registry has audience-lift, "):
        measure("hearts")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('form = "share"', 'form = "guess"', "form: “guess” is none of share, quotient"),
        ('name = "Catalogue share"', 'name = " "', "name: is empty; text is needed"),
        ("version = 1\n", "", "lacks version"),
    ],
)
def test_a_malformed_file_says_the_field(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    text = (FOLDER / "catalogue-share.toml").read_text()
    assert before in text
    path = tmp_path / "made.toml"
    path.write_text(text.replace(before, after))
    with pytest.raises(Malformed, match=f"made.toml.*{said}"):
        read(path)


def test_countries_speak_what_they_speak() -> None:
    pairs = set(spoken())
    assert len(pairs) == len(spoken())
    assert {("LA", "lo"), ("KH", "km"), ("MM", "my"), ("TL", "tet"), ("SG", "zh")} <= pairs
    assert ("HK", "th") not in pairs


def test_every_measure_is_documented() -> None:
    page = (FOLDER.parents[5] / "docs/engines/circulation.md").read_text()
    assert [name for name in measures() if f"`{name}`" not in page] == []


@pytest.mark.parametrize("tag", said.WORDED[1:])
def test_every_definition_caveat_and_rule_is_worded_in_the_languages_of_the_interface(
    tag: str,
) -> None:
    words = said.sections(tag)
    known = measures()
    assert set(words["definitions"]) == set(known)
    assert set(words["caveats"]) == {text for one in known.values() for text in one.caveats}
    assert set(words["rules"]) == set(RULES)
    for section in ("tables", "columns", "intervals"):
        assert set(words[section]) == set(said.sections("en")[section])
    assert set(words["tables"]) == set(TABLES)
    shaper = Shaper(tag)
    texts = [text for section in words.values() for text in section.values()]
    assert [text for text in texts if not text or "`" in text or shaper.line(text).faults] == []


def test_a_language_without_words_has_english_and_says_so() -> None:
    assert said.definition("pay-share", "my") == said.Said(measure("pay-share").definition, "en")
    assert [one.tag for one in said.caveats("pay-share", "th")] == ["th"]
    assert said.rule("first", "vi").text == "tác phẩm chỉ tính cho nước chính đầu tiên"
    with pytest.raises(Unknown):
        said.definition("hearts", "vi")
