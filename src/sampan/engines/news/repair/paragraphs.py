"""Running text into paragraphs, as its sender's lines meant them."""

import re
import unicodedata
from itertools import pairwise

# Behind such a letter U+0085 is a part of mojibake, which is undone only after this.
_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\u2028\u2029]|(?<![\x80-\xff])\x85")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uff00-\uffef]")
_NARROWEST, _WIDEST = 40, 100  # columns at which programs wrap
_LONGEST_WORD = 12
_LOOKED_AT = 2000  # lines; how a text is wrapped shows at its beginning
_HAN = re.compile("[\u2e80-\u9fff\uff00-\uffef]")
_ENDINGS = tuple(".!?…。！？」』”။៕")


def split_paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: a line each; where a mail program has wrapped the lines, the lines joined again.

    >>> split_paragraphs("One.\\nTwo.\\n\\nThree.")
    ['One.', 'Two.', 'Three.']
    """
    lines = [_trimmed(line) for line in _BREAKS.split(text)]
    width = _wrapping(lines)
    paragraphs: list[list[str]] = []
    for number, line in enumerate(lines):
        if not line:
            continue
        if width and number and lines[number - 1] and _is_full(lines[number - 1], line, width):
            paragraphs[-1].append(_glue(lines[number - 1], line) + line)
        else:
            paragraphs.append([line])
    return ["".join(parts) for parts in paragraphs]


def _trimmed(line: str) -> str:
    """The line without blanks around it; in mojibake the no-break space is a part of a letter too."""
    bare = line.strip()
    tail = line.lstrip()[len(bare) : len(bare) + 1]
    return bare + tail if tail in {"\x85", "\xa0"} and "\x80" <= bare[-1:] <= "\xff" else bare


def _wrapping(lines: list[str]) -> int:
    """The width at which the text was wrapped, 0 where it was not.

    A program breaks a line only where the next word would not have fitted; people end paragraphs where they end.
    """
    lines = lines[:_LOOKED_AT]
    if any(len(line) > 4 * _WIDEST for line in lines):
        return 0
    width = max(
        (columns(line) for line in lines if " " in line or _UNSPACED.search(line)), default=0
    )  # no lone long address
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    breaks = [(first, second) for first, second in pairwise(lines) if first and second]
    full = [first for first, second in breaks if _is_full(first, second, width)]
    ended = sum(1 for line in full if line.endswith(_ENDINGS))
    enough = (
        2 if "" in lines[1:-1] else 6
    )  # without blank lines between them, short paragraphs may look like it by chance
    wrapped = len(full) >= max(enough, 0.7 * len(breaks)) and ended <= 0.5 * len(full)
    return width if wrapped else 0


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the line could not have taken the next one's first word as well."""
    if _UNSPACED.match(following):
        word = 3 if _HAN.match(following) else _LONGEST_WORD
        return not line.endswith(_ENDINGS) and columns(line) + word > width
    return columns(line) + 1 + columns(following.split(" ", 1)[0]) > width


def columns(line: str) -> int:
    """Columns in a terminal: Han are two wide, marks above and below none.

    >>> columns("老挝"), columns("ນ້ຳ")
    (4, 2)
    """
    if line.isascii():
        return len(line)
    return sum(
        0
        if unicodedata.category(c) in {"Mn", "Cf"}
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in line
    )


def _glue(first: str, second: str) -> str:
    return "" if _UNSPACED.match(first[-1]) and _UNSPACED.match(second[0]) else " "
