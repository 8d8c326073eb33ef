"""The figures as plain tables (CSV) and as a Frictionless data package that describes them."""

import csv
import hashlib
import io
import json
from collections.abc import Mapping

from sampan.engines.circulation.registry import Unknown, dimensions, measure

from . import words
from .content import heading
from .report import Placed, Report

_TEXTS = ("=", "+", "-", "@", "\t", "\r")
_NUMBERS = ("value", "low", "high", "n", "clusters")
_SAYS = {
    "figure": "the figure's id",
    "origin_rule": "which country a work counts for",
    "value": "in the unit of the figure; empty: refused",
    "low": "lower end of the 95% interval",
    "high": "upper end of the 95% interval",
    "n": "rows behind the value",
    "clusters": "titles (or respondents) behind the value",
    "refused": "why there is no value",
}


def table_csv(placed: Placed) -> bytes:
    """Answer a chart's figures as CSV: codes, not names; one row a cell.

    A text that a spreadsheet would take for a formula gets an apostrophe before it, as spreadsheets write it.
    """
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(columns(placed))
    for figure in placed.figures:
        rule = figure.parameters.get("origin_rule") or ""
        for cell in figure.rows:
            numbers = [cell.value, cell.low, cell.high, cell.n, cell.clusters]
            refused = cell.refused.kind if cell.refused else ""
            texts = [_plain(text) for text in (figure.id, str(rule), *cell.keys)]
            writer.writerow([*texts, *(_number(one) for one in numbers), refused])
    return held.getvalue().encode()


def account_csv(report: Report, tag: str) -> bytes:
    """Answer what was left out of the files and what was noted, a sentence a row."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow([words.word("file", tag), words.word("account", tag)])
    writer.writerows([_plain(one.name), _plain(one.texts[tag])] for one in report.account)
    return held.getvalue().encode("utf-8-sig")


def columns(placed: Placed) -> list[str]:
    return ["figure", "origin_rule", *placed.figures[0].dimensions, *_NUMBERS, "refused"]


def data_package(report: Report, files: Mapping[str, bytes]) -> bytes:
    """Answer `datapackage.json` for the tables of a report; `files` are the CSVs by their path."""
    resources = [
        _resource(placed, path, files[path], report.languages[0])
        for placed in report.placed
        if (path := table_path(placed)) in files
    ]
    package = {
        "profile": "tabular-data-package",
        "name": "communication-report",
        "title": report.titles[report.languages[0]],
        "description": "Texts that begin with = + - @ have an apostrophe before them.",
        "created": f"{report.made_on.isoformat()}T12:00:00Z",
        "contributors": [{"title": report.publisher, "role": "publisher"}],
        "sources": [{"title": one.name} for one in report.sources],
        "resources": resources,
    }
    kept = {key: value for key, value in package.items() if value != []}
    return json.dumps(kept, ensure_ascii=False, indent=1).encode()


def table_path(placed: Placed) -> str:
    return f"tables/{placed.code}.csv"


def _resource(placed: Placed, path: str, data: bytes, tag: str) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": placed.code.lower(),
        "title": heading(placed, tag),
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "description": _definition(placed),
        "schema": {"fields": [_field(name) for name in columns(placed)], "missingValues": [""]},
    }


def _definition(placed: Placed) -> str:
    try:
        return measure(placed.figures[0].measure).definition
    except Unknown:
        return placed.figures[0].title


def _field(name: str) -> dict[str, str]:
    kind = "integer" if name in {"n", "clusters"} else "number" if name in _NUMBERS else "string"
    known = dimensions()
    says = _SAYS.get(name) or (known[name].says if name in known else name)
    return {"name": name, "type": kind, "description": says}


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_TEXTS) else text


def _number(value: float | None) -> str:
    return "" if value is None else str(value) if isinstance(value, int) else f"{value:.10g}"
