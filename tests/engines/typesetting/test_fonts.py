"""Every working language has a font that holds all of its letters."""

import io

import icu
import pytest
from fontTools.ttLib import TTFont

from sampan.engines.language import LANGUAGES
from sampan.engines.typesetting import families, installed_fonts, web_font


def letters(tag: str) -> set[int]:
    """The letters that a language writes, by CLDR (its main exemplars)."""
    exemplars = icu.LocaleData(tag.replace("-", "_")).getExemplarSet(0, 0)
    return {ord(letter) for text in exemplars for letter in text}


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_all_letters_of_a_language_are_in_its_first_two_fonts(tag: str) -> None:
    by_family = {font.family: font.path for font in installed_fonts()}
    held: set[int] = set()
    for family in families(tag)[:2]:
        with TTFont(by_family[family], lazy=True) as font:
            held |= set(font.getBestCmap())
    assert {chr(point) for point in letters(tag) - held} == set()
    assert {chr(point) for point in map(ord, "0123456789%.,–—()“”") if point not in held} == set()


def test_every_family_that_a_language_names_is_installed() -> None:
    installed = {font.family for font in installed_fonts()}
    assert {family for language in LANGUAGES for family in families(language.tag)} == installed


def test_a_page_carries_only_its_letters() -> None:
    small = web_font("zh-Hans", "中国与东盟 ASEAN")
    with TTFont(io.BytesIO(small)) as font:
        held = set(font.getBestCmap())
    assert {ord(letter) for letter in "中国与东盟"} <= held
    assert ord("老") not in held
    assert len(small) < 30_000
    assert web_font("zh-Hans", "中国与东盟 ASEAN") == small
