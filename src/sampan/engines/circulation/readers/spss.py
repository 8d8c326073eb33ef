"""SPSS .sav files, in pieces of bounded size, with the words behind their codes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyreadstat

from .reading import Refusal, Unreadable
from .remark import Remark
from .sheet import WIDEST, Cell, Line, Sheet

_PIECE = 20_000  # rows


def spss(path: Path) -> Sheet:
    """The table in a .sav file; codes are replaced by their labels. Raises Unreadable where it cannot be opened."""
    _, meta = _read(path, metadataonly=True)
    headings = tuple(meta.column_names)
    if len(headings) > WIDEST:
        raise Unreadable("many_variables", count=len(headings), most=WIDEST)
    labels: dict[str, dict[Any, str]] = meta.variable_value_labels
    form = {"count": len(headings), "encoding": meta.file_encoding or "UTF-8"}
    notes = [Remark("spss", form)]
    if labels:
        notes.append(Remark("coded", {"count": len(labels)}))

    def lines() -> Iterator[Line | Refusal]:
        offset = 0
        while True:
            columns, _ = _read(path, row_offset=offset, row_limit=_PIECE)
            height = len(next(iter(columns.values()), ()))
            for at in range(height):
                cells = {name: _cell(columns[name][at], labels.get(name)) for name in headings}
                yield Line(offset + at + 1, cells)
            offset += height
            if height < _PIECE:
                return

    return Sheet(path.name, headings, lines, notes)


def _cell(value: Any, labels: dict[Any, str] | None) -> Cell:
    if value is None or value == "" or value != value:  # noqa: PLR0124 - NaN is not itself
        return None
    if labels and value in labels:
        return labels[value]
    cell: Cell = value
    return cell


def _read(path: Path, **how: Any) -> tuple[dict[str, list[Any]], Any]:
    try:
        read: tuple[dict[str, list[Any]], Any] = pyreadstat.read_sav(
            str(path), output_format="dict", **how
        )
    except Exception as error:
        raise Unreadable("damaged_sav") from error
    return read
