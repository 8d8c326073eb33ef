"""A figure in its place in a report, with what a rule says of it: always both, or neither."""

import json
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.desks.report import drawing
from sampan.desks.report.models import Block, BlockKind, Chapter, PlacedFigure, Report
from sampan.desks.report.models.reports import next_order
from sampan.desks.report.questions import row_of
from sampan.engines.circulation.compile import Question
from sampan.engines.circulation.figure import Figure
from sampan.engines.circulation.findings import findings
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid

from .writing import changed

FINDINGS = 4  # worded from one figure; a matrix would fill pages


@transaction.atomic
def place_figure(
    chapter: Chapter,
    question: Question,
    figure: Figure,
    *,
    chart: str,
    captions: Mapping[str, str] | None = None,
    actor: Actor | None = None,
) -> PlacedFigure:
    """The answer kept in the chapter, with its findings. Raises Invalid where no row answers."""
    if not figure.rows:
        raise Invalid(_("No row of the facts answers this; there is no figure to freeze."))
    report = _open(chapter.report)
    placed = PlacedFigure.objects.create(
        chapter=chapter,
        order=chapter.figures.count() + 1,
        code=_next_code(report),
        measure=question.measure,
        question=row_of(question),
        content=json.loads(figure.json()),
        digest=figure.id,
        chart=chart,
        captions=dict(captions or {}),
    )
    _word_findings(placed, figure)
    changed(actor, report, what="figure")
    return placed


@transaction.atomic
def replace_figure(placed: PlacedFigure, figure: Figure) -> bool:
    """The new answer in the place of the old, findings that nobody edited said anew; False where it is the same."""
    report = _open(placed.chapter.report)
    if figure.id == placed.digest:
        return False
    placed.content, placed.digest = json.loads(figure.json()), figure.id
    placed.save(update_fields=["content", "digest"])
    forget_findings(placed)
    _word_findings(placed, figure)
    changed(None, report, what="figure")
    return True


def forget_findings(placed: PlacedFigure) -> None:
    """Those that a rule worded and nobody has edited."""
    for block in placed.blocks.filter(kind=BlockKind.FINDING):
        if "person" not in block.makers.values():
            block.delete()


def _open(report: Report) -> Report:
    """The report, held until the transaction is over. Raises Invalid where it was signed meanwhile."""
    held = Report.objects.select_for_update().get(pk=report.pk)
    if not held.is_open:
        raise Invalid(_("The report was signed meanwhile; it is written no more."))
    return held


def _word_findings(placed: PlacedFigure, figure: Figure) -> None:
    chapter = placed.chapter
    for finding in findings(figure)[:FINDINGS]:
        texts = {tag: drawing.say(finding, tag) for tag in chapter.report.languages}
        block = Block.objects.create(
            chapter=chapter,
            order=next_order(chapter.blocks.all()),
            kind=BlockKind.FINDING,
            texts=texts,
            makers=dict.fromkeys(texts, "rule"),
            rule={"kind": finding.kind, "parameters": dict(finding.parameters)},
        )
        block.figures.add(placed)


def _next_code(report: Report) -> str:
    codes = PlacedFigure.objects.filter(chapter__report=report).values_list("code", flat=True)
    return f"F{max((int(code[1:]) for code in codes), default=0) + 1:02}"
