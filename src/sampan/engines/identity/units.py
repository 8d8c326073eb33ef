"""A text as a row of units: words where words are spaced, characters where they are not.

Thai, Lao, Khmer and Burmese count character by character, and so does Han; everything else that is a letter or a
number makes words. Case, composition, zero-width marks, blanks and punctuation do not count at all, so that none of
them can hide a copy.
"""

import functools
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sampan.engines.language import Normalised, normalise

from .hashing import Stretches

WORD, CHARACTER, HAN = 0, 1, 2
_GAP, _IGNORED, _APOSTROPHE, _POINT = 3, 4, 5, 6

_RANGES = (  # the scripts that are counted by the character, from Blocks.txt of Unicode 15
    (CHARACTER, 0x0E00, 0x0EFF),  # Thai, Lao
    (CHARACTER, 0x1000, 0x109F),  # Myanmar
    (CHARACTER, 0x1780, 0x17FF),  # Khmer
    (CHARACTER, 0x1950, 0x19DF),  # Tai Le, New Tai Lue
    (CHARACTER, 0x1A20, 0x1AAF),  # Tai Tham
    (CHARACTER, 0xA9E0, 0xA9FF),  # Myanmar Extended-B
    (CHARACTER, 0xAA60, 0xAADF),  # Myanmar Extended-A, Tai Viet
    (HAN, 0x2E80, 0x2FDF),  # radicals
    (HAN, 0x3005, 0x3007),
    (HAN, 0x3040, 0x312F),  # kana, bopomofo
    (HAN, 0x31A0, 0x31FF),
    (HAN, 0x3400, 0x4DBF),
    (HAN, 0x4E00, 0x9FFF),
    (HAN, 0xF900, 0xFAFF),
    (HAN, 0x1B000, 0x1B16F),  # kana supplements
)
_TABLE_SIZE = 0x20000  # above it stand Han extensions only, and marks that are never seen
_IGNORABLE = (*range(0xFE00, 0xFE10), 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164)


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """Parallel arrays, one row a unit.

    `hashes` tell units apart; `kinds` are WORD, CHARACTER or HAN; `starts` and `ends` are places in the normalised
    text.
    """

    hashes: NDArray[np.uint64]
    kinds: NDArray[np.uint8]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    normalised: Normalised

    def __len__(self) -> int:
        return len(self.hashes)

    def original_span(self, first: int, last: int) -> tuple[int, int]:
        """Where units first..last-1 stand in the text as it was given.

        >>> units("Wait: the 3 ships", "en").original_span(1, 3)
        (6, 11)
        """
        return self.normalised.original_span(int(self.starts[first]), int(self.ends[last - 1]))


def units(text: str, language: str | None = None) -> Units:
    """Cut a text into units.

    >>> row = units("Don't pay 1,000 kip, ລາວ 老挝!", "en")
    >>> [row.normalised.text[a:b] for a, b in zip(row.starts, row.ends)]
    ["don't", 'pay', '1,000', 'kip', 'ລ', 'າ', 'ວ', '老', '挝']
    >>> row.kinds.tolist()
    [0, 0, 0, 0, 1, 1, 1, 2, 2]
    """
    normalised = normalise(text, language)
    codes = np.frombuffer(normalised.text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    kinds = _kinds(codes)
    kept = _without_marks_inside_words(codes, kinds)
    codes, kinds = codes[kept], kinds[kept]
    is_word = kinds == WORD
    word_starts = is_word & ~np.concatenate(([False], is_word[:-1]))
    firsts = np.flatnonzero(word_starts | (kinds == CHARACTER) | (kinds == HAN))
    word_ends = np.flatnonzero(is_word & ~np.concatenate((is_word[1:], [False]))) + 1
    lasts = firsts + 1
    lasts[is_word[firsts]] = word_ends
    return Units(
        hashes=Stretches(codes.astype(np.uint64)).hash(firsts, lasts),
        kinds=kinds[firsts],
        starts=kept[firsts].astype(np.int32),
        ends=(kept[lasts - 1] + 1).astype(np.int32),
        normalised=normalised,
    )


def _kinds(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    kinds = _table()[np.minimum(codes, _TABLE_SIZE - 1)]
    above = codes >= _TABLE_SIZE
    if above.any():
        kinds[above] = np.where(codes[above] < 0x40000, HAN, _IGNORED)
    return kinds


def _without_marks_inside_words(
    codes: NDArray[np.uint32], kinds: NDArray[np.uint8]
) -> NDArray[np.intp]:
    """Places to keep: invisible marks go, and so do don't's apostrophe and the points inside 1,000.50."""
    kept = np.flatnonzero(kinds != _IGNORED)
    codes, kinds = codes[kept], kinds[kept]
    inner = (kinds == _APOSTROPHE) | (kinds == _POINT)
    if not inner.any():
        return kept
    is_word = np.concatenate(([False], kinds == WORD, [False]))
    is_digit = np.concatenate(([False], (codes >= 0x30) & (codes <= 0x39), [False]))
    joins = (kinds == _APOSTROPHE) & is_word[:-2] & is_word[2:]
    joins |= inner & is_digit[:-2] & is_digit[2:]
    inside: NDArray[np.intp] = kept[~joins]
    return inside


@functools.cache
def _table() -> NDArray[np.uint8]:
    table = np.fromiter(map(_kind_of, range(_TABLE_SIZE)), dtype=np.uint8, count=_TABLE_SIZE)
    for kind, first, last in _RANGES:
        block = table[first : last + 1]
        block[block == WORD] = kind
    table[list(_IGNORABLE)] = _IGNORED
    table[[ord(mark) for mark in "'’ʼ＇‘"]] = _APOSTROPHE
    table[[ord(mark) for mark in ".,"]] = _POINT
    return table


def _kind_of(code: int) -> int:
    category = unicodedata.category(chr(code))
    if category == "Cf":
        return _IGNORED
    return WORD if category[0] in "LMN" else _GAP
