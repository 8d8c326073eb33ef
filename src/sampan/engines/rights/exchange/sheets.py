"""What openpyxl does not tell of a workbook while it streams: merged cells, and whether there are formulas."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZipFile

from lxml import etree
from openpyxl.utils import range_boundaries

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+\d+:[A-Z]+\d+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_CHUNK, _OVERLAP = 1 << 20, 200
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Traits:
    """Of one sheet: its merged ranges as (first column, first row, last column, last row), and its formulas."""

    merged: tuple[tuple[int, int, int, int], ...]
    formulas: bool


def traits(book: ZipFile) -> dict[str, Traits]:
    """The traits of every sheet of a workbook, by title. Parts are scanned in pieces, never held whole."""
    return {title: _scan(book, part) for title, part in _parts(book) if part in book.namelist()}


def _parts(book: ZipFile) -> Iterator[tuple[str, str]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    relations = etree.fromstring(book.read("xl/_rels/workbook.xml.rels"), parser)
    targets = {one.get("Id"): str(one.get("Target")) for one in relations}
    workbook = etree.fromstring(book.read("xl/workbook.xml"), parser)
    for sheet in workbook.iterfind("{*}sheets/{*}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        yield (
            str(sheet.get("name")),
            target.lstrip("/") if target.startswith("/") else f"xl/{target}",
        )


def _scan(book: ZipFile, part: str) -> Traits:
    merged: dict[str, tuple[int, int, int, int]] = {}
    formulas, kept = False, b""
    with book.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            text = kept + chunk
            formulas = formulas or bool(_FORMULA.search(text))
            for found in _MERGED.findall(text):
                name = found.decode()
                merged[name] = range_boundaries(name)  # type: ignore[assignment]
            kept = text[-_OVERLAP:]
    return Traits(tuple(merged.values()), formulas)
