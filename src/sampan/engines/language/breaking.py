"""Where graphemes and words begin and end: Unicode Annex 29, by ICU and its dictionaries for unspaced scripts."""

from collections.abc import Iterator
from dataclasses import dataclass

import icu


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text: text[start:end]."""

    start: int
    end: int
    text: str


def graphemes(text: str) -> list[str]:
    """Answer the characters as a reader counts them (extended grapheme clusters); together they are the text.

    >>> graphemes("ນ້ຳ")
    ['ນ້ຳ']
    """
    breaker = icu.BreakIterator.createCharacterInstance(icu.Locale.getRoot())
    return [text[start:end] for start, end, _ in _segments(breaker, text)]


def words(text: str, language: str | None = None) -> list[Span]:
    """Answer the words of a text, in order, without blanks and punctuation.

    Thai, Lao, Khmer, Burmese and Chinese are parted by dictionary, whatever the language is said to be.

    >>> [word.text for word in words("ສຳນັກຂ່າວສານປະເທດລາວ, 2026", "lo")]
    ['ສຳນັກ', 'ຂ່າວສານ', 'ປະເທດ', 'ລາວ', '2026']
    """
    # A breaker holds its text and place, so it is made anew for each call (4 µs) and shared with nobody.
    breaker = icu.BreakIterator.createWordInstance(icu.Locale(language or "root"))
    segments = _segments(breaker, text)
    # ICU marks what is no word by a status below 100 (UBRK_WORD_NONE_LIMIT).
    return [Span(start, end, text[start:end]) for start, end, status in segments if status >= 100]


def _segments(breaker: icu.BreakIterator, text: str) -> Iterator[tuple[int, int, int]]:
    breaker.setText(text)
    start = 0
    if text.isascii() or max(text) <= "\uffff":
        for end in breaker:
            yield start, end, breaker.getRuleStatus()
            start = end
        return
    places = [i for i, letter in enumerate(text) for _ in range(1 + (letter > "\uffff"))] + [
        len(text)
    ]
    for unit in breaker:  # ICU counts in UTF-16 units
        end = places[unit]
        yield start, end, breaker.getRuleStatus()
        start = end
