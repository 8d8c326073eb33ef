"""One form for texts that a reader takes for the same, with the way back to the original."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .burmese import zawgyi_edits
from .doubts import Doubts
from .marks import order_marks, syllables
from .tracing import Edit, Traced

# What has no width and no bearing on a search: soft hyphen, joiners, direction marks, variation selectors, byte order
# mark, the two Khmer inherent vowels that show nothing.
_ZERO_WIDTH = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)
_MYANMAR = re.compile("[\u1000-\u109f]")
_TAI = re.compile("[\u0e31-\u0eff]")
_DIGITS = {ord(zero) + n: str(n) for zero in "๐໐០၀０" for n in range(10)}
_LETTERS = (
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {0x3000: " ", 0xA0: " ", 0x2018: "'", 0x2019: "'", 0x02BC: "'"}
    | _DIGITS
)
_FOREIGN = re.compile(f"[{''.join(map(chr, _LETTERS))}]")
# Digits that Burmese typists use for the letters that look like them: wa, ra, and the word ၎င်း.
_DIGIT_LETTERS = re.compile("[\u1040\u1047](?=[\u102b-\u103e])|\u1044(?=\u1004\u103a\u1038)")
_AS_LETTER = {"\u1040": "\u101d", "\u1047": "\u101b", "\u1044": "\u104e"}
# Two letters typed for the one that looks the same, or (Lao ຫນ ຫມ ຫລ, Khmer subscript da) that is the same.
_TYPED_AS = (
    ("\u0e40\u0e40", "\u0e41"),
    ("\u0ec0\u0ec0", "\u0ec1"),
    ("\u17c1\u17b8", "\u17be"),
    ("\u17c1\u17b6", "\u17c4"),
    ("\u0eab\u0e99", "\u0edc"),
    ("\u0eab\u0ea1", "\u0edd"),
    ("\u0eab\u0ea5", "\u0eab\u0ebc"),
    ("\u17d2\u178a", "\u17d2\u178f"),
)
_NIKHAHIT_AA = re.compile("[\u0e4d\u0ecd]([\u0e48-\u0e4b\u0ec8-\u0ecb]*)([\u0e32\u0eb2])")
_SARA_AM = {"\u0e32": "\u0e33", "\u0eb2": "\u0eb3"}
# Vietnamese writes the tone of an open oa, oe, uy on either vowel; the older place is taken.
_OPEN = (("o", "òóỏõọ", "àáảãạ", "a"), ("o", "òóỏõọ", "èéẻẽẹ", "e"), ("u", "ùúủũụ", "ỳýỷỹỵ", "y"))
_NEW_TONES = {
    plain + toned: moved + last
    for plain, moves, tones, last in _OPEN
    for moved, toned in zip(moves, tones, strict=True)
}
_NEW_TONE = re.compile(rf"(?<!q)(?:{'|'.join(_NEW_TONES)})(?!\w)")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text, with the place of each character in the original.

    `offsets[i]` is where what character i stands for begins; the last of the len(text)+1 entries is the original's
    length. `ends[i]` is where it ends. Neither ever falls.
    """

    text: str
    offsets: NDArray[np.int32]
    ends: NDArray[np.int32]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Answer the smallest span of the original that text[start:end] stands for.

        Raises ValueError when the span does not lie in the text.

        >>> normalise("ﬁre").original_span(1, 2)  # the i of the one character ﬁ
        (0, 1)
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"{start}:{end} is no span of a text of {len(self.text)} characters.")
        if start == end:
            return int(self.offsets[start]), int(self.offsets[start])
        return int(self.offsets[start]), int(self.ends[end - 1])


def _fold(syllable: str) -> str:
    for _ in range(8):  # until nothing changes; real text needs one round
        before, syllable = syllable, order_marks(syllable)
        syllable = _NIKHAHIT_AA.sub(lambda found: found[1] + _SARA_AM[found[2]], syllable)
        for typed, meant in _TYPED_AS:
            syllable = syllable.replace(typed, meant)
        syllable = syllable.casefold().replace("\u02bc", "'")  # ŉ holds an apostrophe of its own
        if syllable == before:
            break
    return syllable


@lru_cache(maxsize=1 << 16)
def _fold_known(syllable: str) -> str:
    return _fold(syllable)


@lru_cache(maxsize=1)
def _doubts() -> Doubts:
    return Doubts.about(_fold)


def _changes(text: str) -> Iterator[Edit]:
    """Answer what folding changes, looking only between the blanks around what is doubtful."""
    end = 0
    for place in _doubts().places(text):
        if place >= end:
            start = max(end, text.rfind(" ", 0, place) + 1)
            end = text.find(" ", place + 1)
            end = len(text) if end < 0 else end
            yield from _changes_between(text, start, end)


def _changes_between(text: str, start: int, end: int) -> Iterator[Edit]:
    # Syllables recur, so the short ones, which are all real ones, are remembered.
    for found in syllables().finditer(text, start, end):
        typed = found[0]
        form = _fold_known(typed) if len(typed) < 16 else _fold(typed)
        if form != typed:
            yield found.start(), found.end(), form


def normalise(text: str, language: str | None = None, *, is_unicode: bool = False) -> Normalised:
    """Answer the form of a text under which it is searched and matched, never shown.

    In order: marks without width are dropped; Zawgyi becomes Unicode (Burmese or undeclared text); full-width forms,
    curly apostrophes and the region's digits become ASCII; letters compose (NFC); Thai, Lao, Khmer and Burmese marks
    take their one order; Lao ຫນ ຫມ ຫລ become ໜ ໝ ຫຼ; case folds; Vietnamese tones of an open oa, oe, uy take one place
    (declared text only). Normalising twice changes nothing more. Compatibility forms (NFKC) are not applied: they would
    split ຳ and ໝ. With `is_unicode`, for text that was repaired before, Zawgyi is not looked for: that is most of
    the work in Burmese.

    >>> normalise("ຫນຶ່ງ").text == normalise("ໜຶ່ງ").text
    True
    >>> normalise("Ａ\\u200bBC").offsets.tolist()
    [0, 2, 3, 4]
    """
    traced = Traced.of(text)
    if not text.isascii():
        traced = _fold_foreign(traced, language, is_unicode=is_unicode)
    traced = traced.same_length(traced.text.casefold())
    if language == "vi":
        edits = (
            (m.start() + i, m.start() + i + 1, _NEW_TONES[m[0]][i])
            for m in _NEW_TONE.finditer(traced.text)
            for i in (0, 1)
        )
        traced = traced.rewrite(edits)
    offsets = np.append(traced.starts, np.int32(len(text)))
    return Normalised(traced.text, offsets, traced.ends)


def _fold_foreign(traced: Traced, language: str | None, *, is_unicode: bool) -> Traced:
    traced = traced.rewrite(
        (match.start(), match.end(), "") for match in _ZERO_WIDTH.finditer(traced.text)
    )
    if _MYANMAR.search(traced.text):
        if language in {None, "my"} and not is_unicode:
            traced = traced.rewrite(zawgyi_edits(traced.text))
        traced = traced.same_length(
            _DIGIT_LETTERS.sub(lambda found: _AS_LETTER[found[0]], traced.text)
        )
    if _FOREIGN.search(traced.text):
        traced = traced.same_length(traced.text.translate(_LETTERS))
    return traced.rewrite(_changes(traced.text))


def tidy(text: str, language: str | None = None) -> str:
    """Answer a text as it should be kept for display.

    Letters compose (NFC), Thai and Lao marks take an order that renders, byte order marks go. Zero-width breaks stay:
    Lao, Khmer and Burmese lines break there. Spelling and case stay.

    >>> tidy("ກ" + "\\u0ec8" + "\\u0eb4" + "\\ufeff", "lo") == "ກິ່"
    True
    """
    composed = unicodedata.normalize("NFC", text.replace("\ufeff", ""))
    if language in {None, "lo", "th"} and _TAI.search(composed):
        return syllables().sub(lambda found: order_marks(found[0]), composed)
    return composed
