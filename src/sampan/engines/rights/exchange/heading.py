"""The rows on top of a sheet or table of avails: groups, columns and remarks."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from .fault import Fault
from .words import LICENSES, column_of, columns, known_columns

LOOKED_AT = 6
"""How many rows may stand on top before the columns are named."""
_TELLING = ("Territory", "LicenseType", "Start", "End")
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

    def faults(self) -> Iterator[Fault]:
        """Columns that stand twice, and names that are nearly those of the standard; their cells are kept, not read.

        >>> heading = Heading("Movies", "", (), ("Territory", "Exlcusive", "Our notes"), ())
        >>> [str(one) for one in heading.faults()]
        ['Movies, row 3, column Exlcusive: it is no column of avails; its cells are not read. Name it Exclusive.']
        """
        met: set[str] = set()
        for number, given in enumerate(self.columns, start=1):
            name, letter = column_of(given), get_column_letter(number)
            near = difflib.get_close_matches(name, known_columns(), 1, 0.85) if name else []
            if name in met:
                what, remedy = (
                    "it stands twice; the second is not read.",
                    f"Take out column {letter}.",
                )
                yield self._fault(name, what, remedy)
            elif near and name not in known_columns():
                what = "it is no column of avails; its cells are not read."
                yield self._fault(name, what, f"Name it {near[0]}.")
            met.update([name] if name else [])

    def _fault(self, column: str, what: str, remedy: str) -> Fault:
        row = self.first - 1 - bool(self.remarks)
        return Fault(self.sheet, row, column, what, remedy, warning=True)


def heading_in(title: str, rows: Iterable[Iterable[object]]) -> Heading | None:
    """The heading among the first rows of a sheet; None where they do not name the columns of avails."""
    found = [tuple("" if cell is None else str(cell) for cell in row) for row in rows]
    for place, named in enumerate(found):
        if not _lacking(named):
            groups = found[place - 1] if place else ()
            after = found[place + 1] if place + 1 < len(found) else ()
            remarks = after if _are_remarks(named, after) else ()
            first = remarks[0] if remarks else ""
            version = "" if first.startswith("/") else first
            return Heading(title, version, groups, named, remarks, place + 2 + bool(remarks))
    return None


def nearly_heading(title: str, rows: Iterable[Iterable[object]]) -> str:
    """Which columns the row lacks that looks most like the heading of avails, as a sentence; "" where none does.

    >>> nearly_heading("Movies", [["Avail"], ["Territory", "LicenceType", "Start", "End"]])
    'Movies, row 2: the column LicenseType is missing (is “LicenceType” meant for it?).'
    """
    found = [[str(cell or "").strip() for cell in row] for row in rows]
    number, named = min(
        enumerate(found, start=1), key=lambda one: len(_lacking(one[1])), default=(0, [])
    )
    lacking = _lacking(named)
    if len(lacking) > len(_TELLING) // 2:
        return ""
    told = []
    for name in lacking:
        near = difflib.get_close_matches(name, named, 1, 0.7)
        meant = (
            f" (is “{near[0]}” meant for it?)" if near and near[0] not in known_columns() else ""
        )
        told.append(f"{name} is missing{meant}")
    place = f"{title}, row {number}" if title else f"row {number}"
    return f"{place}: the column {', the column '.join(told)}."


def _lacking(named: Iterable[str]) -> list[str]:
    given = {column_of(name) for name in named}
    return [name for name in _TELLING if name not in given]


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
