import unicodedata

import pytest
from hypothesis import given

from sampan.engines.language import LANGUAGES, Identification, identify

from .strategies import texts

HEADLINES = [
    ("zh-Hans", "老挝铁路客运量突破千万"),
    ("zh-Hant", "寮國鐵路載客量突破千萬"),
    ("en", "Railway carries ten million passengers"),
    ("th", "รถไฟขนผู้โดยสารครบสิบล้านคน"),
    ("vi", "Đường sắt chở mười triệu hành khách"),
    ("lo", "ລົດໄຟຂົນສົ່ງຜູ້ໂດຍສານຄົບສິບລ້ານຄົນ"),
    ("km", "រថភ្លើងដឹកអ្នកដំណើរដប់លាននាក់"),
    ("my", "ရထားသည် ခရီးသည် ဆယ်သန်း သယ်ဆောင်ခဲ့သည်"),
    ("id", "Kereta api mengangkut sepuluh juta penumpang karena tarif murah bagi mahasiswa"),
    ("ms", "Keretapi membawa sepuluh juta penumpang kerana tambang murah untuk pelajar universiti"),
    ("fil", "Nagsakay ang tren ng sampung milyong pasahero"),
    ("pt", "Comboio transporta dez milhões de passageiros"),
    ("tet", "Governu Timor-Leste hala'o reuniaun ho komunidade iha Dili"),
]


@pytest.mark.parametrize(("tag", "headline"), HEADLINES)
def test_a_headline_is_enough(tag, headline):
    assert identify(headline).language == tag


@pytest.mark.parametrize(("tag", "headline"), HEADLINES)
def test_decomposed_letters_change_nothing(tag, headline):
    assert identify(unicodedata.normalize("NFD", headline)) == identify(headline)


def test_names_in_latin_letters_do_not_make_a_story_english():
    assert identify("ທ່ານ John Smith ຈາກ Reuters ກ່າວທີ່ Vientiane Summit").language == "lo"
    assert identify("iPhone 17 Pro Max 发布").language == "zh-Hans"


def test_a_foreign_name_does_not_make_english_chinese():
    assert (
        identify("The railway company (中国铁路) said on Monday that it would add trains").language
        == "en"
    )


def test_mojibake_is_read_through():
    broken = "Đường sắt chở mười triệu hành khách".encode().decode("latin-1")
    assert identify(broken).language == "vi"


def test_zawgyi_is_burmese():
    assert identify("ျမန္မာႏိုင္ငံ သတင္း").language == "my"


@pytest.mark.parametrize("text", ["", "12:30 – 14:00", "https://example.org/news", "🎉🎉"])
def test_nothing_to_tell_by_is_undetermined(text):
    assert identify(text) == Identification("und", 0.0, ())


def test_other_scripts_are_undetermined():
    assert identify("Новости дня в столице").language == "und"
    assert identify("最新のニュースをお届けします").confidence < 0.9


@pytest.mark.parametrize(
    ("hint", "tag"), [("ms", "ms"), ("id-ID", "id"), ("zh-TW", "und"), (None, "und")]
)
def test_a_hint_decides_where_the_text_does_not(hint, tag):
    expected = {"zh-TW": "zh-Hant"}.get(hint, tag)
    assert identify("2026", hint=hint).language == expected


def test_a_hint_does_not_overrule_the_text():
    assert (
        identify("Pemerintah mengatakan bahwa uang itu hilang karena korupsi", hint="en").language
        == "id"
    )


@given(texts)
def test_every_text_has_an_answer(text):
    found = identify(text)
    assert found.language in {"und", *(language.tag for language in LANGUAGES)}
    assert 0.0 <= found.confidence <= 1.0
    assert list(found.ranking) == sorted(found.ranking, key=lambda pair: -pair[1])


@pytest.mark.shared
def test_every_real_story_is_identified(shared):
    """The first story of NTREX in each language; bench/language.py measures them all."""
    names = {
        "en": "eng",
        "th": "tha",
        "vi": "vie",
        "lo": "lao",
        "km": "khm",
        "my": "mya",
        "id": "ind",
        "ms": "msa",
    }
    names |= {"fil": "fil", "pt": "por", "zh-Hans": "zho-CN", "zh-Hant": "zho-TW"}
    stories = {
        tag: (shared / "ntrex" / f"{name}.txt").read_text().splitlines()[:15]
        for tag, name in names.items()
    }
    assert {tag: identify("\n".join(story)).language for tag, story in stories.items()} == {
        tag: tag for tag in names
    }
