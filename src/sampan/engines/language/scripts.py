"""How much of a text is in which script, counted in words' worth of letters."""

import re
from functools import lru_cache

import icu

# Letters and marks of each script, and how many make a word: so a Chinese and an English word weigh alike.
_SCRIPTS = (
    ("Thai", re.compile("[\u0e01-\u0e4e]"), 5.0),
    ("Laoo", re.compile("[\u0e81-\u0eff]"), 5.0),
    ("Khmr", re.compile("[\u1780-\u17d3\u17dc]"), 5.5),
    ("Mymr", re.compile("[\u1000-\u103f\u1050-\u109f\uaa60-\uaa7f]"), 6.0),
    ("Hani", re.compile("[\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"), 1.6),
    ("Latn", re.compile("[A-Za-zÀ-ɏ\u1e00-\u1eff]"), 5.0),
    (
        "Zyyy",
        re.compile("[\u0370-\u0dff\u10a0-\u11ff\u3041-\u30ff\uac00-\ud7af]"),
        4.0,
    ),  # Greek to Sinhala, kana, hangul
)
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+|[@#]\w+")
# Latin names stand in every language's news, other scripts hardly ever stand in Latin news.
_LATIN_SHARE = 0.3


def script_shares(text: str) -> dict[str, float]:
    """Answer the share of each script that a text holds, by ISO 15924 code; Latin letters weigh less than others.

    >>> script_shares("ຂ່າວ ASEAN Plus ປະຈຳວັນ")["Laoo"] > 0.7
    True
    """
    bare = _ADDRESS.sub(" ", text)
    found = {code: len(pattern.findall(bare)) / letters for code, pattern, letters in _SCRIPTS}
    found["Latn"] *= _LATIN_SHARE
    whole = sum(found.values())
    return {code: worth / whole for code, worth in found.items() if worth} if whole else {}


@lru_cache(maxsize=1)
def _sides() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that only simplified and only traditional Chinese has, by ICU's transforms (Unicode Unihan)."""
    han = "".join(map(chr, range(0x4E00, 0xA000)))
    traditional = icu.Transliterator.createInstance("Simplified-Traditional").transliterate(han)
    simplified = icu.Transliterator.createInstance("Traditional-Simplified").transliterate(han)
    if not len(han) == len(traditional) == len(simplified):
        return frozenset(), frozenset()
    to_traditional = {a for a, b in zip(han, traditional, strict=True) if a != b}
    to_simplified = {a for a, b in zip(han, simplified, strict=True) if a != b}
    return frozenset(to_traditional - to_simplified), frozenset(to_simplified - to_traditional)


def chinese_sides(text: str) -> tuple[int, int]:
    """Answer how many characters are simplified only, and how many traditional only.

    >>> chinese_sides("国家 國家 山水")
    (1, 1)
    """
    simplified, traditional = _sides()
    return sum(c in simplified for c in text), sum(c in traditional for c in text)
