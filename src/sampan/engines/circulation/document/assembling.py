"""A report out of answers: chapters in the plan's order, findings by rule, and what the data cannot say."""

from collections.abc import Iterator, Sequence
from datetime import date

from sampan.engines.circulation import charts
from sampan.engines.circulation.certainty.sensitivity import Sensitivity, Variant
from sampan.engines.circulation.figure import Cell, Figure
from sampan.engines.circulation.findings import Finding, findings, rule_finding

from . import words
from .asking import Answered, Known, chapters
from .content import is_by_territory
from .report import Block, Chapter, Placed, Report, Said, SourceFile
from .titles import title
from .wording import said

_MOST = 3  # findings of one chart
# What matters most first.
_ORDER = (
    *("rule_matters", "rose", "fell", "more_goes", "more_comes", "below_all", "below"),
    *("above_all", "above", "oftener", "leads_widely", "leads", "extremes", "level", "steady"),
)
# True of all names, and not of those alone that a chart keeps.
_RANKED = frozenset({"leads", "leads_widely", "level"})


def assembled(
    answered: Sequence[Answered],
    facts: Known,
    *,
    languages: Sequence[str],
    publisher: str,
    made_on: date,
    sources: Sequence[SourceFile] = (),
    unread: Sequence[Said] = (),
    account: Sequence[Said] = (),
    address: str = "",
) -> Report:
    """The report of answers. What is refused or has no rows goes to the chapter of limits, with its reason.

    `unread` says which files could not be read, and why; `account` which rows of the others were left out.
    """
    told = [*_drawn(answered), *_refused(answered)]
    placed = {id(one): Placed(f"F{at:02d}", one.chart) for at, one in enumerate(told, start=1)}
    made = []
    for chapter in chapters():
        mine = [placed[id(one)] for one in told if one.asked.chapter == chapter["key"]]
        items = [item for one in mine if one.refused is None for item in _items(one, facts)]
        if items:
            made.append(_chapter(chapter["key"], items))
    made.append(_chapter("limits", [*_limits(placed, answered), *_unread(unread)]))
    return Report(
        titles=words.in_all("title"),
        subtitles=words.in_all("subtitle"),
        publisher=publisher,
        made_on=made_on,
        languages=tuple(languages),
        chapters=tuple(made),
        sources=tuple(sources),
        account=(*unread, *account),
        address=address,
    )


def _drawn(answered: Sequence[Answered]) -> list[Answered]:
    return [one for one in answered if not one.empty and one.chart.figures[0].refusal is None]


def _refused(answered: Sequence[Answered]) -> list[Answered]:
    """One for each measure and what it is narrowed to: shown otherwise, it is refused for the same reason."""
    found: dict[tuple[str, str], Answered] = {}
    for one in answered:
        first = one.chart.figures[0]
        if not one.empty and first.refusal is not None:
            found.setdefault((first.measure, str(first.parameters.get("where"))), one)
    return list(found.values())


def _chapter(key: str, items: Sequence[Placed | Block]) -> Chapter:
    opening = Block("text", words.in_all(key, section="texts"))
    return Chapter(words.in_all(key), (opening, *items))


def _items(placed: Placed, facts: Known) -> Iterator[Placed | Block]:
    """A chart, then what is found in it."""
    yield placed
    for rank, finding in _found(placed, facts):
        texts = {tag: said(finding.kind, finding.parameters, tag) for tag in words.LANGUAGES}
        yield Block("finding", texts, (placed.code,), rank)


def _found(placed: Placed, facts: Known) -> list[tuple[int, Finding]]:
    """The findings that matter most here, with their rank: those about the blocs and their members first."""
    shown, whole = placed.chart.shown, placed.chart.figures[0]
    ranking = [one.parameters for one in findings(whole) if one.kind in _RANKED]
    found = [
        one
        for one in findings(shown[0])
        if one.kind != "no_data" and (one.kind not in _RANKED or one.parameters in ranking)
    ]
    if len(shown) > 1:
        found = [*_between(shown), *found]
    ranked = [(_rank(one, facts), one) for one in found]
    return sorted(ranked, key=lambda one: one[0])[:_MOST]


def _rank(finding: Finding, facts: Known) -> int:
    """Of the blocs as wholes, then of their members, then of others; of each, as the kinds are ordered."""
    told = finding.parameters
    keys = {*told.get("keys", ()), told.get("key", ""), *str(told.get("where", "")).split(", ")}
    about = 0 if keys & facts.blocs else 1 if keys & facts.members else 2
    kinds = [*_ORDER, finding.kind]
    return about * len(kinds) + kinds.index(finding.kind)


def _between(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Where the origin rule decides a value."""
    first = figures[0]
    for cell in first.rows:
        variants = tuple(
            Variant(
                "origin_rule",
                str(one.parameters["origin_rule"]),
                _cell(one, cell),
                one.id,
                one is first,
            )
            for one in figures
            if one.parameters.get("origin_rule")
        )
        compared = Sensitivity(
            first.title, first.dimensions, cell.keys, first.unit, variants, first.measure
        )
        finding = rule_finding(compared, first.id)
        if finding is not None and cell.keys[0] not in charts.LAST:
            yield finding


def _cell(figure: Figure, like: Cell) -> Cell:
    return next((cell for cell in figure.rows if cell.keys == like.keys), Cell(like.keys, None))


def _limits(placed: dict[int, Placed], answered: Sequence[Answered]) -> Iterator[Placed | Block]:
    """Territories without data, figures that are refused, questions without rows; each once."""
    seen: set[tuple[str, ...]] = set()
    for one in placed.values():
        missing = one.figures[0].missing
        if is_by_territory(one.figures[0]) and missing and missing not in seen:
            seen.add(missing)
            parameters = {"territories": list(missing)}
            texts = {tag: said("no_data", parameters, tag) for tag in words.LANGUAGES}
            codes = tuple(
                p.code
                for p in placed.values()
                if p.figures[0].missing == missing and is_by_territory(p.figures[0])
            )
            yield Block("text", texts, codes)
    yield from (one for one in placed.values() if one.refused is not None)
    unasked = [one.chart.figures[:1] for one in answered if one.empty]
    if unasked:
        texts = {
            tag: f"{words.word('unanswered', tag)}: {'; '.join(dict.fromkeys(title(one, tag) for one in unasked))}"
            for tag in words.LANGUAGES
        }
        yield Block("text", texts)


def _unread(unread: Sequence[Said]) -> Iterator[Block]:
    for one in unread:
        yield Block("text", {tag: f"{one.name}: {text}" for tag, text in one.texts.items()})
