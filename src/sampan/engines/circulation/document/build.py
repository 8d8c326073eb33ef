"""All files of a report, in all its languages, into a folder."""

from collections.abc import Callable, Mapping
from pathlib import Path

from sampan.engines.circulation import charts
from sampan.engines.typesetting import web_font

from .content import content, heading
from .pdf import pdf
from .reading import front_page, page, style
from .report import Placed, Report
from .tables import account_csv, data_package, table_csv, table_path
from .workbook import workbook

Progress = Callable[[str, int, int], None]
FORMATS = ("pdf", "xlsx", "html", "png", "csv")


def _silent(_what: str, _done: int, _all: int) -> None:
    """Nobody looks on."""


def build(
    report: Report,
    folder: Path,
    *,
    formats: tuple[str, ...] = FORMATS,
    progress: Progress = _silent,
) -> list[Path]:
    """Write a report: for each language a folder with page, charts, PDF, workbook and slides; tables for all.

    `progress` hears what was done, how many steps are done and how many there are; whatever it raises ends the
    work. Answers the paths written, relative to `folder`. Equal reports give equal bytes.
    """
    press = _Press(report, folder, formats, progress)
    press.tables()
    for tag in report.languages:
        press.language(tag)
    return press.written


def _for_slide(placed: Placed, svg: bytes, tag: str) -> bytes:
    """Small maps are laid out anew for the width of a slide; every other drawing is the same as on paper."""
    if placed.chart.kind != "tiles":
        return svg
    return charts.paper_svg(placed.chart, tag, title=heading(placed, tag), width=charts.DRAWN)


class _Press:
    """Draws, sets and writes, and counts its steps."""

    def __init__(
        self, report: Report, folder: Path, formats: tuple[str, ...], progress: Progress
    ) -> None:
        self.report, self.folder, self.formats, self.progress = report, folder, formats, progress
        self.drawn = [placed for placed in report.placed if placed.refused is None]
        self.written: list[Path] = []
        self._done = 0
        self._draws = not {"pdf", "html", "png"}.isdisjoint(formats)
        steps = len(self.drawn) + 1 if self._draws else 1
        self._all = 1 + len(report.languages) * steps

    def tables(self) -> None:
        """What has no language: tables, figures with their sources, the package that describes them."""
        if "csv" in self.formats:
            files = {table_path(placed): table_csv(placed) for placed in self.drawn}
            for path, data in files.items():
                self._write(path, data)
            self._write("datapackage.json", data_package(self.report, files))
        for placed in self.report.placed:
            lines = "".join(f"{figure.json()}\n" for figure in placed.figures)
            self._write(f"figures/{placed.code}.jsonl", lines.encode())
        if "html" in self.formats:
            self._write("report.css", style(self.report))
            self._write("index.html", front_page(self.report))
        self._step("tables")

    def language(self, tag: str) -> None:
        said = content(self.report, tag)
        drawings = self._drawings(tag) if self._draws else {}
        if "html" in self.formats:
            for code, svg in drawings.items():
                self._write(f"{tag}/charts/{code}.svg", svg)
            read = page(self.report, said)
            self._write(f"{tag}/index.html", read)
            self._write(f"{tag}/letters.woff2", web_font(tag, read.decode()))
        if "pdf" in self.formats:
            self._write(f"{tag}/report.pdf", pdf(self.report, said, drawings))
        if "csv" in self.formats and self.report.account:
            self._write(f"{tag}/account.csv", account_csv(self.report, tag))
        if "xlsx" in self.formats:
            self._write(f"{tag}/report.xlsx", workbook(self.report, tag))
        self._step(f"{tag}/report")

    def _drawings(self, tag: str) -> Mapping[str, bytes]:
        drawings = {}
        for placed in self.drawn:
            named = heading(placed, tag)
            svg = drawings[placed.code] = charts.paper_svg(placed.chart, tag, title=named)
            if "png" in self.formats:
                source = f"{self.report.publisher} · {placed.code} · {placed.figures[0].id}"
                png = charts.slide_png(
                    _for_slide(placed, svg, tag), tag, title=named, source=source
                )
                self._write(f"{tag}/slides/{placed.code}.png", png)
            self._step(f"{tag}/{placed.code}")
        return drawings

    def _write(self, name: str, data: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.written.append(Path(name))

    def _step(self, what: str) -> None:
        self._done += 1
        self.progress(what, self._done, self._all)
