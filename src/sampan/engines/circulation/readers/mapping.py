"""A platform's own export, read by a mapping that a person made once: which column holds what, in which unit."""

import json
import tomllib
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Named
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sampan.engines.circulation.facts import TABLES, Value
from sampan.engines.circulation.facts.countries import country
from sampan.engines.circulation.facts.schema import UNITS

from .about import About
from .catalogues import KINDS_SAID
from .forms import Forms, each_row, needed, survey, year_of
from .listing import Listings, genres, language_tag, origins, parted, title_fact
from .numbers import percent
from .reading import Fact, Reading, Refusal, Refused, Unreadable
from .sheet import Line, Sheet
from .units import names_share, scale_in, unit_in

NAME = "platform export"
_KINDS_OF_ROW = ("engagement", "offer", "spot", "introduction", "work")
_WORK = (
    "title",
    "original_title",
    "own_id",
    "kind",
    "year",
    "minutes",
    "language",
    "countries",
    "genres",
)
_NUMBERS = ("value", "rank", "position", "year", "minutes", "period_days")
_DAYS = ("period_start", "period_end", "date_from", "date_to", "date")


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a person said of a form: the table that its rows go to, columns by field, constants, unit and scale.

    `dates` is "dmy" or "mdy" and `decimal` "." or ",", where the cells do not prove it.
    """

    table: str
    columns: Named[str, str]
    constants: Named[str, Any] = field(default_factory=dict)
    unit: str = ""
    multiply: float = 1.0
    dates: str = ""
    decimal: str = ""
    sheet: str = ""


def load_mapping(path: Path) -> Mapping:
    """A mapping from a TOML or JSON file. Raises Unreadable, naming the field that is wrong."""
    try:
        text = path.read_text("utf-8")
        told = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (ValueError, UnicodeError) as error:
        raise Unreadable(f"The mapping {path.name} is no TOML or JSON: {error}") from error
    return mapping_of(told)


def mapping_of(told: Named[str, Any]) -> Mapping:
    """A mapping from plain values, checked. Raises Unreadable, naming what is wrong and what would be right.

    >>> mapping_of({"table": "offer", "columns": {"title": "片名"}, "constants": {"territory": "LA"}}).table
    'offer'
    """
    allowed = set(Mapping.__dataclass_fields__)
    if strange := sorted(set(told) - allowed):
        raise Unreadable(
            f"The mapping has no field {strange[0]}; it may have {', '.join(sorted(allowed))}."
        )
    table, columns = told.get("table", ""), told.get("columns", {})
    if table not in _KINDS_OF_ROW:
        raise Unreadable(
            f"The mapping's table is “{table}”; write one of {', '.join(_KINDS_OF_ROW)}."
        )
    fields = {*_WORK, "period_end", *TABLES[table].names} - {"work_id", "source_id", "unit"}
    if strange := sorted((set(columns) | set(told.get("constants", {}))) - fields):
        raise Unreadable(
            f"The mapping names {strange[0]}; a row of {table} has {', '.join(sorted(fields))}."
        )
    if "title" not in columns:
        raise Unreadable("The mapping names no column of titles; add it under columns, as title.")
    made = Mapping(**dict(told))
    if table == "engagement":
        _check_engagement(made)
    if made.dates not in {"", "dmy", "mdy", "ymd"} or made.decimal not in {"", ".", ","}:
        raise Unreadable('In the mapping, dates is "dmy" or "mdy", and decimal is "." or ",".')
    return made


def _check_engagement(made: Mapping) -> None:
    if made.unit not in UNITS:
        raise Unreadable(f"The mapping names no unit; write unit as one of {', '.join(UNITS)}.")
    known = {*made.columns, *made.constants}
    for name in ("value", "period_start", "territory", "service_id"):
        if name not in known and not (name == "value" and made.unit in {"slots", "points"}):
            raise Unreadable(
                f"The mapping does not say {name}; name its column, or its value under constants."
            )
    if not known & {"period_days", "period_end"}:
        raise Unreadable(
            "The mapping does not say how long a period is; add period_days under constants."
        )


def sheet_for(told: Mapping, sheets: list[Sheet]) -> Sheet:
    """The sheet that has the mapping's columns. Raises Unreadable with the columns that are missing."""
    wanted = set(told.columns.values())
    for sheet in sheets:
        if told.sheet in {"", sheet.name} and wanted <= set(sheet.headings):
            return sheet
    missing = sorted(wanted - set(sheets[0].headings))
    there = ", ".join(f"“{heading}”" for heading in sheets[0].headings)
    raise Unreadable(
        f"The file has no column “{missing[0] if missing else told.sheet}”; it has {there}."
    )


def reader(told: Mapping) -> Callable[[Sheet, About, Reading], Iterator[Fact | Refusal]]:
    def read(sheet: Sheet, about: About, reading: Reading) -> Iterator[Fact | Refusal]:
        columns = told.columns
        forms = survey(
            sheet,
            numbers=[columns[name] for name in _NUMBERS if name in columns],
            days=[columns[name] for name in _DAYS if name in columns],
            decimal=told.decimal,
            order=told.dates if told.dates != "ymd" else "",
        )
        if "value" in columns:
            _check_value(told, sheet)
            reading.note(
                f"Amounts are in {told.unit}"
                + (f", times {told.multiply:g}." if told.multiply != 1 else ".")
            )
        return each_row(sheet, forms, reading, _Export(told, forms, about, reading).facts)

    return read


def _check_value(told: Mapping, sheet: Sheet) -> None:
    """A heading that names another unit or scale than the mapping, or shares, is not loaded as something else."""
    heading = told.columns["value"]
    said, scale = unit_in(heading), scale_in(heading)
    if said and said != told.unit:
        raise Unreadable(
            f"Column {heading} says {said} and the mapping {told.unit}; one of them is wrong."
        )
    if scale not in {1.0, told.multiply}:
        raise Unreadable(
            f"Column {heading} counts in {scale:,.0f}; say multiply = {scale:.0f} in the mapping."
        )
    if names_share(heading):
        raise Unreadable(f"Column {heading} holds shares; an amount in {told.unit} is needed.")
    for line in sheet.lines():
        if not isinstance(line, Refusal) and percent(line.cells.get(heading)):
            raise Unreadable(
                f"Column {heading}: row {line.number} holds a percentage; an amount in {told.unit} is needed."
            )


@dataclass(slots=True)
class _Export:
    """One export being read."""

    told: Mapping
    forms: Forms
    about: About
    reading: Reading
    listings: Listings = field(init=False)
    _seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.listings = Listings(self.about.source_id)

    def facts(self, line: Line) -> Iterator[Fact]:
        work_id, told = self._work(line)
        row = self._row(line, work_id) if self.told.table != "work" else None
        yield from told
        if row is not None:
            yield self.told.table, row

    def _text(self, line: Line, name: str) -> str:
        if name in self.told.columns:
            return line.text(self.told.columns[name])
        return str(self.told.constants.get(name, ""))

    def _number(self, line: Line, name: str) -> float | None:
        if name in self.told.columns:
            return self.forms.number(line, self.told.columns[name])
        value = self.told.constants.get(name)
        return None if value is None else float(value)

    def _day(self, line: Line, name: str) -> date | None:
        if name in self.told.columns:
            return self.forms.day(line, self.told.columns[name])
        value = self.told.constants.get(name)
        return date.fromisoformat(value) if isinstance(value, str) else value

    def _work(self, line: Line) -> tuple[str, list[Fact]]:
        title = needed(line, self.told.columns["title"], "write the title")
        said = self._text(line, "kind")
        kind = KINDS_SAID.get(said.casefold(), "") if said else "other"
        if not kind:
            right = "write film or series"
            raise Refused(
                line.number, self.told.columns.get("kind", ""), f"“{said}” is no kind", right
            )
        work_id, told = self.listings.tell(title, kind)
        if not told:
            return work_id, []
        source = self.about.source_id
        work: dict[str, Value] = {"work_id": work_id, "title": told[0][1]["title"], "kind": kind}
        work["year"] = told[0][1]["year"] or year_of(
            line, self.told.columns.get("year", ""), self.forms, self.reading
        )
        work["minutes"] = self._number(line, "minutes")
        work["language"] = language_tag(self._text(line, "language"))
        facts: list[Fact] = [("work", work), *told[1:]]
        if original := self._text(line, "original_title"):
            facts.append(title_fact(work_id, original, source, str(work["language"] or "")))
        facts += origins(work_id, parted(self._text(line, "countries")), source, self.reading)
        facts += genres(work_id, source, parted(self._text(line, "genres")))
        if own := self._text(line, "own_id"):
            facts.append(("identifier", {"work_id": work_id, "scheme": source, "value": own}))
        return work_id, facts

    def _row(self, line: Line, work_id: str) -> dict[str, Value]:
        row: dict[str, Value] = {"work_id": work_id, "source_id": self.about.source_id}
        for column in TABLES[self.told.table].columns:
            if column.name in row or column.name in {"unit", "period_days"}:
                continue
            row[column.name] = self._cell(line, column.name, column.type)
            if (
                column.words
                and row[column.name] is not None
                and row[column.name] not in column.words
            ):
                what = f"“{row[column.name]}” is none"
                where = self.told.columns.get(column.name, "")
                raise Refused(line.number, where, what, f"write {', '.join(column.words)}")
            if column.required and row[column.name] in {None, ""} and column.name != "value":
                where = self.told.columns.get(column.name, column.name)
                raise Refused(line.number, where, "is empty", f"every row needs its {column.name}")
        if self.told.table == "engagement":
            self._measure(line, row)
        return row

    def _cell(self, line: Line, name: str, kind: str) -> Value:
        if name == "territory":
            return self._territory(line)
        if kind == "DATE":
            return self._day(line, name)
        if kind in {"DOUBLE", "INTEGER"}:
            found = self._number(line, name)
            return int(found) if found is not None and kind == "INTEGER" else found
        return self._text(line, name) or None

    def _territory(self, line: Line) -> str:
        said = self._text(line, "territory")
        code = said if said == "001" else country(said) if said else None
        if code is None:
            where = self.told.columns.get("territory", "territory")
            raise Refused(line.number, where, f"“{said}” is no territory", "write its ISO code")
        return code

    def _measure(self, line: Line, row: dict[str, Value]) -> None:
        value = self._number(line, "value")
        where = self.told.columns.get("value", "value")
        if value is None and self.told.unit in {"slots", "points"}:
            rank = row["rank"]
            value = (
                1.0 if self.told.unit == "slots" else 11.0 - rank if isinstance(rank, int) else None
            )
        if value is None or value < 0:
            what = "is empty" if value is None else "is under zero"
            raise Refused(line.number, where, what, f"write the {self.told.unit}")
        row |= {"unit": self.told.unit, "value": value * self.told.multiply}
        days, last = self._number(line, "period_days"), self._day(line, "period_end")
        first = row["period_start"]
        if days is None and last is not None and isinstance(first, date):
            days = (last - first).days + 1
        if not days or days < 1:
            raise Refused(
                line.number, "period_days", "is not known or not positive", "say how many days"
            )
        row["period_days"] = int(days)
