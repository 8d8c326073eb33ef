"""CSV that people fill in: rows by the names of their columns, and every fault by its row and column."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

_MOST = 50_000


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell; rows count from 1, the heading being the first."""

    row: int
    column: str
    problem: str

    @property
    def sentence(self) -> str:
        return _("Row %(row)d, %(column)s: %(problem)s") % {
            "row": self.row,
            "column": self.column,
            "problem": self.problem,
        }


def read_table(
    data: bytes, columns: Sequence[str], optional: Sequence[str] = ()
) -> tuple[list[tuple[int, dict[str, str]]], list[Fault]]:
    """The rows with their numbers. Commas, semicolons and tabs are understood; blank rows are passed over.

    >>> read_table(b"date;rate\\n2026-01-01;7.1\\n", ["date", "rate"])[0]
    [(2, {'date': '2026-01-01', 'rate': '7.1'})]
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [Fault(1, "–", _("The file is not UTF-8; save it anew as “CSV UTF-8”."))]
    heading = text.partition("\n")[0]
    separator = max(",;\t", key=heading.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=separator, restkey="", restval="")
    named = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    lacking = [column for column in columns if column not in named]
    if lacking:
        return [], [Fault(1, column, _("There is no column of this name.")) for column in lacking]
    rows = []
    try:
        for number, row in enumerate(reader, start=2):
            told = {
                column: str(row.get(named.get(column) or "") or "").strip()
                for column in (*columns, *optional)
            }
            if any(told.values()):
                rows.append((number, told))
            if number > _MOST:
                return [], [Fault(number, "–", _("These are too many rows; send them in parts."))]
    except csv.Error as error:
        return [], [Fault(len(rows) + 2, "–", str(error))]
    return rows, []


def day_of(text: str, number: int, column: str, problems: list[Fault]) -> date | None:
    """A day as ISO 8601 has it; a fault is added where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        sentence = _("“%(text)s” is no day; write it as 2027-03-31.") % {"text": text}
        problems.append(Fault(number, column, sentence))
        return None
