"""A report in one language, as values that every format sets: paragraphs, figures with tables, how each was counted."""

from collections.abc import Mapping, Sequence
from typing import Any

from sampan.engines.circulation import charts
from sampan.engines.circulation.figure import Figure
from sampan.engines.circulation.registry import Unknown, measure
from sampan.engines.circulation.registry import said as registry

from . import words
from .report import Block, Chapter, Placed, Report
from .titles import title
from .wording import measure_name, said

Content = dict[str, Any]
_WORLD = "001"
_NOTHING: Content = {"definition": "", "caveats": []}
MOST_ROWS = 14  # of a table on paper; the rest stands in the workbook


def content(report: Report, tag: str) -> Content:
    """Answer what a report says in a language. Raises KeyError where a text lacks the language."""
    return {
        "tag": tag,
        "title": report.titles[tag],
        "subtitle": report.subtitles[tag],
        "publisher": report.publisher,
        "made_on": words.word("made_on", tag, day=report.made_on.isoformat()),
        "year": str(report.year or report.made_on.year),
        "words": dict(words.sections(tag)["document"]),
        "texts": dict(words.sections(tag)["texts"]),
        "languages": list(report.languages),
        "in_short": in_short(report, tag),
        "chapters": [_chapter(one, tag) for one in report.chapters],
        "method": _method(report, tag),
        "sources": [vars(one) for one in report.sources],
        "account": len(report.account),
    }


def in_short(report: Report, tag: str) -> list[Content]:
    """The finding of each chapter that matters most; the first, where none is said to matter more."""
    firsts = []
    for chapter in report.chapters:
        found = [one for one in chapter.items if isinstance(one, Block) and one.kind == "finding"]
        if found:
            firsts.append(_block(min(found, key=lambda one: one.rank), tag))
    return firsts


def heading(placed: Placed, tag: str) -> str:
    return placed.titles[tag] if placed.titles else title(placed.figures, tag)


def _figures(report: Report) -> list[tuple[str, Figure]]:
    return [(placed.code, figure) for placed in report.placed for figure in placed.figures]


def _method(report: Report, tag: str) -> list[Content]:
    """How each figure was counted; what a measure is, where it comes first."""
    seen: set[str] = set()
    found = []
    for code, figure in _figures(report):
        one = _counted(figure, code, report, tag)
        found.append(one | _NOTHING if figure.measure in seen else one)
        seen.add(figure.measure)
    return found


def _chapter(chapter: Chapter, tag: str) -> Content:
    items = [
        _block(item, tag) if isinstance(item, Block) else _placed(item, tag)
        for item in chapter.items
    ]
    return {"title": chapter.titles[tag], "items": items}


def _block(block: Block, tag: str) -> Content:
    return {"kind": block.kind, "text": block.texts[tag], "codes": list(block.codes)}


def _placed(placed: Placed, tag: str) -> Content:
    named = heading(placed, tag)
    refused = placed.refused
    if refused is not None and refused.refusal is not None:
        text = reason(refused, tag)
        return {"kind": "refused", "code": placed.code, "title": named, "text": text}
    table = charts.table(placed.chart.shown, tag)
    cells = sum(len(one.rows) for one in placed.figures)
    return {
        "kind": "figure",
        "code": placed.code,
        "title": named,
        "alt": words.word("chart_shows", tag, title=named),
        "about": about(placed.figures, tag),
        "notes": _notes(placed.chart.shown, tag),
        "head": list(table.head),
        "numeric": list(table.numeric),
        "rows": [list(row) for row in table.rows],
        "more": _more(cells - min(len(table.rows), MOST_ROWS), tag),
        "beyond": _more(cells - len(table.rows), tag),
    }


def about(figures: Sequence[Figure], tag: str) -> str:
    """What a figure rests on, in one line: origin rule, unit, rows, what is unknown, how sure the joins are."""
    first = figures[0]
    rules = dict.fromkeys(str(one.parameters.get("origin_rule") or "") for one in figures)
    parts = [("rule", ", ".join(charts.name("rule", rule, tag) for rule in rules if rule))]
    parts.append(("unit", charts.term("units", str(first.parameters.get("unit") or ""), tag)))
    if first.source.rows:
        parts.append(("rows", charts.number(first.source.rows, "count", tag)))
    parts.append(("unknown", _unknown(figures, tag)))
    if first.match_confidence is not None:
        parts.append(("confidence", charts.number(first.match_confidence, "share", tag)))
    return " · ".join(f"{words.word(key, tag)}: {text}" for key, text in parts if text)


def _unknown(figures: Sequence[Figure], tag: str) -> str:
    """How much is of unknown origin, and under which choices more or less is: a rule may need more to be known."""
    first = figures[0].unknown_share
    if first is None:
        return ""
    told = charts.number(first, "share", tag)
    others = [
        f"{charts.choice(one, figures, tag)}: {other}"
        for one in figures[1:]
        if one.unknown_share is not None
        and (other := charts.number(one.unknown_share, "share", tag)) != told
    ]
    return f"{told} ({'; '.join(others)})" if others else told


def _notes(figures: Sequence[Figure], tag: str) -> list[str]:
    """What was noted with a figure, which of its territories have no data, which choice gives no number."""
    first = figures[0]
    found = [said(note.kind, note.parameters, tag) for note in first.notes]
    if first.missing and is_by_territory(first):
        found.append(said("no_data", {"territories": list(first.missing)}, tag))
    found += [
        f"{charts.choice(other, figures, tag)}: {reason(other, tag)}"
        for other in figures[1:]
        if not any(cell.value is not None for cell in other.rows)
    ]
    return found


def is_by_territory(figure: Figure) -> bool:
    """Whether a figure speaks of territories, and not of the world as one."""
    where = figure.parameters.get("where")
    named = {*figure.dimensions, *(where if isinstance(where, Mapping) else ())}
    return bool(named & {"territory", "territory_bloc"}) and _WORLD not in str(where)


def reason(figure: Figure, tag: str) -> str:
    """Why a figure has no number; of a catalogue that tells too little, its name and what would be right."""
    if figure.refusal is None:
        return said("undefined", {}, tag)
    parameters: Mapping[str, Any] = {**figure.refusal.parameters, "measure": figure.measure}
    text = said(figure.refusal.kind, parameters, tag)
    where = figure.parameters.get("where")
    if figure.refusal.kind == "coverage" and isinstance(where, Mapping) and "source" in where:
        names = words.listed([charts.name("source", one, tag) for one in where["source"]], tag)
        text = f"{text} {words.word('complete', tag, names=names)}"
    return text


def _more(rows: int, tag: str) -> str:
    return words.word("more_rows", tag, count=charts.number(rows, "count", tag)) if rows > 0 else ""


def _counted(figure: Figure, code: str, report: Report, tag: str) -> Content:
    """How one figure was made, for the chapter of methods."""
    rule = str(figure.parameters.get("origin_rule") or "")
    unit = str(figure.parameters.get("unit") or "")
    return _defined(figure.measure, tag) | {
        "code": code,
        "id": figure.id,
        "address": f"{report.address.rstrip('/')}/{figure.id}" if report.address else "",
        "measure": f"{measure_name(figure.measure, tag)} ({figure.measure} {figure.version})",
        "unit": charts.term("units", unit, tag) if unit else "",
        "rule": charts.name("rule", rule, tag) if rule else "",
        "interval": registry.called("intervals", figure.source.interval, tag),
        "said_in": tag if tag in registry.WORDED else registry.FIRST,
        "rows": charts.number(figure.source.rows, "count", tag),
        "statement": figure.source.sha256[:16],
        "inputs": [
            f"{name} {digest[:12]}" for name, digest in sorted(figure.source.inputs.items())
        ],
    }


def _defined(name: str, tag: str) -> Content:
    """What a measure is, and what to mind with it; nothing of one that the registry has not."""
    try:
        formula, says = measure(name).formula, registry.definition(name, tag)
    except Unknown:
        return {"formula": "", **_NOTHING}
    minded = [one.text for one in registry.caveats(name, tag)]
    return {"formula": formula, "definition": says.text, "caveats": minded}
