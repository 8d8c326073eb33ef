"""Which encoding a whole text file is in."""

import codecs
from pathlib import Path

from sampan.engines.news import decode
from sampan.engines.news.repair.decoding import Decoded
from sampan.engines.news.repair.mojibake import undo_mojibake
from sampan.engines.news.repair.strangeness import strangeness

from .reading import Unreadable

_BLOCK = 1 << 20
_SAMPLE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16"}
NAMES |= {"utf-16-be": "UTF-16", "utf-32": "UTF-32", "gb18030": "GB18030", "big5hkscs": "Big5"}
NAMES |= {
    "cp874": "Windows-874 (Thai)",
    "cp1258": "Windows-1258 (Vietnamese)",
    "cp1252": "Windows-1252",
}
_STRANGE = 0.3  # of what is foreign: read so, it is no text; see `strangeness`
_RARE = frozenset("‚ƒ„†‡ˆ‰‹›¤¦¬¶¸" + "".join(map(chr, range(0x80, 0xA0))))
_ZEROS = 0.02  # of the bytes, and all at the same places: UTF-16 without its mark


def encoding_of(path: Path) -> str:
    """Python's name for the encoding of a whole text file. Raises Unreadable where no single one explains it.

    The marks at the start hold; then UTF-8 when every byte agrees; then what makes the lines with foreign letters the
    least strange text.
    """
    with path.open("rb") as file:
        start = file.read(4)
    for mark, codec in _MARKS:
        if start.startswith(mark):
            return codec
    if not start:
        raise Unreadable("empty")
    sample, is_utf8, zeros = _survey(path)
    if max(zeros) > _ZEROS * path.stat().st_size and min(zeros) < 0.01 * max(zeros):
        return "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    if is_utf8:
        _check_misread(sample.decode(errors="replace"))
        return "utf-8"
    decoded = decode(sample)
    if strangeness(decoded.text) > _STRANGE or _is_no_western(decoded):
        raise Unreadable("unknown_encoding")
    try:
        name = codecs.lookup(decoded.encoding).name
    except LookupError as error:
        raise Unreadable("many_encodings") from error
    return name


def _is_no_western(decoded: Decoded) -> bool:
    """Whether it was read as Windows-1252 for want of another: its rarest signs are many in Japanese or Korean."""
    foreign = [letter for letter in decoded.text if not letter.isascii()]
    rare = sum(1 for letter in foreign if letter in _RARE)
    return decoded.encoding == "cp1252" and rare > 0.15 * len(foreign)


def _check_misread(text: str) -> None:
    """Raises Unreadable for text whose letters were lost before: bytes of UTF-8 that were taken for Western letters."""
    if strangeness(text) > _STRANGE:
        written, repairs = undo_mojibake(text)
        if repairs and strangeness(written) < _STRANGE / 3:
            raise Unreadable("misread_before")


def _survey(path: Path) -> tuple[bytes, bool, tuple[int, int]]:
    """Lines with foreign letters; whether all is UTF-8; how many zeros stand at even and at odd places."""
    foreign: list[bytes] = []
    kept = 0
    decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
    even = odd = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            if b"\0" in block:
                even, odd = even + block[0::2].count(0), odd + block[1::2].count(0)
            if decoder is not None:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    decoder = None
            if kept < _SAMPLE and not block.isascii():
                for line in block.split(b"\n")[:-1] or [block]:
                    if kept < _SAMPLE and not line.isascii():
                        foreign.append(line)
                        kept += len(line)
    return b"\n".join(foreign), decoder is not None, (even, odd)
