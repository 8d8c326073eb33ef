"""Works as records to compare: names in one form, the language, when first seen, people, numbers in registers."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import duckdb

from .titles import key, script, stem, take_apart

# Films of India are listed under the names of their dubs.
_INDIA = ("hi", "ta", "te", "ml", "kn", "mr", "bn", "pa", "gu", "or")
_TONGUES = {
    "Thai": ("th",), "Laoo": ("lo",), "Khmr": ("km",), "Mymr": ("my",), "Kore": ("ko",), "Jpan": ("ja",),
    "Hani": ("zh", "yue", "ja"), "Deva": _INDIA, "Arab": ("ar", "fa", "ur"), "Hebr": ("he",),
    "Taml": _INDIA, "Telu": _INDIA, "Mlym": _INDIA, "Knda": _INDIA, "Beng": _INDIA, "Cyrl": ("ru", "uk"),
    "Grek": ("el",),
}  # fmt: skip
_VIETNAMESE = set("ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
_HEAD = 10  # letters


@dataclass(slots=True)
class Record:
    """One work as one source, or one service's lists together, describe it."""

    work_id: str
    source: str
    kind: str
    year: int | None = None
    minutes: float | None = None
    tongue: str = ""
    released: date | None = None
    seen: date | None = None
    names: dict[str, None] = field(default_factory=dict)
    originals: dict[str, None] = field(default_factory=dict)
    tongues: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    registers: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    services: set[str] = field(default_factory=set)
    tells_originals: bool = False
    members: list[str] = field(default_factory=list)

    @property
    def is_described(self) -> bool:
        """Whether the source says more of the work than its title, its kind and a year."""
        return bool(self.tongue or self.registers or self.people or self.countries or self.minutes)

    def name(self, text: str, language: str = "") -> None:
        """Take one title in."""
        parts = take_apart(text)
        written = script(parts.name)
        form = key(parts.name)
        spoken = parts.spoken or (parts.language if parts.language != "en" else "")
        self.year = self.year or parts.year
        if written in {"Latn", ""} and not spoken and language in {"", "en"}:
            self.names.setdefault(form)
        else:
            self.originals.setdefault(form)
            spoken_there = set(_INDIA) if spoken in _INDIA else {spoken} if spoken else set()
            self.tongues |= set(_TONGUES.get(written, ())) or spoken_there
        if _VIETNAMESE & set(parts.name.casefold()):
            self.tongues = {"vi"}


def records(connection: duckdb.DuckDBPyConnection) -> list[Record]:
    """All works of a store as records, in the order of their ids."""
    found: dict[str, Record] = {}
    rows = connection.execute(
        "SELECT work_id, kind, year, minutes, coalesce(language, ''), released FROM work ORDER BY work_id"
    )
    for work_id, kind, year, minutes, language, released in rows.fetchall():
        source = work_id.partition(":")[0]
        found[work_id] = Record(
            work_id, source, kind, year, minutes, language, released, members=[work_id]
        )
    for work_id, text, language in _each(
        connection, "SELECT work_id, text, coalesce(language, '') FROM title"
    ):
        if record := found.get(work_id):
            own = language if language == record.tongue else ""
            record.name(text, own)
            if own:
                record.originals.setdefault(key(take_apart(text).name))
    for work_id, name in _each(connection, "SELECT work_id, name FROM credit"):
        found[work_id].people.add(" ".join(name.casefold().split()))
    for work_id, scheme, value in _each(
        connection, "SELECT work_id, scheme, value FROM identifier"
    ):
        found[work_id].registers.add(f"{scheme}:{value}")
    for work_id, code in _each(connection, "SELECT work_id, country FROM origin"):
        found[work_id].countries.add(code)
    for work_id, service in _each(connection, _SERVICES):
        found[work_id].services.add(service)
    for work_id, seen in _each(connection, _FIRST_SEEN):
        found[work_id].seen = seen
    return list(found.values())


_SERVICES = """
SELECT work_id, service_id FROM offer UNION SELECT work_id, service_id FROM engagement
UNION SELECT work_id, service_id FROM spot
"""
_FIRST_SEEN = """
SELECT work_id, min(day) FROM (
    SELECT work_id, period_start AS day FROM engagement UNION ALL SELECT work_id, date FROM spot
) GROUP BY work_id
"""


def _each(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = connection.execute(query + " ORDER BY ALL").fetchall()
    return iter(rows)


def lists_and_descriptions(found: list[Record]) -> tuple[list[Record], list[Record]]:
    """Works of sources that only list titles, and works of sources that describe any of theirs."""
    describing = {record.source for record in found if record.is_described}
    listed = [record for record in found if record.source not in describing]
    return listed, [record for record in found if record.source in describing]


def one_service(listed: list[Record], offered_from: dict[str, date | None]) -> list[Record]:
    """Titles that lists of one service name alike, as one record each: what one list leaves out the other tells.

    A list without kinds ("other") or one that tells years in brackets may have several works of a name: one of them
    joins a title of another list only where it is the one that fits, by kind and by the days.
    """
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in listed:
        record.released = record.released or offered_from.get(record.work_id)
        record.tells_originals = bool(record.originals) or record.work_id in offered_from
        service = min(record.services, default="")
        groups[service, stem(next(iter(record.names or record.originals)))].append(record)
    made: list[Record] = []
    for group in groups.values():
        made += _fitted(group)
    return made


def _fitted(group: list[Record]) -> list[Record]:
    left = sorted(
        group, key=lambda r: (r.seen is None, r.kind == "other", r.seen or date.max, r.work_id)
    )
    made: list[Record] = []
    while left:
        first = left.pop(0)
        made.append(first)
        for source in sorted({record.source for record in left} - {first.source}):
            those = [record for record in left if record.source == source]
            one = _the_one(first, those)
            if one is not None:
                _merge(first, one)
                left.remove(one)
    return made


def _the_one(title: Record, those: list[Record]) -> Record | None:
    """Of one list's works of a name, the one that a title of another list is; None where that is not clear."""
    fitting = [
        record
        for record in those
        if record.kind in {title.kind, "other"}
        and not (
            title.seen and record.released and record.released > title.seen + timedelta(days=14)
        )
        and not (title.seen and record.year and record.year > title.seen.year)
    ]
    alike = [record for record in fitting if record.names.keys() & title.names.keys()]
    fitting = alike or fitting
    for test in (
        lambda r: title.seen and r.released and abs((title.seen - r.released).days) <= 21,
        lambda r: r.kind == title.kind,
        lambda _: True,
    ):
        found = [record for record in fitting if test(record)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def one_work(described: list[Record]) -> Record:
    """Several descriptions of one work as one, called by the one that tells most of it: origin, then language."""
    ranked = sorted(described, key=lambda r: (not r.countries, not r.tongue, r.work_id))
    whole = replace(ranked[0], members=[])
    for each in ("names", "originals"):
        setattr(whole, each, dict(getattr(whole, each)))
    for each in ("tongues", "people", "registers", "countries", "services"):
        setattr(whole, each, set(getattr(whole, each)))
    for record in ranked:
        _merge(whole, record)
    return whole


def _merge(into: Record, other: Record) -> None:
    into.names |= other.names
    into.people |= other.people
    into.registers |= other.registers
    into.countries |= other.countries
    into.services |= other.services
    into.tongue = into.tongue or other.tongue
    into.minutes = into.minutes or other.minutes
    into.originals |= other.originals
    into.tongues |= other.tongues
    into.year = into.year or other.year
    into.seen = min(filter(None, (into.seen, other.seen)), default=None)
    into.released = min(filter(None, (into.released, other.released)), default=None)
    into.tells_originals = into.tells_originals or other.tells_originals
    into.members += other.members


def row(record: Record) -> dict[str, object]:
    """The record as Splink and DuckDB take it."""
    names = list(record.names) or list(record.originals)
    return {
        "unique_id": record.work_id,
        "source": record.source,
        "kind": record.kind if record.kind != "other" else None,
        "name": names[0],
        "names": names,
        "originals": list(record.originals),
        "keys": list(dict.fromkeys(stem(form) for form in (*names, *record.originals))),
        "head": stem(names[0])[:_HEAD],
        "tongue": record.tongue or None,
        "tongues": sorted(record.tongues),
        "is_told": record.tells_originals,
        "year": record.year,
        "minutes": record.minutes,
        "released": record.released,
        "seen": record.seen,
        "people": sorted(record.people),
        "registers": sorted(record.registers),
        "countries": sorted(record.countries),
        "services": sorted(record.services),
        "claims": len(record.names.keys() - record.originals.keys()),
    }
