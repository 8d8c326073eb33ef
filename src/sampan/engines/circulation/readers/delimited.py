"""CSV and TSV in any encoding of the region, streamed."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from .encoding import NAMES, encoding_of
from .reading import Refusal, Unreadable
from .remark import Remark
from .sheet import WIDEST, Cell, Line, Sheet, distinct, find_headings

_SAMPLE = 1 << 16
_DAMAGED = re.compile("[\0\udc80-\udcff]")


def delimited(path: Path) -> Sheet:
    """The table in a text file. Raises Unreadable where it has no table or no one encoding."""
    encoding = encoding_of(path)
    delimiter = _delimiter(path, encoding)
    numbered = ((n, list[Cell](row)) for n, row in _records(path, encoding, delimiter))
    found = find_headings(numbered)
    if found is None:
        raise Unreadable("no_headings")
    first, words = found
    headings, notes = distinct(words)
    if len(headings) > WIDEST:
        raise Unreadable("many_columns", count=len(headings), most=WIDEST)
    form = {"encoding": NAMES.get(encoding, encoding), "sign": repr(delimiter)}
    notes.insert(0, Remark("delimited", form))

    def lines() -> Iterator[Line | Refusal]:
        width = max(headings) + 1
        for number, row in _records(path, encoding, delimiter):
            if number > first:
                yield _line(number, row, headings, width)

    return Sheet(path.name, tuple(headings.values()), lines, notes)


def _line(number: int, row: list[str], headings: dict[int, str], width: int) -> Line | Refusal:
    if len(row) < width or any(cell.strip() for cell in row[width:]):
        found = {"cells": len(row), "columns": width}
        if over := sum(cell.count("\n") for cell in row):
            return Refusal(number, "", "open_quotation", found | {"lines": over + 1})
        return Refusal(number, "", "other_width", found)
    for at, heading in headings.items():
        if _DAMAGED.search(row[at]):
            return Refusal(number, heading, "damaged_text")
    return Line(number, {heading: row[at] or None for at, heading in headings.items()})


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number that a spreadsheet would give them."""
    number = 0
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
        try:
            for number, row in enumerate(csv.reader(file, delimiter=delimiter), start=1):
                if "".join(row).strip():
                    yield number, row
        except csv.Error as error:
            raise Unreadable("unclosed", row=number + 1) from error
        except UnicodeError as error:
            name = NAMES.get(encoding, encoding)
            raise Unreadable("other_encoding", row=number, encoding=name) from error


def _delimiter(path: Path, encoding: str) -> str:
    """The sign that parts the most lines of the start into equally many cells."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
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
