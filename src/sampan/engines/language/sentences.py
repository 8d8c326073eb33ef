"""Where sentences end, by rules of each language: ICU's own rules fail for Thai and Khmer."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from .breaking import Span, words

_CLOSERS = "[\"'”’»›」』）)\\]】》]*"
_OPENERS = "[\"'“‘«‹「『（(\\[【《]*"
# Marks that end a sentence wherever they stand: Chinese, Khmer (but ។ល។ is "etc."), Burmese; and the end of a line.
_SURE = re.compile(f"(?:[。！？｡．…]+|(?<=[\u4e00-\u9fff])\\.(?!\\w)|(?<!។ល)[។៕]+(?!ល។)|။+|[!?]+){_CLOSERS}|[\\r\\n\u2028\u2029]+")  # fmt: skip
_DOT = re.compile(f"(?<!\\S)(\\S*?)\\.+{_CLOSERS}(?=\\s+{_OPENERS}(\\S))")
_NO_END = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sr",
        "sra",
        "dra",
        "st",
        "no",
        "nos",
        "vs",
        "jr",
        "gen",
        "col",
        "lt",
        "sgt",
        "capt",
        "rep",
        "sen",
        "gov",
        "fig",
        "inc",
        "ltd",
        "co",
        "corp",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "pt",
        "tn",
        "ny",
        "ir",
        "drs",
        "hj",
        "jl",
        "bpk",
        "sdr",
        "sdri",
        "yth",
        "tel",
        "av",
        "art",
        "eng",
        "exmo",
        "exma",
        "tp",
        "ts",
        "gs",
        "pgs",
        "ks",
        "bs",
        "gng",
        "bb",
        "km",
        "kg",
        "st.dr",
        "ສ",
        "ພ",
        "ດຣ",
    ]
)
_INITIALS = re.compile(r"\W*(?:\w\.)*\w")

# Thai ends no sentence by a mark, and writes blanks between clauses, names, numbers and the parts of a list too. A blank
# ends a sentence where enough has been said, no side of it binds to the other, and the next word may begin one.
_THAI_BLANK = re.compile(
    r"(?<=[\u0e01-\u0e4e\"'”’)\]])[ \u00a0]+(?=[\"'“‘(\[]*[\u0e01-\u0e4eA-Za-z])"
)
_THAI_OPENS = [
    "อย่างไรก็ตาม",
    "อย่างไรก็ดี",
    "ทั้งนี้",
    "นอกจากนี้",
    "นอกจากนั้น",
    "ในขณะที่",
    "ขณะที่",
    "ขณะเดียวกัน",
    "ด้าน",
    "ส่วน",
    "สำหรับ",
    "ต่อมา",
    "จากนั้น",
    "ก่อนหน้านี้",
    "ล่าสุด",
    "ดังนั้น",
    "เพราะฉะนั้น",
    "แม้",
    "แม้ว่า",
    "ถึงแม้",
    "หาก",
    "ถ้า",
    "เมื่อ",
    "ใน",
    "เขา",
    "เธอ",
    "พวกเขา",
    "มัน",
    "เรา",
    "ผม",
    "ฉัน",
    "ดิฉัน",
    "นาย",
    "นาง",
    "นางสาว",
    "พล.อ.",
    "รัฐบาล",
    "ตำรวจ",
    "ประธานาธิบดี",
    "การ",
    "ความ",
    "ผู้",
    "นี่",
    "นั่น",
    "ตาม",
    "หลังจาก",
    "หลัง",
    "โดย",
    "แต่",
    "ไม่",
    "มี",
    "คน",
    "ทาง",
    "หนึ่ง",
]
_THAI_BINDS_NEXT = [
    "และ",
    "หรือ",
    "ซึ่ง",
    "ที่",
    "ว่า",
    "เพื่อ",
    "จาก",
    "ของ",
    "กับ",
    "ด้วย",
    "จึง",
    "ก็",
    "ถึง",
    "รวม",
    "รวมถึง",
    "เช่น",
    "ได้แก่",
    "คือ",
    "เป็น",
    "แก่",
    "ต่อ",
    "อัน",
    "จน",
    "จนถึง",
    "เพราะ",
    "ไป",
    "มา",
    "ได้",
    "ถูก",
]
_THAI_BINDS_BEFORE = [
    "และ",
    "หรือ",
    "ว่า",
    "คือ",
    "เช่น",
    "ได้แก่",
    "ที่",
    "ซึ่ง",
    "ของ",
    "กับ",
    "ใน",
    "จาก",
    "โดย",
    "เพื่อ",
    "นาย",
    "นาง",
    "นางสาว",
    "ดร.",
    "เป็น",
    "วันที่",
    "เมื่อ",
    "แต่",
    "ชื่อ",
    "กว่า",
    "ประมาณ",
    "จำนวน",
    "ถึง",
]
_THAI_ENDS = [
    "ครับ",
    "ค่ะ",
    "คะ",
    "นะ",
    "แล้ว",
    "เลย",
    "ด้วย",
    "อีกด้วย",
    "เท่านั้น",
    "กัน",
    "ขึ้น",
    "ลง",
    "อยู่",
    "นี้",
    "นั้น",
]


def sentences(text: str, language: str | None = None) -> list[Span]:
    """Answer the sentences of a text, in order, without the blanks around them; spans and gaps together are the text.

    >>> [s.text for s in sentences("ប្រជាជនកម្ពុជា។ ព័ត៌មាន៕", "km")]
    ['ប្រជាជនកម្ពុជា។', 'ព័ត៌មាន៕']
    >>> [s.text for s in sentences("Mr. Lee arrived. It rained 3.5 mm.", "en")]
    ['Mr. Lee arrived.', 'It rained 3.5 mm.']
    """
    ends = {found.end() for found in _SURE.finditer(text) if _sure_ends(found, text)}
    ends |= {found.end() for found in _DOT.finditer(text) if _dot_ends(found)}
    if language == "th":
        ends.update(_thai_ends(text, sorted(ends)))
    spans, start = [], 0
    for end in sorted(ends | {len(text)}):
        kept = text[start:end].strip()
        if kept:
            begun = text.index(kept, start)
            spans.append(Span(begun, begun + len(kept), kept))
        start = end
    return spans


def _sure_ends(found: re.Match[str], text: str) -> bool:
    """Not where a quoted question or exclamation goes on: “Why?” he asked."""
    follows = text[found.end() : found.end() + 2].strip()
    return not (found[0][0] in "!?…" and follows[:1].islower())


def _dot_ends(found: re.Match[str]) -> bool:
    """Not where an abbreviation or an initial bears the dot, nor where the next word goes on in lower case."""
    bearer = found[1].lower().strip("\"'“‘«([")
    return not (bearer in _NO_END or _INITIALS.fullmatch(bearer) or found[2].islower())


@lru_cache(maxsize=1)
def _thai_sides() -> tuple[re.Pattern[str], ...]:
    opens, binds_next = (
        re.compile(f"[\"'“‘(]*(?:{'|'.join(side)})") for side in (_THAI_OPENS, _THAI_BINDS_NEXT)
    )
    binds_before, closes = (
        re.compile(f"(?:{'|'.join(side)})$") for side in (_THAI_BINDS_BEFORE, _THAI_ENDS)
    )
    return opens, binds_next, binds_before, closes


def _thai_ends(text: str, ends: list[int]) -> Iterator[int]:
    """Answer the blanks of a Thai text that end sentences, given where others end by a mark."""
    opens, binds_next, binds_before, closes = _thai_sides()
    last = 0
    for blank in _THAI_BLANK.finditer(text):
        passed = bisect_right(ends, blank.start())
        last = max(last, ends[passed - 1] if passed else 0)
        before = text[last : blank.start()]
        if binds_next.match(text, blank.end()) or binds_before.search(before):
            continue
        enough = 22 - 10 * bool(opens.match(text, blank.end())) - 6 * bool(closes.search(before))
        if len(words(before, "th")) >= enough:
            yield blank.start()
            last = blank.start()
