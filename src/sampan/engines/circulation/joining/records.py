"""Works as records to compare: names in one form, the language, when first seen, people, numbers in registers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

from .keys import key, script, stem
from .titles import take_apart

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
    is_serial: bool = False
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
        self.is_serial = self.is_serial or parts.is_serial
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
