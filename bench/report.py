"""The Communication Report: 40 figures in five languages and all formats; equal bytes; what goes wrong on paper.

    ./run bench report

The peer of the drawing is vl-convert alone, which sets Khmer, Burmese and Thai wrongly.
"""

import hashlib
import random
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np
import pypdfium2
import vl_convert

from figures import emit
from sampan.engines.circulation.charts import TAGS, Chart, config, page_spec, paper_svg, table
from sampan.engines.circulation.document import (
    LANGUAGES,
    USUAL,
    Block,
    Chapter,
    Placed,
    Report,
    build,
    content,
    heading,
    in_all,
    said,
)
from sampan.engines.circulation.figure import Cell, Figure, Source
from sampan.engines.circulation.findings import findings
from sampan.engines.typesetting import Shaper

ORIGINS = ("KR", "US", "CN", "TH", "JP", "PH", "VN", "ID", "MY", "SG", "IN", "GB", "unknown")
TERRITORIES = ("TH", "VN", "ID", "MY", "PH", "SG", "HK", "TW")
QUARTERS = tuple(f"{year}-Q{quarter}" for year in (2024, 2025, 2026) for quarter in (1, 2, 3, 4))
RULES = ("any", "fractional", "first", "language+country")
FIGURES = 40
MM = 72 / 25.4


def figure(draw: random.Random, kind: str, rule: str = "fractional") -> Figure:
    """A figure of the shape that a kind of chart wants."""
    shapes: dict[str, tuple[str, str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
        "bars": ("catalogue-share", "share", (("origin", ORIGINS),)),
        "dots": ("visibility-ratio", "ratio", (("origin", ORIGINS[:-1]),)),
        "matrix": ("top10-share", "share", (("origin", ORIGINS), ("territory", TERRITORIES))),
        "rules": ("viewing-share", "share", (("origin", ORIGINS[:8]),)),
        "tiles": ("concentration-hhi", "index", (("territory", TERRITORIES),)),
        "trend": ("viewing-share", "share", (("quarter", QUARTERS), ("origin", ORIGINS[:5]))),
    }
    measure, unit, named = shapes[kind]
    scale = {"share": 0.4, "ratio": 2.0, "index": 5000.0}[unit]
    keys: list[tuple[str, ...]] = [()]
    for _name, values in named:
        keys = [(*key, value) for key in keys for value in values]
    cells = []
    for at, key in enumerate(keys):
        value = scale * draw.uniform(0.3, 1) / (1 + at % len(named[-1][1]))
        cells.append(Cell(key, value, 0.7 * value, 1.4 * value, draw.randrange(20, 4000), 9))
    return Figure(
        measure=measure,
        version=1,
        title=measure,
        unit=unit,
        parameters={"origin_rule": rule, "unit": "slots"},
        dimensions=tuple(name for name, _values in named),
        rows=tuple(cells),
        source=Source("SELECT 1", {}, "SELECT 1", {}, {"engagement": "ab" * 32}, 6350, "titles"),
        unknown_share=0.03,
        missing=("BN", "CN", "KH", "LA", "MM"),
    )


def report() -> Report:
    draw = random.Random(4)
    kinds = ("rules", "bars", "matrix", "trend", "dots", "tiles")
    items: list[Placed | Block] = []
    for at in range(FIGURES):
        kind, code = kinds[at % len(kinds)], f"F{at + 1:02d}"
        many = tuple(
            figure(draw, kind, rule) for rule in (RULES if kind == "rules" else RULES[1:2])
        )
        items.append(Placed(code, Chart(kind, many)))
        for one in findings(many[0])[:3]:
            texts = {tag: said(one.kind, one.parameters, tag) for tag in LANGUAGES}
            items.append(Block("finding", texts, (code,)))
    names = ("shelf", "viewing", "visibility", "concentration", "exchange")
    part = -(-len(items) // len(names))
    chapters = tuple(
        Chapter(in_all(name), tuple(items[at * part : (at + 1) * part]))
        for at, name in enumerate(names)
    )
    titles, subtitles = in_all("title"), in_all("subtitle")
    return Report(titles, subtitles, "Research Centre", date(2026, 1, 2), USUAL, chapters)


def hashes(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def past_margin(pdf: Path) -> int:
    """Pages with ink beside or above the type area (24 and 26 mm), by pixels; half a millimetre is let pass."""
    document, found = pypdfium2.PdfDocument(pdf), 0
    for page in document:
        sheet = np.asarray(page.render(scale=2).to_pil().convert("L"))
        down, across = np.nonzero(sheet < 250)
        side, top = 2 * 24 * MM, 2 * 26 * MM
        wide = across.min() < side - 3 or across.max() > 2 * 210 * MM - side + 3
        found += int(wide or down.min() < top - 6)
    document.close()
    return found


def strings(value: object) -> list[str]:
    """All texts in a value."""
    if isinstance(value, dict):
        return [text for one in value.values() for text in strings(one)]
    if isinstance(value, list):
        return [text for one in value for text in strings(one)]
    return [value] if isinstance(value, str) else []


def faults(one: Report) -> int:
    """Dotted circles and missing letters in all that the report and its charts write, in twelve languages."""
    found = 0
    for tag in TAGS:
        shaper = Shaper(tag)
        tables = [table(placed.figures, tag) for placed in one.placed]
        lines = [text for made in tables for row in (*made.rows, made.head) for text in row]
        lines += strings(content(one, tag))
        found += sum(len(shaper.line(line).faults) for line in dict.fromkeys(lines))
    return found


def drawing(one: Report) -> tuple[float, float]:
    """Seconds for each chart in one language: outlined, and by vl-convert alone."""
    ours = plain = 0.0
    for placed in one.placed:
        start = time.perf_counter()
        paper_svg(placed.chart, "km", title=placed.code)
        ours += time.perf_counter() - start
        spec = page_spec(placed.chart, "km") | {"width": 459}
        start = time.perf_counter()
        vl_convert.vegalite_to_svg(spec | {"config": config("paper") | spec["config"]}, "6.4")
        plain += time.perf_counter() - start
    return ours, plain


def main() -> None:
    one = report()
    assert heading(next(one.placed), "en")
    with tempfile.TemporaryDirectory() as made:
        first, second = Path(made, "first"), Path(made, "second")
        start = time.perf_counter()
        build(one, first)
        seconds = time.perf_counter() - start
        emit(
            figure="report, 40 figures, 5 languages, all formats",
            value=round(seconds, 1),
            unit="s",
            bar=120,
            better="lower",
        )
        build(one, second)
        ours, theirs = hashes(first), hashes(second)
        differing = sum(theirs.get(name) != digest for name, digest in ours.items())
        emit(
            figure="report, files that differ when made again",
            value=differing,
            unit="files",
            bar=0,
            better="lower",
            peer={"files": len(ours)},
        )
        beyond = sum(past_margin(path) for path in sorted(first.glob("*/report.pdf")))
        emit(
            figure="report, pages with ink past the margin",
            value=beyond,
            unit="pages",
            bar=0,
            better="lower",
        )
    emit(
        figure="report, dotted circles and missing letters",
        value=faults(one),
        unit="glyphs",
        bar=0,
        better="lower",
    )
    ours_s, plain_s = drawing(one)
    emit(
        figure="report, charts drawn for paper, to vl-convert alone",
        value=round(ours_s / plain_s, 2),
        unit="ratio",
        bar=1.5,
        better="lower",
        peer={"vl-convert, seconds": round(plain_s, 2)},
    )


if __name__ == "__main__":
    main()
