import pytest
from hypothesis import given
from myanmartools import ZawgyiDetector

from sampan.engines.language import Repaired, repair_burmese, zawgyi_probability
from sampan.engines.language.burmese import _detector, zawgyi_edits

from .strategies import texts

ZAWGYI, UNICODE = "ျမန္မာႏိုင္ငံ သတင္း", "မြန်မာနိုင်ငံ သတင်း"


def test_only_zawgyi_paragraphs_are_changed():
    text = f"Title\r\n{ZAWGYI}\n{UNICODE}\n"
    assert repair_burmese(text) == Repaired(f"Title\r\n{UNICODE}\n{UNICODE}\n", changed=True)


def test_unicode_stays_as_it_is():
    assert repair_burmese(UNICODE) == Repaired(UNICODE, changed=False)


def test_text_without_burmese_is_no_zawgyi():
    assert zawgyi_probability("ຂ່າວ") == 0.0


def test_conversion_is_parted_by_syllable():
    assert len(list(zawgyi_edits(ZAWGYI))) > 4
    assert "".join(form for _, _, form in zawgyi_edits(ZAWGYI)) == UNICODE


@given(texts)
def test_repairing_twice_changes_nothing_more(text):
    once = repair_burmese(text)
    assert repair_burmese(once.text) == Repaired(once.text, changed=False)


@pytest.mark.shared
def test_published_zawgyi_becomes_the_published_unicode(shared):
    typed, meant = (
        (shared / "ntrex" / name).read_text().splitlines()[:80]
        for name in ("mya.txt", "mya-unicode.txt")
    )
    assert [repair_burmese(line).text for line in typed] == meant


@given(texts)
def test_all_pairs_at_once_say_what_the_model_says_one_by_one(text):
    detector = _detector()
    one_by_one = ZawgyiDetector.get_zawgyi_probability(detector, text)
    assert detector.get_zawgyi_probability(text) == pytest.approx(one_by_one, rel=1e-9, abs=1e-200)
