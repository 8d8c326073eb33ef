"""The report as a workbook: a sheet a figure, with its intervals, what it rests on and the statement that made it."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from sampan.engines.circulation import charts
from sampan.engines.circulation.figure import Cell, Figure
from sampan.engines.circulation.registry import Unknown
from sampan.engines.circulation.registry import said as registry

from . import words
from .content import about, heading, reason
from .report import Placed, Report

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# How values and their intervals are shown; the cells keep all digits.
_FORMS = {"share": "0.00%", "days": "#,##0", "index": "#,##0", "count": "#,##0", "": "0.00"}
_WIDEST = 32_000  # letters that a cell holds


def workbook(report: Report, tag: str) -> bytes:
    """Answer the XLSX of a report in a language. Nothing in it is a formula: texts stay texts."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, _OPTIONS) as book:
        made = datetime.combine(report.made_on, time(12))
        book.set_properties(
            {"title": report.titles[tag], "author": report.publisher, "created": made}
        )
        bold = book.add_format({"bold": True})
        forms = {name: book.add_format({"num_format": form}) for name, form in _FORMS.items()}
        _contents(book.add_worksheet(_sheet_name(words.word("contents", tag))), report, tag, bold)
        for placed in report.placed:
            sheet = book.add_worksheet(placed.code)
            _columns(sheet, placed.figures[0], forms)
            _figure(sheet, placed, tag, bold)
        if report.sources or report.account:
            _sources(book.add_worksheet(_sheet_name(words.word("sources", tag))), report, tag, bold)
    return held.getvalue()


def _sheet_name(text: str) -> str:
    return "".join(letter for letter in text if letter not in "[]:*?/\\")[:31]


def _contents(sheet: Worksheet, report: Report, tag: str, bold: Any) -> None:
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 1, 90)
    _line(sheet, 0, [report.titles[tag], report.subtitles[tag]], bold)
    _line(sheet, 1, [report.publisher, words.word("made_on", tag, day=report.made_on.isoformat())])
    for at, placed in enumerate(report.placed):
        sheet.write_url(at + 3, 0, f"internal:'{placed.code}'!A1", string=placed.code)
        sheet.write_string(at + 3, 1, heading(placed, tag))
        if placed.refused is not None:
            sheet.write_string(at + 3, 2, reason(placed.refused, tag))


def _columns(sheet: Worksheet, figure: Figure, forms: Mapping[str, Any]) -> None:
    """How wide columns are, and how they show their numbers: the value and its interval, then what is counted."""
    names = len(figure.dimensions) + 1
    sheet.set_column(0, names - 1, 24)
    sheet.set_column(names, names + 2, 18, forms.get(figure.unit, forms[""]))
    sheet.set_column(names + 3, names + 4, 13, forms["count"])


def _figure(sheet: Worksheet, placed: Placed, tag: str, bold: Any) -> None:
    first = placed.figures[0]
    _line(sheet, 0, [placed.code, heading(placed, tag)], bold)
    refused = placed.refused
    _line(sheet, 1, [about(placed.figures, tag) if refused is None else reason(refused, tag)])
    named = [charts.term("dimensions", on, tag) for on in first.dimensions]
    head = [words.word("rule", tag), *named, *_numbers(first, tag)]
    _line(sheet, 3, head, bold)
    sheet.freeze_panes(4, 0)
    row = 4
    for figure in placed.figures:
        for cell in figure.rows:
            _cell(sheet, row, figure, cell, tag)
            row += 1
    for figure in placed.figures:
        row = _source(sheet, row + 1, figure, tag, bold)


def _numbers(figure: Figure, tag: str) -> list[str]:
    """What the columns of numbers are called: the value, the ends of its interval, rows and titles behind it."""
    value, between = charts.term("measures", figure.measure, tag), charts.word("interval", tag)
    counted = "respondents" if figure.parameters.get("unit") == "respondents" else "titles"
    behind = charts.term("units", counted, tag)
    return [value, f"{between} ≥", f"{between} ≤", charts.word("rows", tag), behind]


def _sources(sheet: Worksheet, report: Report, tag: str, bold: Any) -> None:
    """The files, and under them what was left out of them, a sentence a row."""
    sheet.set_column(0, 0, 40)
    _line(
        sheet, 0, [words.word(one, tag) for one in ("file", "rows", "refused")] + ["SHA-256"], bold
    )
    for row, one in enumerate(report.sources, start=1):
        _line(sheet, row, [one.name, "", "", one.sha256])
        sheet.write_number(row, 1, one.rows)
        sheet.write_number(row, 2, one.refused)
    first = len(report.sources) + 2
    for row, said in enumerate(report.account, start=first):
        _line(sheet, row, [said.name, said.texts[tag]])


def _cell(sheet: Worksheet, row: int, figure: Figure, cell: Cell, tag: str) -> None:
    rule = str(figure.parameters.get("origin_rule") or "")
    names = [
        charts.name(on, key, tag) for on, key in zip(figure.dimensions, cell.keys, strict=True)
    ]
    _line(sheet, row, [charts.name("rule", rule, tag) if rule else "", *names])
    at = len(names) + 1
    for offset, number in enumerate((cell.value, cell.low, cell.high, cell.n, cell.clusters)):
        if number is not None:
            sheet.write_number(row, at + offset, number)


def _source(sheet: Worksheet, row: int, figure: Figure, tag: str, bold: Any) -> int:
    """What a figure rests on, from a row on; the next free row."""
    source = figure.source
    lines = [
        (words.word("address", tag), figure.id),
        (words.word("measure", tag), f"{figure.measure} {figure.version}"),
        *_definition(figure.measure, tag),
        (words.word("interval", tag), registry.called("intervals", source.interval, tag)),
        (
            words.word("inputs", tag),
            ", ".join(f"{n} {d}" for n, d in sorted(source.inputs.items())),
        ),
        (words.word("statement", tag), source.sql),
    ]
    for at, (name, text) in enumerate(lines):
        sheet.write_string(row + at, 0, name, bold)
        sheet.write_string(row + at, 1, text[:_WIDEST])
    return row + len(lines)


def _definition(measure: str, tag: str) -> list[tuple[str, str]]:
    """What the measure is, and what to mind with it."""
    try:
        says = (registry.definition(measure, tag), *registry.caveats(measure, tag))
    except Unknown:
        return []
    return [("", one.text) for one in says]


def _line(sheet: Worksheet, row: int, texts: Sequence[str], style: Any = None) -> None:
    for column, text in enumerate(texts):
        sheet.write_string(row, column, text[:_WIDEST], style)
