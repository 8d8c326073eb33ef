"""A report as values: chapters of figures and texts in several languages, with the sources that they rest on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sampan.engines.circulation.charts import Chart
from sampan.engines.circulation.figure import Figure

Texts = Mapping[str, str]  # a text by language


@dataclass(frozen=True)
class Placed:
    """A chart at its place. `code` (F07) is what footnotes and files name; without `titles`, one is made by rule."""

    code: str
    chart: Chart
    titles: Texts | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        return self.chart.figures

    @property
    def refused(self) -> Figure | None:
        """The first figure where it has no number; then nothing is drawn, and its reason is said."""
        return self.figures[0] if self.figures[0].refusal is not None else None


@dataclass(frozen=True)
class Block:
    """A paragraph: `text`, `finding` or `recommendation`, and the codes of the figures that carry it.

    Of a chapter's findings the first of the lowest `rank` stands in short.
    """

    kind: str
    texts: Texts
    codes: tuple[str, ...] = ()
    rank: int = 0


@dataclass(frozen=True)
class Chapter:
    titles: Texts
    items: tuple[Placed | Block, ...]


@dataclass(frozen=True)
class SourceFile:
    """A file that facts were read from."""

    name: str
    reader: str
    rows: int
    refused: int
    sha256: str


@dataclass(frozen=True)
class Said:
    """A sentence of the account of a file: why it, or a row of it, was left out, and what was noted."""

    name: str
    texts: Texts


@dataclass(frozen=True)
class Report:
    """One edition. `languages` says which are made; every text has to be there in each of them.

    `address` is where figures can be looked up: `{address}/{id of the figure}`; without one, links stay inside.
    """

    titles: Texts
    subtitles: Texts
    publisher: str
    made_on: date
    languages: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    sources: tuple[SourceFile, ...] = ()
    account: tuple[Said, ...] = ()
    address: str = ""
    year: int | None = None  # that it is called by; None: that of the day it was made on

    @property
    def placed(self) -> Iterator[Placed]:
        """All charts, in their order."""
        for chapter in self.chapters:
            yield from (item for item in chapter.items if isinstance(item, Placed))
