"""A platform's own export, read by a mapping that a person made once: which column holds what, in which unit."""

import json
import tomllib
from collections.abc import Mapping as Named
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sampan.engines.circulation.facts import TABLES
from sampan.engines.circulation.facts.schema import UNITS

from .reading import Unreadable

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
        raise Unreadable("mapping_broken", name=path.name, error=str(error)) from error
    return mapping_of(told)


def mapping_of(told: Named[str, Any]) -> Mapping:
    """A mapping from plain values, checked. Raises Unreadable, naming what is wrong and what would be right.

    >>> mapping_of({"table": "offer", "columns": {"title": "片名"}, "constants": {"territory": "LA"}}).table
    'offer'
    """
    allowed = set(Mapping.__dataclass_fields__)
    if strange := sorted(set(told) - allowed):
        raise Unreadable("mapping_field", said=strange[0], allowed=sorted(allowed))
    table, columns = told.get("table", ""), told.get("columns", {})
    if table not in _KINDS_OF_ROW:
        raise Unreadable("mapping_table", said=table, tables=_KINDS_OF_ROW)
    fields = {*_WORK, "period_end", *TABLES[table].names} - {"work_id", "source_id", "unit"}
    if strange := sorted((set(columns) | set(told.get("constants", {}))) - fields):
        raise Unreadable("mapping_row", field=strange[0], table=table, fields=sorted(fields))
    if "title" not in columns:
        raise Unreadable("mapping_title")
    made = Mapping(**dict(told))
    if table == "engagement":
        _check_engagement(made)
    if made.dates not in {"", "dmy", "mdy", "ymd"} or made.decimal not in {"", ".", ","}:
        raise Unreadable("mapping_form")
    return made


def _check_engagement(made: Mapping) -> None:
    if made.unit not in UNITS:
        raise Unreadable("mapping_unit", units=list(UNITS))
    known = {*made.columns, *made.constants}
    for name in ("value", "period_start", "territory", "service_id"):
        if name not in known and not (name == "value" and made.unit in {"slots", "points"}):
            raise Unreadable("mapping_says", field=name)
    if not known & {"period_days", "period_end"}:
        raise Unreadable("mapping_length", field="period_days")
