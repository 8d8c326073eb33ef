"""Bytes into text, whatever they were declared to be."""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from sampan.engines.news.reading import Repair
from sampan.engines.news.repair.strangeness import SAMPLE, strangeness

# In the order in which they win a tie.
LEGACY = ("gb18030", "big5hkscs", "cp950", "cp874", "cp1258", "cp1252")
NAMES = {
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
    "cp950": "Big5",
    "cp874": "Windows-874 (TIS-620)",
    "cp1258": "Windows-1258",
    "cp1252": "Windows-1252",
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What senders call them, and what they mean by it (the WHATWG encoding standard's reading).
_ALIASES = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "hz-gb-2312": "hz",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs", "cn-big5": "big5hkscs",
    "tis-620": "cp874", "iso-8859-11": "cp874", "windows-874": "cp874", "x-windows-874": "cp874",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "windows-1252": "cp1252", "x-cp1252": "cp1252", "windows-1258": "cp1258", "x-cp1258": "cp1258",
    "unicode-1-1-utf-8": "utf-8", "utf8": "utf-8", "utf_8": "utf-8", "utf-16": "utf-16-le",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text out of bytes: with which codec, and what had to be done."""

    text: str
    encoding: str
    repairs: tuple[Repair, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of `data`, trying its marks, what was declared, UTF-8, and then the legacy encodings of the region.

    A declaration holds when the bytes agree with it; when they do not, that is said. Nothing is dropped: a byte that no
    encoding explains becomes U+FFFD, and that is said too.

    >>> decode("老挝".encode("gb18030")).encoding
    'gb18030'
    >>> decode("ไทย".encode("cp874"), "utf-8").repairs[0].detail
    'It was declared as UTF-8 and is Windows-874 (TIS-620).'
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], codec)
    wanted = _codec(declared)
    utf8 = _strict(data, "utf-8")
    if utf8 is not None and "\0" not in utf8:
        return _beyond_declared(utf8, "utf-8", wanted)
    if wanted and wanted != "utf-8":
        text = _strict(data, wanted)
        if text is not None and strangeness(text) < 0.15:
            return Decoded(text, wanted)
    text, codec = _most_ordinary(data)
    if codec == "utf-8":
        return Decoded(
            text,
            codec,
            (Repair("encoding", "It is UTF-8 with damaged bytes; they are kept as \ufffd."),),
        )
    return _beyond_declared(text, codec, wanted)


def _marked(rest: bytes, codec: str) -> Decoded:
    try:
        return Decoded(rest.decode(codec), codec)
    except UnicodeDecodeError:
        if codec == "utf-8":
            inner = decode(rest)
            return Decoded(
                inner.text,
                inner.encoding,
                (Repair("encoding", "Its byte-order mark is wrong."), *inner.repairs),
            )
        detail = f"It is {NAMES.get(codec, codec)} with damaged units; they are kept as \ufffd."
        return Decoded(rest.decode(codec, "replace"), codec, (Repair("encoding", detail),))


def _beyond_declared(text: str, codec: str, wanted: str | None) -> Decoded:
    name = NAMES.get(codec, codec)
    if text.isascii():
        return Decoded(text, codec)
    if wanted and NAMES.get(wanted, wanted) != name:
        detail = f"It was declared as {NAMES.get(wanted, wanted)} and is {name}."
        return Decoded(text, codec, (Repair("encoding", detail),))
    if codec != "utf-8" and not wanted:
        return Decoded(text, codec, (Repair("encoding", f"Decoded from {name}."),))
    return Decoded(text, codec)


def _codec(declared: str | None) -> str | None:
    """Python's codec for a declared name; None for a name that means nothing."""
    if not declared:
        return None
    name = declared.strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return info.name if _is_charset(info.name) else None


def _is_charset(codec: str) -> bool:
    """Whether Python decodes bytes to text with it (rot13 and base64 are codecs too)."""
    try:
        return isinstance(b"".decode(codec), str)
    except (LookupError, ValueError):
        return False


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _most_ordinary(data: bytes) -> tuple[str, str]:
    """The least strange reading; where none is ordinary, line by line, for files that were stuck together."""
    cost, codec = _best_codec(data)
    text = _lenient(data, codec)
    mixed_up = cost > 0.05 or any(map(_proves_utf8, data.split(b"\n", 200)))
    if mixed_up and b"\n" in data and codec not in {"utf-16-le", "utf-16-be"}:
        lines = [_line(line) for line in data.split(b"\n")]
        mixed = "\n".join(lines)
        if strangeness(mixed) < cost / 2:
            return mixed, "a mixture, line by line"
    return text, codec


def _proves_utf8(line: bytes) -> bool:
    """Whether a line is valid UTF-8 with so many letters beyond ASCII that it cannot be so by chance."""
    text = _strict(line, "utf-8")
    return text is not None and len(line) - len(text) >= 8


def _line(line: bytes) -> str:
    text = _strict(line, "utf-8")
    return _lenient(line, _best_codec(line)[1]) if text is None else text


def _best_codec(data: bytes) -> tuple[float, str]:
    """The codec whose reading of the first pages is least strange, and how strange that is."""
    start = data[: SAMPLE * 3]
    candidates = ["utf-8", *LEGACY]
    if b"\0" in start:
        candidates += ["utf-16-le", "utf-16-be"]
    costs = [
        (strangeness(_lenient(start, codec)), rank, codec) for rank, codec in enumerate(candidates)
    ]
    cost, _, codec = min(costs)
    if codec in {"cp1258", "cp1252"}:
        codec = "cp1258" if is_vietnamese(start) else "cp1252"
    return cost, codec


def _lenient(data: bytes, codec: str) -> str:
    text = data.decode("sloppy-windows-1252" if codec == "cp1252" else codec, "replace")
    return unicodedata.normalize("NFC", text) if codec == "cp1258" else text


def is_vietnamese(data: bytes) -> bool:
    """Windows-1258 writes tones as bytes after their vowel, which no Western text has in those places.

    >>> is_vietnamese(unicodedata.normalize("NFD", "Việt").replace("e\\u0323\\u0302", "ê\\u0323").encode("cp1258"))
    True
    >>> is_vietnamese("não são ações".encode("cp1252"))
    False
    """
    text = data.decode("cp1258", "replace")
    tones = len(re.findall("[\u0300\u0301\u0303\u0309\u0323]", text))
    placed = len(re.findall("[AEIOUYaeiouyĂăÂâÊêÔôƠơƯư][\u0300\u0301\u0303\u0309\u0323]", text))
    letters = len(re.findall("[^\x00-\x7f]", text))
    return placed > 0 and placed >= 0.9 * tones and placed >= 0.08 * letters
