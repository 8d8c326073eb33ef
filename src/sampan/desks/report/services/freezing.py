"""Figures are frozen into reports: the numbers, how sure they are, the statement and the hashes that they rest on."""

import json

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.desks.report import drawing, measuring, rules
from sampan.desks.report.models import Block, BlockKind, Chapter, PlacedFigure, Report
from sampan.desks.report.models.reports import next_order
from sampan.desks.report.questions import moved_on, question_in, row_of
from sampan.desks.report.showing import kind_of, view_of
from sampan.engines.circulation.compile import Question
from sampan.engines.circulation.figure import Figure
from sampan.engines.circulation.findings import findings
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused

from .writing import changed

FINDINGS = 4  # worded from one figure; a matrix would fill pages


def freeze_figure(
    *, actor: Actor, chapter: Chapter, question: Question, view: str = ""
) -> PlacedFigure:
    """Answer the question and keep the answer in the chapter, drawn as the view (`map`) or as suits it.

    Its findings are worded by rule beside it. Raises Invalid where no row answers: there is nothing to keep.
    """
    report = chapter.report
    _demand(actor, report)
    figure = measuring.answered(actor.organisation, question)
    if not figure.rows:
        raise Invalid(_("No row of the facts answers this; there is no figure to freeze."))
    with transaction.atomic():
        placed = PlacedFigure.objects.create(
            chapter=chapter,
            order=chapter.figures.count() + 1,
            code=_next_code(report),
            measure=question.measure,
            question=row_of(question),
            content=json.loads(figure.json()),
            digest=figure.id,
            chart=kind_of([figure], view_of([figure], view)),
        )
        _word_findings(placed, figure)
        changed(actor, report, what="figure")
    return placed


@transaction.atomic
def thaw_figure(*, actor: Actor, figure: PlacedFigure) -> None:
    """Take a figure out, with the findings that a rule worded from it and nobody has edited."""
    report = figure.chapter.report
    _demand(actor, report)
    for block in figure.blocks.filter(kind=BlockKind.FINDING):
        if "person" not in block.makers.values():
            block.delete()
    figure.delete()
    changed(actor, report, what="figure removed")


def refresh_figures(*, actor: Actor, report: Report) -> int:
    """Ask every question of the report again of the facts that are there now; how many answers differ."""
    _demand(actor, report)
    differing = 0
    for placed in PlacedFigure.objects.filter(chapter__report=report).select_related("chapter"):
        figure = measuring.answered(
            actor.organisation, question_in(placed.measure, placed.question)
        )
        if figure.id == placed.digest:
            continue
        differing += 1
        with transaction.atomic():
            placed.content, placed.digest = json.loads(figure.json()), figure.id
            placed.save(update_fields=["content", "digest"])
            changed(actor, report, what="figure")
    return differing


def carry_figures(*, actor: Actor, report: Report) -> int:
    """Ask the questions of last year's report of this year's facts, each in its chapter; how many were answered.

    A period moves on by as many years; recommendations that were carried on name the new figures. What nothing
    answers any more, and what stands here already, is left out.
    """
    _demand(actor, report)
    previous = report.previous
    if previous is None:
        raise Invalid(_("This report carries on from none."))
    chapters = {chapter.order: chapter for chapter in report.chapters.all()}
    earlier = PlacedFigure.objects.filter(chapter__report=previous).select_related("chapter")
    carried = 0
    for old in earlier.order_by("chapter__order", "order", "pk"):
        chapter = chapters.get(old.chapter.order)
        question = moved_on(question_in(old.measure, old.question), report.year - previous.year)
        here = PlacedFigure.objects.filter(chapter__report=report, question=row_of(question))
        if chapter is None or here.filter(measure=old.measure).exists():
            continue
        try:
            placed = freeze_figure(actor=actor, chapter=chapter, question=question)
        except Invalid:
            continue
        PlacedFigure.objects.filter(pk=placed.pk).update(chart=old.chart, captions=old.captions)
        for block in old.blocks.filter(kind=BlockKind.RECOMMENDATION):
            for mine in chapter.blocks.filter(kind=BlockKind.RECOMMENDATION, texts=block.texts):
                mine.figures.add(placed)
        carried += 1
    return carried


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


def _demand(actor: Actor, report: Report) -> None:
    if not rules.may_write(actor, report):
        raise Refused(
            _("A report is written by analysts and editors of its house, until it is signed.")
        )
