"""Which encoding a whole text file is in."""

import codecs
from pathlib import Path

from sampan.engines.news import decode

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
NAMES |= {"gb18030": "GB18030", "cp874": "Windows-874 (Thai)", "big5hkscs": "Big5"}


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
    if zeros:
        return "utf-16-le" if zeros > 0 else "utf-16-be"
    if is_utf8:
        return "utf-8"
    decoded = decode(sample)
    try:
        name = codecs.lookup(decoded.encoding).name
    except LookupError as error:
        raise Unreadable("many_encodings") from error
    return name


def _survey(path: Path) -> tuple[bytes, bool, int]:
    """Lines with foreign letters; whether all is UTF-8; whether zeros stand at odd (1) or even (-1) places."""
    foreign: list[bytes] = []
    kept = 0
    decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
    zeros = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            if b"\0" in block and not zeros:
                odd, even = block[1::2].count(0), block[0::2].count(0)
                zeros = 1 if odd >= even else -1
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
    return b"\n".join(foreign), decoder is not None, zeros
