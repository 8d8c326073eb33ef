"""Where a story answers a query, in its own words as they were written."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sampan.engines.language import graphemes, normalise

from .query import Query, Term

_BEFORE, _LONGEST = 60, 240  # characters
_LEANING = "\u0e33\u0eb3"  # the vowel am of Thai and Lao: a letter to Unicode, part of a grapheme to readers
# Vowel signs and tone marks of Thai, Lao, Burmese and Khmer: a run that one follows ends inside a grapheme.
_MARK = (
    "[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb3-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b6-\u17d3]"
)


@dataclass(frozen=True, slots=True)
class Marked:
    """Some text of a story, and which spans of it the query asked for."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def runs(self) -> Iterator[tuple[str, bool]]:
        """The text in runs, each with whether it is marked: what a page writes."""
        place = 0
        for start, end in self.spans:
            if start > place:
                yield self.text[place:start], False
            yield self.text[start:end], True
            place = end
        if place < len(self.text):
            yield self.text[place:], False


def pattern(query: Query) -> re.Pattern[str] | None:
    """What finds the query's words in a normalised text; None where it has none."""
    terms = {term for clause in query.wanted for term in clause.terms if term.words}
    # The longest first: of two that begin at one place the alternation takes the first.
    sources = sorted(map(_source, terms), key=lambda source: (-len(source), source))
    return re.compile("|".join(sources)) if sources else None


def mark(text: str, language: str, wanted: re.Pattern[str] | None) -> Marked:
    """The whole text, with what the pattern finds marked in the original."""
    if wanted is None:
        return Marked(text)
    # What the catalogue holds was repaired as it came in.
    form = normalise(text, language, is_unicode=True)
    spans = (form.original_span(*found.span()) for found in wanted.finditer(form.text))
    return Marked(text, tuple(span for span in spans if span[0] < span[1]))


def excerpt(
    text: str, language: str, wanted: re.Pattern[str] | None, *, sentence: tuple[int, int] | None
) -> Marked:
    """The part of a story (headline apart) to show: around the first words found, else the nearest sentence."""
    start = text.find("\n") + 1 or len(text)
    for line in text[start:].split("\n") if wanted else ():
        marked = mark(line, language, wanted)
        if marked.spans:
            return _cut(marked)
    if sentence is not None and sentence[0] >= start:
        return _cut(Marked(text[sentence[0] : sentence[1]]))
    return _cut(Marked(text[start:].partition("\n")[0]))


def _cut(marked: Marked) -> Marked:
    """At most `_LONGEST` characters, from a little before the first mark; between graphemes, with ellipses."""
    first = marked.spans[0][0] if marked.spans else 0
    if len(marked.text) <= _LONGEST:
        return marked
    low = _edge(marked.text, max(0, first - _BEFORE))
    high = _edge(marked.text, low + _LONGEST)
    shift = (1 if low else 0) - low
    text = ("…" if low else "") + marked.text[low:high] + ("…" if high < len(marked.text) else "")
    inside = [(start + shift, end + shift) for start, end in marked.spans if end <= high]
    return Marked(text, tuple(inside))


def _edge(text: str, place: int) -> int:
    """The next blank within a few characters, else the next edge of a grapheme."""
    if place in (0, len(text)) or place > len(text):
        return min(place, len(text))
    blank = text.find(" ", place, place + 20)
    if blank >= 0:
        return blank + 1
    back = max(0, place - 10)
    while back > 0 and not text[back - 1].isspace():
        back -= 1
        if place - back > 50:
            break
    ahead = place + 20
    while back > 0 and _is_mark(text[back]):
        back -= 1
    while ahead < len(text) and _is_mark(text[ahead]):
        ahead += 1
    for cluster in graphemes(text[back:ahead]):
        if back >= place:
            break
        back += len(cluster)
    return back


def _is_mark(character: str) -> bool:
    return character in _LEANING or unicodedata.category(character)[0] == "M"


@lru_cache(maxsize=1024)
def _source(term: Term) -> str:
    """Tokens in a row, whatever blanks and signs stand between; words of spaced scripts whole."""
    tokens = term.graphemes.split() or term.words.split()
    run = r"[\W_]*".join(map(re.escape, tokens))
    return rf"{run}(?!{_MARK})" if term.graphemes else rf"(?<!\w){run}(?!\w)"
