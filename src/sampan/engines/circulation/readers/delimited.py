"""CSV and TSV in any encoding of the region, streamed."""

import codecs
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from sampan.engines.news import decode

from .reading import Refusal, Unreadable
from .sheet import WIDEST, Cell, Line, Sheet, distinct, find_headings, is_blank

_BLOCK = 1 << 20
_SAMPLE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16"}
_NAMES |= {"gb18030": "GB18030", "cp874": "Windows-874 (Thai)", "big5hkscs": "Big5"}
_DAMAGED = re.compile("[\udc80-\udcff]")


def delimited(path: Path) -> Sheet:
    """The table in a text file. Raises Unreadable where it has no table or no one encoding."""
    encoding = encoding_of(path)
    delimiter = _delimiter(path, encoding)
    numbered = ((n, list[Cell](row)) for n, row in _records(path, encoding, delimiter))
    found = find_headings(numbered)
    if found is None:
        raise Unreadable("No row of headings was found; the first row should name the columns.")
    first, words = found
    headings, notes = distinct(words)
    if len(headings) > WIDEST:
        raise Unreadable(f"It has {len(headings)} columns; {WIDEST} are the most that are read.")
    notes.insert(0, f"Read as {_NAMES.get(encoding, encoding)}, columns parted by {delimiter!r}.")

    def lines() -> Iterator[Line | Refusal]:
        width = max(headings) + 1
        for number, row in _records(path, encoding, delimiter):
            if number > first and not is_blank(list(row)):
                yield _line(number, row, headings, width)

    return Sheet(path.name, tuple(headings.values()), lines, notes)


def _line(number: int, row: list[str], headings: dict[int, str], width: int) -> Line | Refusal:
    if len(row) < width or any(cell.strip() for cell in row[width:]):
        what = f"has {len(row)} cells where {width} columns are headed"
        return Refusal(number, "", what, "put text that holds a comma or a line break in quotes")
    for at, heading in headings.items():
        if _DAMAGED.search(row[at]):
            what = "holds bytes that are no text in the encoding of this file"
            return Refusal(number, heading, what, "save the file as UTF-8")
    return Line(number, {heading: row[at] or None for at, heading in headings.items()})


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number that a spreadsheet would give them."""
    number = 0
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
        try:
            for number, row in enumerate(csv.reader(file, delimiter=delimiter), start=1):
                yield number, row
        except csv.Error as error:
            raise Unreadable(
                f"Row {number + 1}: a quotation mark opens a cell and none closes it, or the cell is longer than any "
                "text; close the quotation."
            ) from error
        except UnicodeError as error:
            raise Unreadable(
                f"After row {number} the file is no longer {_NAMES.get(encoding, encoding)}; save it as UTF-8."
            ) from error


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
        raise Unreadable("The file is empty.")
    sample, is_utf8, zeros = _survey(path)
    if zeros:
        return "utf-16-le" if zeros > 0 else "utf-16-be"
    if is_utf8:
        return "utf-8"
    decoded = decode(sample)
    try:
        name = codecs.lookup(decoded.encoding).name
    except LookupError as error:
        raise Unreadable(
            "Its lines are in several encodings, as when files were stuck together; save each as UTF-8."
        ) from error
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


def _delimiter(path: Path, encoding: str) -> str:
    """The sign that parts the most lines of the start into equally many cells."""
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
        text = file.read(_SAMPLE)
    lines = [line for line in text.splitlines()[:60] if line.strip()]
    best, most = ",", 0.0
    for sign in ("\t", ",", ";", "|"):
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=sign)]
        except csv.Error:
            continue
        usual = max(set(widths), key=widths.count, default=1)
        score = widths.count(usual) / max(1, len(widths)) * (usual > 1)
        if score > most + 0.05 or (score > most - 0.05 and score and usual > 1 and most == 0):
            best, most = sign, score
    return best
