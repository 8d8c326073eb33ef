"""Burmese that was typed with a Zawgyi font, made Unicode.

Zawgyi uses Unicode's code points for other glyphs. The detector is Google's (myanmartools, a Markov model over
code point pairs); the conversion is ICU's transform `Zawgyi-my` (CLDR).
"""

import math
import re
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import icu
import numpy as np
from myanmartools import ZawgyiDetector

from .tracing import Edit

THRESHOLD = (
    0.95  # the detector's two answers lie far apart: .05 and .95 part 1,972 of 1,976 measured lines
)

_PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]*[\u1000-\u109f][^\r\n\u2028\u2029]*")
_BURMESE = re.compile(r"[\u1000-\u109f]")
_PHRASE = re.compile(r"\S+\s*|\s+")
# A Zawgyi syllable as typed: e-vowel and medial ra stand before their consonant.
_BEFORE = "\u1031\u103b\u107e-\u1084"
_LETTER = "\u1000-\u102a\u1040-\u104f\u1086\u108f-\u1092"
_SYLLABLE = re.compile(f"[{_BEFORE}]*[{_LETTER}]?[^{_BEFORE}{_LETTER}]*")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text, and whether anything in it had to be changed."""

    text: str
    changed: bool


class _Detector(ZawgyiDetector):  # type: ignore[misc]  # it has no types
    """The same model and the same answer, all pairs of a text looked up at once rather than one by one."""

    def __init__(self) -> None:
        super().__init__()
        kinds = len(self._chars) + 1
        self.pairs = np.array(self._params, dtype=np.float64).reshape(kinds, kinds)
        self.kinds = np.zeros(0x10000, dtype=np.uint8)
        self.kinds[list(map(ord, self._chars))] = list(map(self._state, self._chars))

    def get_zawgyi_probability(self, string: str) -> float:
        codes = np.frombuffer(string.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        kinds = np.concatenate(([0], self.kinds[np.minimum(codes, 0xFFFF)], [0]))
        ratios = self.pairs[
            kinds[:-1], kinds[1:]
        ]  # in logarithms; that of two foreign characters is no number
        if np.isnan(ratios).all():
            return -math.inf
        return 1 / (1 + math.exp(min(float(np.nansum(ratios)), 700.0)))


@lru_cache(maxsize=1)
def _detector() -> ZawgyiDetector:
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # it opens its model by importlib.resources' old name
        return _Detector()


def zawgyi_probability(text: str) -> float:
    """Answer how likely it is (0 to 1) that Burmese text is Zawgyi-encoded; 0 where there is no Burmese.

    >>> zawgyi_probability("\\u1031\\u1021\\u102c\\u1004\\u1039") > 0.99
    True
    """
    probability = float(_detector().get_zawgyi_probability(text))
    return probability if probability > 0 else 0.0


@lru_cache(maxsize=1)
def _transform() -> tuple[icu.Transliterator, Lock]:
    return icu.Transliterator.createInstance(
        "Zawgyi-my"
    ), Lock()  # half a millisecond to make; one caller at a time


def _convert(zawgyi: str) -> str:
    # NFC moves the dot below before the asat, as Unicode wants it; the transform expects it where Zawgyi has it.
    typed = unicodedata.normalize("NFC", zawgyi).replace("\u1037\u1039", "\u1039\u1037")
    transform, turn = _transform()
    with turn:
        converted = transform.transliterate(typed)
    return unicodedata.normalize("NFC", converted)


@lru_cache(maxsize=1 << 14)
def _convert_syllable(zawgyi: str) -> str:
    return _convert(zawgyi)


def zawgyi_paragraphs(text: str) -> Iterator[tuple[int, int, str]]:
    """Answer the start, end and Unicode form of each paragraph that is Zawgyi."""
    for paragraph in _PARAGRAPH.finditer(text):
        typed = unicodedata.normalize("NFC", paragraph[0])
        if zawgyi_probability(_telling(typed)) < THRESHOLD:
            continue
        converted = _convert(paragraph[0])
        if zawgyi_probability(_telling(converted)) < THRESHOLD:
            yield paragraph.start(), paragraph.end(), converted


def _telling(paragraph: str) -> str:
    """As much of a paragraph as tells its encoding: the detector takes a millisecond for 700 characters."""
    found = _BURMESE.search(paragraph)
    return paragraph[found.start() :][:512] if found else ""


def zawgyi_edits(text: str) -> Iterator[Edit]:
    """Answer the conversion of each Zawgyi paragraph in parts as small as can be: places in the text stay known."""
    for start, end, converted in zawgyi_paragraphs(text):
        yield from _split(text[start:end], converted, start, (_PHRASE, _SYLLABLE))


def _split(
    typed: str, converted: str, offset: int, parts: tuple[re.Pattern[str], ...]
) -> Iterator[Edit]:
    """Split where the parts, converted one by one, add up to the whole; what does not split stays one piece."""
    pieces = [found for found in parts[0].finditer(typed) if found[0]] if parts else []
    forms = [
        _convert_syllable(piece[0]) if len(piece[0]) < 12 else _convert(piece[0])
        for piece in pieces
    ]
    if "".join(forms) != converted or not parts:
        yield offset, offset + len(typed), converted
        return
    for piece, form in zip(pieces, forms, strict=True):
        yield from _split(piece[0], form, offset + piece.start(), parts[1:])


def repair_burmese(text: str) -> Repaired:
    """Answer Burmese text in Unicode, converting the paragraphs that are Zawgyi and touching nothing else.

    >>> repair_burmese("\\u1031\\u1021\\u102c\\u1004\\u1039 ok").text == "\\u1021\\u1031\\u102c\\u1004\\u103a ok"
    True
    """
    pieces, position = [], 0
    for start, end, converted in zawgyi_paragraphs(text):
        pieces += [text[position:start], converted]
        position = end
    repaired = "".join((*pieces, text[position:]))
    return Repaired(repaired, repaired != text)
