"""Figures as pictures and tables, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from sampan.engines.circulation.charts import (
    PAPER_WIDTH,
    TAGS,
    Chart,
    choice,
    name,
    number,
    paper_svg,
    slide_png,
    table,
    word,
)
from sampan.engines.circulation.charts.pointing import answering
from sampan.engines.circulation.document import Placed, about, said, table_csv
from sampan.engines.circulation.document import title as title_by_rule
from sampan.engines.circulation.figure import Figure, Refusal
from sampan.engines.circulation.findings import Finding

FIRST = "en"
NARROW = 280  # points
LINES = 120  # of a table on a page; all of them are in its CSV


def tag_of(language: str) -> str:
    """The language as charts call it; English where they have no words in it.

    >>> tag_of("zh-hans"), tag_of("xx")
    ('zh-Hans', 'en')
    """
    known = {tag.lower(): tag for tag in TAGS}
    return known.get(language.lower(), FIRST)


def title_of(measure: str, language: str) -> str:
    return word(measure, tag_of(language), section="measures")


def heading_of(figures: Sequence[Figure], language: str) -> str:
    """What the figures show, by what, and of which part."""
    return title_by_rule(figures, tag_of(language))


def svg_of(
    figures: Sequence[Figure], *, kind: str, language: str, is_narrow: bool = False
) -> bytes:
    """All text as outlines, so that every browser shows every script as it is written. Narrow: for a phone."""
    chart, tag = Chart(kind, tuple(figures)), tag_of(language)
    width = NARROW if is_narrow else PAPER_WIDTH
    return answering(paper_svg(chart, tag, title=heading_of(figures, language), width=width))


def png_of(figures: Sequence[Figure], *, kind: str, language: str, source: str) -> bytes:
    """The same as a picture for a slide, with its heading and what it is from."""
    chart, tag = Chart(kind, tuple(figures)), tag_of(language)
    named = heading_of(figures, language)
    svg = paper_svg(chart, tag, title=named)
    return slide_png(svg, tag, title=named, source=source)


def csv_of(figures: Sequence[Figure], *, kind: str) -> bytes:
    """Every cell as a row, in codes and in numbers with all their digits."""
    return b"\xef\xbb\xbf" + table_csv(Placed("", Chart(kind, tuple(figures))))


def say(told: Refusal | Finding, language: str) -> str:
    """A refusal, a note or a finding as a sentence for the reader."""
    return said(told.kind, told.parameters, tag_of(language))


def name_of(dimension: str, key: str, language: str) -> str:
    return name(dimension, key, tag_of(language))


def share(value: float | None, language: str) -> str:
    return "" if value is None else number(value, "share", tag_of(language))


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands with a figure: its heading, what it rests on in a line, why it has no number."""

    heading: str
    about: str
    refused: str


def about_of(figures: Sequence[Figure], language: str) -> str:
    """What figures rest on, in a line: rule, unit, rows, what is unknown."""
    return about(figures, tag_of(language))


def refusals_of(figures: Sequence[Figure], language: str) -> list[str]:
    """Why figures have no number; of several, which one it is said of."""
    tag = tag_of(language)
    silent = [one for one in figures if one.refusal or not _is_told(one)]
    if len(figures) == 1:
        return [_reason(one, tag) for one in silent]
    return [f"{choice(one, figures, tag)}: {_reason(one, tag)}" for one in silent]


def _is_told(figure: Figure) -> bool:
    return any(cell.value is not None for cell in figure.rows)


def _reason(figure: Figure, tag: str) -> str:
    """Its own reason, or what its first refused cell says; the measure by its name in the language."""
    refused = (cell.refused for cell in figure.rows if cell.refused)
    refusal = figure.refusal or next(refused, Refusal("undefined"))
    return said(refusal.kind, {**refusal.parameters, "measure": figure.measure}, tag)


def caption_of(figure: Figure, language: str) -> Caption:
    refused = "" if _is_told(figure) else _reason(figure, tag_of(language))
    return Caption(heading_of([figure], language), about_of([figure], language), refused)


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One cell as a reader sees it, and the keys that name it."""

    keys: Sequence[str]
    cells: Sequence[Text]


@dataclass(frozen=True, slots=True)
class Shown:
    """The table of an answer; on a page the first of its lines, `of` so many."""

    heads: Sequence[Text]
    lines: Sequence[Line]
    of: int

    @property
    def is_cut(self) -> bool:
        return len(self.lines) < self.of


def table_of(figures: Sequence[Figure], *, language: str, most: int = LINES) -> Shown:
    """The cells in the order of the chart, in the reader's words: the first, at most so many."""
    found = table(figures, tag_of(language))

    def texts(row: Sequence[str]) -> list[Text]:
        return [Text(*one) for one in zip(row, found.numeric, strict=True)]

    shown = zip(found.keys[:most], found.rows[:most], strict=True)
    lines = [Line(keys, texts(row)) for keys, row in shown]
    return Shown(texts(found.head), lines, of=len(found.rows))
