"""A first mapping for a table nobody has seen: columns by their names in twelve languages and by what cells hold."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any

from sampan.engines.circulation.facts.countries import country

from .days import day, is_written
from .listing import places
from .numbers import number
from .reading import Refusal
from .remark import Remark
from .sheet import Line, Sheet
from .units import names_share, scale_in, unit_in

_LOOKED_AT = 500  # rows
_MOST = 0.8  # of the cells
_DAYS = {"period_start", "date_from", "date_to", "date"}
_AMOUNTS = {"value", "rank", "year", "minutes", "position"}
_PLACES = {"territory", "countries"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Plain values that `mapping_of` takes once the questions are answered."""

    mapping: dict[str, Any]
    questions: tuple[Remark, ...]


def suggest(sheet: Sheet) -> Suggestion:
    """What each column seems to hold, the unit that its heading names, and what a person must still say.

    Nothing is guessed: where names and cells do not agree, or orders of days are open, there is a question.
    """
    lines = [line for line in islice(sheet.lines(), _LOOKED_AT) if not isinstance(line, Refusal)]
    columns: dict[str, str] = {}
    for heading in sheet.headings:
        field = _field(heading, lines)
        if field and field not in columns:
            columns[field] = heading
    table = "engagement" if "value" in columns else "offer"
    if "date_from" not in columns and "value" not in columns:
        table = "work"
    told: dict[str, Any] = {"table": table, "columns": columns}
    questions = _questions(told, lines)
    return Suggestion(told, tuple(questions))


def _field(heading: str, lines: list[Line]) -> str:
    named = [field for field, words in _words().items() if _bare(heading) in words]
    named += [
        field for field, words in _words().items() if field not in named and _opens(heading, words)
    ]
    fitting = [field for field in named if _agrees(field, heading, lines)]
    return fitting[0] if fitting else ""


def _bare(heading: str) -> str:
    return heading.casefold().split("(")[0].split("（")[0].replace("_", " ").strip()


def _opens(heading: str, words: frozenset[str]) -> bool:
    bare = _bare(heading)
    return any(bare.startswith(word) and len(word) > 2 for word in words)


def _agrees(field: str, heading: str, lines: list[Line]) -> bool:
    """Whether most cells can be what the field needs."""
    cells = [line.cells[heading] for line in lines if line.text(heading)]
    if not cells:
        return field not in {"title", "value"}
    if field in _DAYS:
        fit = sum(1 for cell in cells if day(cell) is not None)
    elif field in _AMOUNTS:
        fit = sum(1 for cell in cells if any(number(cell, sign) is not None for sign in ".,"))
    elif field in _PLACES:
        return country_cells(heading, lines)
    elif field == "title":
        fit = sum(1 for cell in cells if isinstance(cell, str))
    else:
        return True
    return fit >= _MOST * len(cells)


def country_cells(heading: str, lines: list[Line]) -> bool:
    """Whether most cells of a column that say something name countries."""
    named = [places(line.text(heading)) for line in lines]
    cells = [names for names in named if names]
    fit = sum(1 for names in cells if country(names[0]) is not None)
    return bool(cells) and fit >= _MOST * len(cells)


def _questions(told: dict[str, Any], lines: list[Line]) -> list[Remark]:
    columns: dict[str, str] = told["columns"]
    questions = [] if "title" in columns else [Remark("which_titles")]
    if "value" in columns:
        heading = columns["value"]
        unit, scale = unit_in(heading), scale_in(heading)
        if unit:
            told["unit"] = unit
        else:
            questions.append(Remark("which_unit", {"column": heading}))
        if scale != 1:
            told["multiply"] = scale
        if names_share(heading):
            questions.append(Remark("which_amounts", {"column": heading}))
        if "period_start" not in columns:
            questions.append(Remark("which_period"))
        questions.append(Remark("which_days"))
    questions += [
        Remark("which_same", {"field": name})
        for name in ("territory", "service_id")
        if name not in columns
    ]
    return questions + _open_days(columns, lines)


def _open_days(columns: dict[str, str], lines: list[Line]) -> list[Remark]:
    questions = []
    for field in sorted(_DAYS & columns.keys()):
        heading = columns[field]
        written = [line.cells[heading] for line in lines if is_written(line.cells.get(heading))]
        reads = [read for cell in written if (read := day(cell)) is not None]
        if reads and all(len(read.readings) > 1 for read in reads):
            questions.append(Remark("which_order", {"column": heading}))
    return questions


@cache
def _words() -> dict[str, frozenset[str]]:
    text = resources.files(__package__).joinpath("columns.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {field: frozenset(words.casefold().split("|")) for field, words in rows}
