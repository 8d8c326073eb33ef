"""Two versions of a text, paragraph against paragraph and word against word."""

from dataclasses import dataclass
from difflib import SequenceMatcher

import icu

MANY = 20_000  # characters; beyond this, paragraphs are compared but not their words


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph on either side; an empty side means that it was added or taken out whole."""

    before: tuple[Run, ...]
    after: tuple[Run, ...]

    @property
    def is_same(self) -> bool:
        return self.before == self.after


def compare(before: list[str], after: list[str], language: str) -> list[Row]:
    """
    >>> compare(["It rained."], ["It rained.", "Then it stopped."], "en")[1]
    Row(before=(), after=(Run(text='Then it stopped.', is_changed=True),))
    """
    rows = []
    for change, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left, right = before[a:b], after[c:d]
        if change == "equal":
            rows += [Row((Run(text),), (Run(text),)) for text in left]
            continue
        paired = min(len(left), len(right))
        rows += [_words(old, new, language) for old, new in zip(left, right, strict=False)]
        rows += [Row((Run(text, is_changed=True),), ()) for text in left[paired:]]
        rows += [Row((), (Run(text, is_changed=True),)) for text in right[paired:]]
    return rows


def _words(before: str, after: str, language: str) -> Row:
    if len(before) + len(after) > MANY:
        return Row((Run(before, is_changed=True),), (Run(after, is_changed=True),))
    old, new = _tokens(before, language), _tokens(after, language)
    left: list[Run] = []
    right: list[Run] = []
    for change, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        is_changed = change != "equal"
        left += [Run("".join(old[a:b]), is_changed=is_changed)] if b > a else []
        right += [Run("".join(new[c:d]), is_changed=is_changed)] if d > c else []
    return Row(tuple(left), tuple(right))


def _tokens(text: str, language: str) -> list[str]:
    """Words and what stands between them, by the language's own rules."""
    breaks = icu.BreakIterator.createWordInstance(icu.Locale.forLanguageTag(language))
    units = icu.UnicodeString(text)
    breaks.setText(units)
    tokens, start = [], 0
    for end in breaks:
        tokens.append(str(units[start:end]))
        start = end
    return tokens
