"""A report of the desk as the engine's document, and the document's files as those that people take home."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from sampan.engines.circulation import document
from sampan.engines.circulation.charts import Chart
from sampan.engines.circulation.figure import thawed

from .contents import read_through
from .models import Block, Chapter, PlacedFigure, Report, SourceFile

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same bytes whenever it is packed
_TYPES = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


def document_of(report: Report) -> document.Report:
    """The report as values. A text that a language lacks is given in the report's first."""
    return document.Report(
        titles=_in_all(report.titles, report),
        subtitles=document.in_all("subtitle"),
        publisher=report.organisation.name,
        made_on=_day(report),
        year=report.year,
        languages=tuple(report.languages),
        chapters=tuple(
            _chapter(chapter, report)
            for chapter in report.chapters.prefetch_related("figures", "blocks__figures")
        ),
        sources=tuple(_sources(report)),
        address=urljoin(settings.PUBLIC_URL, _address(report)).rstrip("/"),
    )


def files_in(folder: Path, report: Report) -> Iterator[tuple[str, str, str, bytes]]:
    """What `document.build` wrote, as files to take home: name, language, media type, bytes."""
    stem = f"{report.organisation.slug}-{report.slug}"
    for tag in report.languages:
        for ending in (".pdf", ".xlsx"):
            data = (folder / tag / f"report{ending}").read_bytes()
            yield f"{stem}-{tag}{ending}", tag, _TYPES[ending], data
        yield f"{stem}-{tag}-slides.zip", tag, _TYPES[".zip"], _packed(folder / tag / "slides")
    data = _packed(folder, "datapackage.json", "figures", "tables", "data")
    yield f"{stem}-data.zip", "", _TYPES[".zip"], data


def _packed(folder: Path, *only: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_file() and (not only or name.parts[0] in only):
                packed.writestr(zipfile.ZipInfo(str(name), _EPOCH), path.read_bytes())
    return file.getvalue()


def _chapter(chapter: Chapter, report: Report) -> document.Chapter:
    items = (
        _block(one, report) if isinstance(one, Block) else _placed(one, report)
        for one in read_through(chapter)
    )
    return document.Chapter(_in_all(chapter.titles, report), tuple(items))


def _placed(placed: PlacedFigure, report: Report) -> document.Placed:
    titles = _in_all(placed.captions, report) if placed.captions else None
    return document.Placed(placed.code, Chart(placed.chart, (thawed(placed.content),)), titles)


def _block(block: Block, report: Report) -> document.Block:
    codes = tuple(sorted(each.code for each in block.figures.all()))
    return document.Block(block.kind, _in_all(block.texts, report), codes)


def _sources(report: Report) -> Iterator[document.SourceFile]:
    taken = SourceFile.objects.visible_to(report.organisation).taken().order_by("name")
    for one in taken:
        yield document.SourceFile(one.name, one.reader, one.rows, one.refused, one.asset_id)


def _in_all(texts: Mapping[str, str], report: Report) -> dict[str, str]:
    first = next((texts[tag] for tag in (*report.languages, *texts) if texts.get(tag)), "")
    return {tag: texts.get(tag) or first for tag in report.languages}


def _day(report: Report) -> date:
    return (report.published_at or timezone.now()).date()


def _address(report: Report) -> str:
    return reverse("report:published", args=[report.organisation.slug, report.slug])
