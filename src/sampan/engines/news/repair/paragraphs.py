"""Running text into paragraphs, as its sender's lines meant them."""

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ENDINGS = tuple(".!?:;…\"'”’»)）。！？：；」』။၊។៕ฯ")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uff00-\uffef]")
_WIDE_LINE = 100
_NARROW_LINE = 40


def split_paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: a line each, or blocks between blank lines where a mail program has wrapped the lines.

    >>> split_paragraphs("One.\\nTwo.\\n\\nThree.")
    ['One.', 'Two.', 'Three.']
    """
    lines = [line.strip() for line in _BREAKS.split(text)]
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    paragraphs: list[str] = []
    for block in blocks:
        paragraphs.extend([_join(block)] if _is_wrapped(block) else block)
    return paragraphs


def _is_wrapped(block: list[str]) -> bool:
    """Whether a program broke these lines at a width: all but the last reach nearly to it, few of them ending a sentence."""
    if len(block) < 3:
        return len(block) == 2 and _breaks_a_sentence(block)
    widths = [_width(line) for line in block]
    widest = max(widths)
    if not _NARROW_LINE <= widest <= _WIDE_LINE:
        return False
    full = sum(1 for width in widths[:-1] if width >= widest - 16)
    ended = sum(1 for line in block[:-1] if line.endswith(_ENDINGS))
    return full >= 0.8 * (len(block) - 1) and ended <= 0.4 * (len(block) - 1)


def _breaks_a_sentence(block: list[str]) -> bool:
    first, second = block
    return (
        60 <= _width(first) <= 80
        and first[-1].islower()
        and second[0].islower()
        and _width(first) + len(second.split(" ", 1)[0]) >= 70
    )


def _width(line: str) -> int:
    """Columns in a terminal: Han are two wide, marks above and below none."""
    return sum(
        0
        if unicodedata.category(c) in {"Mn", "Cf"}
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in line
    )


def _join(block: list[str]) -> str:
    joined = block[0]
    for line in block[1:]:
        unspaced = _UNSPACED.match(joined[-1]) and _UNSPACED.match(line[0])
        joined += line if unspaced else f" {line}"
    return joined
