import pytest

from sampan.engines.language import LANGUAGES, language


def test_thirteen_tags():
    assert (
        " ".join(each.tag for each in LANGUAGES)
        == "zh-Hans zh-Hant en th vi lo km my id ms fil pt tet"
    )


def test_an_unknown_tag_is_refused_with_a_sentence():
    with pytest.raises(KeyError) as refusal:
        language("xx")
    assert refusal.value.args[0].startswith("'xx' is not a working language; the tags are zh-Hans")
