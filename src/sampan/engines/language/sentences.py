"""Where sentences end, by rules of each language: ICU's own rules fail for Thai and Khmer."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from .breaking import Span, words

_CLOSERS = "[\"'”’»›」』）)\\]】》]*"
_OPENERS = "[\"'“‘«‹「『（(\\[【《]*"
# Marks that end a sentence wherever they stand: Chinese, Khmer (but ។ល។ is "etc."), Burmese; and the end of a line.
_SURE = re.compile(
    f"(?:[。！？｡．…]+|(?<=[\u4e00-\u9fff])\\.(?!\\w)|(?<!។ល)[។៕]+(?!ល។)|။+|[!?]+){_CLOSERS}"
    "|[\\r\\n\\u2028\\u2029]+"
)
_DOT = re.compile(f"\\.(?!\\.){_CLOSERS}(?=\\s+{_OPENERS}(\\S))")
_INITIALS = re.compile(r"(?:\w\.)*[^\W\d]")

# Thai ends no sentence by a mark, and writes blanks between clauses, names, numbers and the parts of a list too. A
# blank ends a sentence where enough has been said, neither side binds to the other, and the next word may begin one.
_THAI_BLANK = re.compile(
    r"(?<=[\u0e01-\u0e4e\"'”’)\]])[ \u00a0]+(?=[\"'“‘(\[]*[\u0e01-\u0e4eA-Za-z])"
)


@lru_cache(maxsize=8)
def _listed(group: str) -> frozenset[str]:
    text = (files(__package__) / "tables" / "sentences.txt").read_text(encoding="utf-8")
    rows = (line.split(" ") for line in text.splitlines() if not line.startswith("#"))
    return next(frozenset(listed) for name, *listed in rows if name == group)


def sentences(text: str, language: str | None = None) -> list[Span]:
    """Answer the sentences of a text, in order, without the blanks around them; spans and gaps together are the text.

    >>> [s.text for s in sentences("ប្រជាជនកម្ពុជា។ ព័ត៌មាន៕", "km")]
    ['ប្រជាជនកម្ពុជា។', 'ព័ត៌មាន៕']
    >>> [s.text for s in sentences("Mr. Lee arrived. It rained 3.5 mm.", "en")]
    ['Mr. Lee arrived.', 'It rained 3.5 mm.']
    """
    ends = {found.end() for found in _SURE.finditer(text) if _sure_ends(found, text)}
    ends |= {found.end() for found in _DOT.finditer(text) if _dot_ends(found, text)}
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


def _dot_ends(found: re.Match[str], text: str) -> bool:
    """Not where an abbreviation or an initial bears the dot, nor where the next word goes on in lower case."""
    before = text[max(0, found.start() - 30) : found.start()].rstrip(".")
    bearer = before.split()[-1].lower().lstrip("\"'“‘«([") if before.strip() else ""
    return not (
        bearer in _listed("abbreviations") or _INITIALS.fullmatch(bearer) or found[1].islower()
    )


@lru_cache(maxsize=1)
def _thai_patterns() -> tuple[re.Pattern[str], ...]:
    after = (
        re.compile(f"{_OPENERS}(?:{'|'.join(_listed(side))})") for side in ("opens", "binds_next")
    )
    before = (re.compile(f"(?:{'|'.join(_listed(side))})$") for side in ("binds_before", "closes"))
    return *after, *before


def _thai_ends(text: str, ends: list[int]) -> Iterator[int]:
    """Answer the blanks of a Thai text that end sentences, given where others end by a mark."""
    opens, binds_next, binds_before, closes = _thai_patterns()
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
