"""Languages by kind, and tags met in the wild."""

import pytest

from sampan.engines.rights import LANGUAGES


def test_a_language_is_its_three_kinds() -> None:
    assert LANGUAGES.codes(LANGUAGES.mask("lo")) == ("lo/original", "lo/dub", "lo/sub")
    assert LANGUAGES.words(LANGUAGES.mask("lo/sub")) == "Lao subtitles"
    assert LANGUAGES.mask("all") == LANGUAGES.everything
    assert LANGUAGES.mask("all/sub") & LANGUAGES.mask("lo") == LANGUAGES.mask("lo/sub")


@pytest.mark.parametrize(
    ("tag", "known"),
    [
        ("zh", "zh-Hans, zh-Hant"),
        ("zh-CN", "zh-Hans"),
        ("zh-Hant-HK", "zh-Hant"),
        ("en-GB/dub", "en/dub"),
        ("EN", "en"),
        ("tl", "fil"),
    ],
)
def test_a_tag_falls_to_the_nearest_one_known(tag: str, known: str) -> None:
    assert LANGUAGES.mask(tag) == LANGUAGES.mask(known)
