"""What a report says as one value: what is signed, compared and printed."""

import hashlib
import json
from typing import Any

from .models import Block, BlockKind, Chapter, PlacedFigure, Report


def contents_of(report: Report) -> dict[str, Any]:
    """Everything that a reader meets, in order; figures by their digests."""
    chapters = report.chapters.prefetch_related("figures", "blocks__figures")
    return {
        "year": report.year,
        "titles": report.titles,
        "languages": report.languages,
        "chapters": [
            {
                "titles": chapter.titles,
                "figures": [
                    [figure.code, figure.digest, figure.chart, figure.captions]
                    for figure in chapter.figures.all()
                ],
                "blocks": [
                    [block.kind, block.texts, sorted(each.code for each in block.figures.all())]
                    for block in chapter.blocks.all()
                ],
            }
            for chapter in chapters
        ],
    }


def read_through(chapter: Chapter) -> list[Block | PlacedFigure]:
    """A chapter as it is read: texts, each figure with the findings that it carries, then what is recommended."""
    blocks = list(chapter.blocks.all())
    found: list[Block | PlacedFigure] = [one for one in blocks if one.kind == BlockKind.TEXT]
    findings = [one for one in blocks if one.kind == BlockKind.FINDING]
    for placed in chapter.figures.all():
        carried = [one for one in findings if placed in one.figures.all()]
        findings = [one for one in findings if one not in carried]
        found += [placed, *carried]
    return [*found, *findings, *(one for one in blocks if one.kind == BlockKind.RECOMMENDATION)]


def digest_of(report: Report) -> str:
    """SHA-256 of the canonical JSON of its contents."""
    text = json.dumps(
        contents_of(report), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()
