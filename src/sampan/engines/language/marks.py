"""The one order of the marks in a syllable, script by script.

Keyboards of the region let a vowel sign and a tone be typed in either order; on screen both look alike, or one
breaks. Unicode's canonical order settles only marks whose combining class is not zero, and few of these have one.
Sources: The Unicode Standard, chapter 16 (Thai, Lao, Khmer, Myanmar), and Unicode Technical Note 11 for Myanmar.
"""

import re
import unicodedata
from functools import lru_cache

import icu

_LAO = ("\u0ebc", "\u0eba", "\u0eb1\u0eb4-\u0eb9\u0ebb", "\u0ecd", "\u0ec8-\u0ecb", "\u0ecc\u0ece")
_THAI = ("\u0e3a", "\u0e31\u0e34-\u0e39\u0e47", "\u0e4d", "\u0e48-\u0e4b", "\u0e4c\u0e4e")
_KHMER = ("\u17c9\u17ca", "\u17b6-\u17c5", "\u17c6", "\u17cb-\u17d1\u17dd", "\u17c7\u17c8")
_MEDIALS = ("\u103b", "\u103c", "\u103d", "\u103e")
_MYANMAR = (
    *_MEDIALS,
    "\u1031",
    "\u102d\u102e\u1032-\u1035",
    "\u102f\u1030",
    "\u102b\u102c",
    "\u1036",
    "\u1037",
    "\u1038",
)
_ORDERS = (_LAO, _THAI, _KHMER, _MYANMAR)
TONES = "\u0e48-\u0e4b\u0ec8-\u0ecb"
_RUN = re.compile("|".join(f"[{''.join(order)}]{{2,}}" for order in _ORDERS))
_AM_TONE = re.compile(f"([\u0e33\u0eb3])([{TONES}]+)")
# Beyond the basic plane, where marks lie in a hundred small ranges, whole scripts pass for marks.
BEYOND = "\U00010000-\U0001efff"


@lru_cache(maxsize=1)
def ranks() -> dict[str, int]:
    """Answer the marks that have an order, each with its place in that of its script."""
    block = [chr(code) for code in range(0x0E00, 0x1800)]
    members = [
        (rank, re.compile(f"[{each}]")) for order in _ORDERS for rank, each in enumerate(order)
    ]
    return {letter: rank for rank, member in members for letter in block if member.match(letter)}


def _sorted(run: re.Match[str]) -> str:
    return "".join(sorted(run[0], key=ranks().__getitem__))


def _ranges(expression: str) -> str:
    found = icu.UnicodeSet(f"[{expression} & [\\u0000-\\uffff]]")
    return "".join(
        f"{found.getRangeStart(i)}-{found.getRangeEnd(i)}" for i in range(found.getRangeCount())
    )


@lru_cache(maxsize=1)
def mark_class() -> str:
    """Answer what follows a letter in its syllable, as ranges of a regular expression (basic plane)."""
    return _ranges("[[:M:][:^ccc=0:][:Hangul_Syllable_Type=V:][:Hangul_Syllable_Type=T:]]")


@lru_cache(maxsize=1)
def rare_class() -> str:
    """Answer the letters that Unicode or folded case writes otherwise, as ranges of a regular expression."""
    growing = "".join(c for c in map(chr, range(0xD800)) if len(c.casefold()) > 1)
    return f"{_ranges('[:NFC_Quick_Check=N:]')}{growing}\ufb00-\ufb17\U0002f800-\U0002fa1f"


@lru_cache(maxsize=1)
def syllables() -> re.Pattern[str]:
    """Find what could be spelt otherwise: a letter with its marks, and letters that Unicode writes otherwise.

    A letter that bears no mark and has one form only is not found. Beyond the basic plane this finds too much, never
    too little; no blank is ever inside.
    """
    # After its coeng a Khmer letter is a subscript.
    mark = f"(?:[{mark_class()}{BEYOND}]|(?<=\u17d2)[\u1780-\u17b3])"
    vowel = "[\u0e32\u0e33\u0eb2\u0eb3]"
    pair = "\u0eab[\u0e99\u0ea1\u0ea5]|\u0e40\u0e40|\u0ec0\u0ec0"
    return re.compile(
        f"(?:{pair}){mark}*(?:{vowel}{mark}*)?|\\S?(?:{mark}+(?:{vowel}{mark}*)?|{vowel}{mark}+)"
        f"|[{rare_class()}]"
    )


def order_marks(syllable: str) -> str:
    """Put the marks of a syllable into their one order, composed (Unicode NFC); no mark is exchanged for another.

    >>> order_marks("ກ" + "\\u0ec8" + "\\u0eb4") == "ກ" + "\\u0eb4" + "\\u0ec8"
    True
    """
    for _ in range(
        8
    ):  # composing can free a mark for ordering, and the other way round; real text needs one round
        before = syllable
        syllable = _RUN.sub(_sorted, unicodedata.normalize("NFC", syllable))
        syllable = _AM_TONE.sub(r"\2\1", syllable)
        if syllable == before:
            break
    return syllable
