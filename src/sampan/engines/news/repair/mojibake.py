"""Text that was decoded with the wrong encoding, once or twice, wholly or in places: back to what was written."""

import unicodedata
from collections.abc import Iterator

import ftfy

from sampan.engines.news.reading import Repair
from sampan.engines.news.repair.decoding import NAMES, is_vietnamese
from sampan.engines.news.repair.strangeness import SAMPLE, strangeness

# How text is read wrongly, and what it then really was.
_READ_AS = ("latin-1", "cp1252", "cp874", "gb18030", "big5hkscs", "cp1258", "mac-roman")
_REALLY = ("utf-8", "gb18030", "big5hkscs", "cp874", "cp1258")
_READ_AS_NAMES = NAMES | {"latin-1": "ISO 8859-1", "mac-roman": "Mac Roman"}
_ROUNDS = 4


def undo_mojibake(text: str) -> tuple[str, tuple[Repair, ...]]:
    """`text` as it was written, and what was undone; ordinary text comes back as it is.

    The whole text is tried first, then its lines (two sources stuck together), then places inside a line (by ftfy,
    which knows UTF-8 read as a Western encoding even where it is incomplete).

    >>> undo_mojibake("ລາວ".encode().decode("latin-1"))
    ('ລາວ', (Repair(kind='mojibake', detail='UTF-8 had been read as ISO 8859-1; undone.'),))
    >>> undo_mojibake("São Paulo é assim")
    ('São Paulo é assim', ())
    """
    if text.isascii():
        return text, ()
    repairs: list[Repair] = []
    for _ in range(_ROUNDS):
        better = _whole(text) or _by_line(text) or _in_places(text)
        if better is None:
            break
        text, detail = better
        repairs.append(Repair("mojibake", detail))
    return text, tuple(repairs)


def _is_suspect(text: str) -> bool:
    """Whether to look closer: strange characters, or the Thai letters that Thai in UTF-8 turns into."""
    return not text.isascii() and (strangeness(text) > 0.03 or text[:SAMPLE].count("เธ") >= 3)


def _whole(text: str) -> tuple[str, str] | None:
    if not _is_suspect(text):
        return None
    before = strangeness(text)
    best: tuple[float, str, str] | None = None
    for wrong, right in _pairs():
        start = _reread(text[:SAMPLE], wrong, right)
        if start is None:
            continue
        cost = strangeness(start)
        if _is_better(text[:SAMPLE], start, before, cost, right) and (
            best is None or cost < best[0]
        ):
            best = (cost, wrong, right)
    if best is None:
        return None
    _, wrong, right = best
    whole = _reread(text, wrong, right)
    if whole is None:
        return None
    return whole, f"{NAMES[right]} had been read as {_READ_AS_NAMES[wrong]}; undone."


def _pairs() -> Iterator[tuple[str, str]]:
    for right in _REALLY:
        for wrong in _READ_AS:
            if wrong != right and not (wrong == "cp1258" and right != "utf-8"):
                yield wrong, right


def _is_better(old: str, new: str, before: float, after: float, right: str) -> bool:
    """UTF-8 proves itself: other text hardly ever is valid UTF-8. The rest must look far more ordinary than before."""
    if "\ufffd" in new and "\ufffd" not in old:
        return False
    if right == "utf-8":
        return after <= 2 * max(before, 0.05) and len(old) - len(new) >= 3
    marks = sum(1 for character in old if character > "\x7f")
    return marks >= 8 and before > 0.25 and after < 0.06 and after < before / 4


def _reread(text: str, wrong: str, right: str) -> str | None:
    """The text encoded back as it was wrongly read, and decoded as what it is; None when that cannot have happened."""
    data = _encode(text, wrong)
    if data is None or (right == "cp1258" and not is_vietnamese(data)):
        return None
    try:
        again = data.decode(right)
    except UnicodeDecodeError as error:
        if right != "utf-8" or error.end < len(data) or len(text) < SAMPLE:
            return None
        again = data.decode(right, "ignore")  # the sample's end cuts a character
    return unicodedata.normalize("NFC", again) if right == "cp1258" else again


def _encode(text: str, codec: str) -> bytes | None:
    """Bytes of text in `codec`, where characters that it lacks but that stand for one byte (C1) are that byte."""
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        if codec not in {"cp1252", "cp874", "cp1258"}:
            return None
    data = bytearray()
    for character in text:
        try:
            data += character.encode(codec)
        except UnicodeEncodeError:
            if not 0x80 <= ord(character) <= 0x9F:
                return None
            data.append(ord(character))
    return bytes(data)


def _by_line(text: str) -> tuple[str, str] | None:
    lines = text.split("\n")
    if len(lines) == 1:
        return None
    undone = [_whole(line) for line in lines]
    details = sorted({found[1] for found in undone if found})
    if not details:
        return None
    new = [found[0] if found else line for found, line in zip(undone, lines, strict=True)]
    return "\n".join(new), "In some lines " + " ".join(details)


def _in_places(text: str) -> tuple[str, str] | None:
    lines = text.split("\n")
    new = "\n".join(ftfy.fix_encoding(line) if _is_suspect(line) else line for line in lines)
    if new == text or strangeness(new) > strangeness(text):
        return None
    return new, "In places UTF-8 had been read as a Western encoding; undone."
