"""The rows on top of a sheet or table of avails: groups, columns and remarks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from .words import LICENSES, column_of, columns

LOOKED_AT = 6
"""How many rows may stand on top before the columns are named."""
_TELLING = {"licensetype", "territory", "start", "end"}
_HEADING_ROWS = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """The rows on top of a sheet. `version` is what the third says first, or ""; `first` is the first row of data."""

    sheet: str
    version: str
    groups: tuple[str, ...]
    columns: tuple[str, ...]
    remarks: tuple[str, ...]
    first: int = _HEADING_ROWS + 1

    @property
    def keys(self) -> tuple[str, ...]:
        """A name for each column by which its cells are kept: its own, or told apart by its letter.

        >>> Heading("Movies", "", (), ("Territory ", "", "Start", "Start"), ()).keys
        ('Territory', 'column B', 'Start', 'Start (column D)')
        """
        found: list[str] = []
        for number, column in enumerate(self.columns, start=1):
            name, letter = column_of(column), f"column {get_column_letter(number)}"
            found.append(letter if not name else f"{name} ({letter})" if name in found else name)
        return tuple(found)


def heading_in(title: str, rows: Iterable[Iterable[object]]) -> Heading | None:
    """The heading among the first rows of a sheet; None where they do not name the columns of avails."""
    found = [tuple("" if cell is None else str(cell) for cell in row) for row in rows]
    for place, named in enumerate(found):
        if {name.strip().casefold() for name in named} >= _TELLING:
            groups = found[place - 1] if place else ()
            after = found[place + 1] if place + 1 < len(found) else ()
            remarks = after if _are_remarks(named, after) else ()
            first = remarks[0] if remarks else ""
            version = "" if first.startswith("/") else first
            return Heading(title, version, groups, named, remarks, place + 2 + bool(remarks))
    return None


def _are_remarks(named: Sequence[str], row: Sequence[str]) -> bool:
    """Whether the row under the columns holds remarks on them, and not an avail."""
    cells = dict(zip((column_of(name) for name in named), row, strict=False))
    return cells.get("LicenseType", "").strip() not in LICENSES and (
        not row
        or any(cell.startswith("//") for cell in row)
        or not cells.get("Territory", "").strip()
    )


def standard_heading(kind: str) -> Heading:
    """The heading of a new sheet of version 1.9, "movies" or "tv".

    >>> standard_heading("movies").columns[:4]
    ('DisplayName', 'Licensee', 'AssetLanguage', 'Territory')
    """
    named = columns(kind)
    return Heading(
        "Avails-Movies" if kind == "movies" else "Avails-TV",
        "1.9",
        tuple(group for _, group, _ in named),
        tuple(name for name, _, _ in named),
        ("1.9", *(f"//{remark}" for _, _, remark in named[1:])),
    )
