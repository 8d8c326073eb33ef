"""A platform's own export, read by its mapping."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from sampan.engines.circulation.facts import TABLES, Value
from sampan.engines.circulation.facts.countries import country

from .about import About
from .catalogues import KINDS_SAID
from .forms import Forms, survey
from .listing import Listings, genres, language_tag, origins, parted, places, title_fact
from .mapping import Mapping
from .numbers import percent
from .reading import Fact, Reading, Refusal, Refused, Unreadable
from .remark import Remark
from .row_by_row import each_row, needed, year_of
from .sheet import Line, Sheet
from .units import names_share, scale_in, unit_in

NAME = "platform export"
_NUMBERS = ("value", "rank", "position", "year", "minutes", "period_days")
_DAYS = ("period_start", "period_end", "date_from", "date_to", "date")


def sheet_for(told: Mapping, sheets: list[Sheet]) -> Sheet:
    """The sheet that has the mapping's columns. Raises Unreadable with the columns that are missing."""
    wanted = set(told.columns.values())
    for sheet in sheets:
        if told.sheet in {"", sheet.name} and wanted <= set(sheet.headings):
            return sheet
    missing = sorted(wanted - set(sheets[0].headings))
    there = [f"“{heading}”" for heading in sheets[0].headings]
    raise Unreadable("no_column", column=missing[0] if missing else told.sheet, headings=there)


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
            kind = "amounts" if told.multiply == 1 else "amounts_times"
            reading.note(Remark(kind, {"unit": told.unit, "multiply": told.multiply}))
        return each_row(sheet, forms, reading, _Export(told, forms, about, reading).facts)

    return read


def _check_value(told: Mapping, sheet: Sheet) -> None:
    """A heading that names another unit or scale than the mapping, or shares, is not loaded as something else."""
    heading = told.columns["value"]
    said, scale = unit_in(heading), scale_in(heading)
    if said and said != told.unit:
        raise Unreadable("other_unit", column=heading, said_unit=said, unit=told.unit)
    if scale not in {1.0, told.multiply}:
        raise Unreadable("counts_in", column=heading, scale=scale)
    if names_share(heading):
        raise Unreadable("shares", column=heading, unit=told.unit)
    for line in sheet.lines():
        if not isinstance(line, Refusal) and percent(line.cells.get(heading)):
            raise Unreadable("percentage", column=heading, row=line.number, unit=told.unit)


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
        self.listings = Listings(self.about.source_id, self.reading)

    def facts(self, line: Line) -> Iterator[Fact]:
        work_id, told = self._work(line)
        row = self._row(line, work_id) if self.told.table != "work" else None
        yield from told
        if row is not None:
            if TABLES[self.told.table].adds_up:
                own = (value for name, value in row.items() if name != "source_id")
                self.reading.first(line.number, work_id.partition(":")[2], *list(own)[1:])
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
        title = needed(line, self.told.columns["title"], "no_title")
        said = self._text(line, "kind")
        kind = KINDS_SAID.get(said.casefold(), "") if said else "other"
        if not kind:
            raise Refused(line.number, self.told.columns.get("kind", ""), "no_work_kind", said=said)
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
        facts += origins(work_id, places(self._text(line, "countries")), source, self.reading)
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
                found, where = row[column.name], self.told.columns.get(column.name, "")
                raise Refused(line.number, where, "none_of", said=found, choices=column.words)
            if column.required and row[column.name] in {None, ""} and column.name != "value":
                where = self.told.columns.get(column.name, column.name)
                raise Refused(line.number, where, "needs_field", field=column.name)
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
            raise Refused(line.number, where, "no_territory", said=said)
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
            kind = "needs_amount" if value is None else "under_zero"
            raise Refused(line.number, where, kind, unit=self.told.unit)
        row |= {"unit": self.told.unit, "value": value * self.told.multiply}
        days, last = self._number(line, "period_days"), self._day(line, "period_end")
        first = row["period_start"]
        if days is None and last is not None and isinstance(first, date):
            days = (last - first).days + 1
        if not days or days < 1:
            raise Refused(line.number, "period_days", "no_days")
        row["period_days"] = int(days)
