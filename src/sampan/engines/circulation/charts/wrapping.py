"""Lines of text in every script: where they may break, and how far apart they stand."""

import icu

from sampan.engines.typesetting import REGULAR, Shaper

LEADING = {"km": 1.65, "my": 1.75, "th": 1.45, "lo": 1.5}  # of the size of the letters; else 1.3


def wrap(text: str, shaper: Shaper, widest: float, *, weight: int = REGULAR) -> list[str]:
    """A text as lines no wider than `widest` ems, broken where the language allows.

    >>> wrap("one two three", Shaper("en"), 4)
    ['one two', 'three']
    """
    breaks = icu.BreakIterator.createLineInstance(icu.Locale(shaper.tag))
    held = icu.UnicodeString(text)
    breaks.setText(held)
    lines, start, last = [], 0, 0
    for end in breaks:
        if shaper.width(str(held[start:end]).rstrip(), weight=weight) > widest and last > start:
            lines.append(str(held[start:last]).rstrip())
            start = last
        last = end
    return [*lines, str(held[start:]).rstrip()]
