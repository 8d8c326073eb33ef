"""Forms under which titles are compared, and the script that a title is in."""

import re
import unicodedata
from functools import lru_cache

import icu

from sampan.engines.language import normalise


@lru_cache(maxsize=1)
def _simplifier() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Traditional-Simplified")


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """The form under which names are equal: one case, no marks on Latin letters, no punctuation, simplified Han.

    A name without letters or digits is its own key.

    >>> key("Café & the 蒼蘭訣!") == key("cafe and the 苍兰诀")
    True
    >>> key("???")
    '???'
    """
    text = name.casefold() if name.isascii() else normalise(name, is_unicode=True).text
    if not text.isascii():
        if re.search("[\u3400-\u9fff]", text):
            text = _simplifier().transliterate(text)
        parts = unicodedata.normalize("NFD", text)
        text = re.sub("[\u0300-\u036f]", "", parts) if parts != text else text
        text = (
            unicodedata.normalize("NFC", text)
            .replace("đ", "d")
            .replace("ł", "l")
            .replace("ß", "ss")
        )
    text = re.sub(r"\s*[&＆+]\s*", " and ", text)
    text = re.sub(r"['’`´]", "", text)
    words = "".join(sign if _counts(sign) else " " for sign in text).split()
    return " ".join(words) or name.strip()


def stem(form: str) -> str:
    """A key without its article, under which titles are brought together to be compared.

    >>> stem("the guilty"), stem("the")
    ('guilty', 'the')
    """
    first, _, rest = form.partition(" ")
    return rest if rest and first in {"the", "a", "an"} else form


def _counts(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN"


@lru_cache(maxsize=1 << 14)
def _script_of(sign: str) -> str:
    name: str = icu.Script.getScript(sign).getShortName()
    return name


def script(text: str) -> str:
    """The script of most letters, as ISO 15924 writes it; empty where there is no letter.

    >>> script("ไทย 4 Kings ของเรา"), script("더 글로리"), script("スパイ家族"), script("2012")
    ('Thai', 'Kore', 'Jpan', '')
    """
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else ""
    counts: dict[str, int] = {}
    for sign in text:
        if sign.isalpha():
            name = _script_of(sign)
            counts[name] = counts.get(name, 0) + 1
    if not counts:
        return ""
    if counts.keys() & {"Hira", "Kana"}:
        return "Jpan"
    most = max(counts, key=lambda name: counts[name])
    return {"Hang": "Kore", "Hani": "Hani"}.get(most, most)
