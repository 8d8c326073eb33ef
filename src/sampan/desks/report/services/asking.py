"""The questions of a report asked again, or asked of a new year: one figure after the other, each whole."""

from django.db import transaction

from sampan.desks.report import measuring
from sampan.desks.report.models import BlockKind, Chapter, PlacedFigure, Report
from sampan.desks.report.questions import moved_on, question_in, row_of
from sampan.desks.report.watching import UNWATCHED, Watch
from sampan.partners import events
from sampan.partners.errors import Invalid

from .placing import place_figure, replace_figure
from .writing import told


def refresh_figures(*, report: Report, watch: Watch = UNWATCHED) -> int:
    """Ask every question of the report again of the facts that are there now; how many answers differ.

    A question that can be asked no more keeps the answer that it had. Done twice, it gives the same.
    """
    differing = unasked = 0
    figures = _figures(report)
    for done, placed in enumerate(figures):
        watch.tell(placed.code, done, len(figures))
        question = question_in(placed.measure, placed.question)
        try:
            figure = measuring.answered(report.organisation, question)
        except Invalid:
            unasked += 1
            continue
        differing += replace_figure(placed, figure)
    _measured(report, watch, figures=len(figures), differing=differing, unasked=unasked)
    return differing


def carry_figures(*, report: Report, watch: Watch = UNWATCHED) -> int:
    """Ask the questions of last year's report of this year's facts, each in its chapter; how many were answered.

    A period moves on by as many years; recommendations that were carried on name the new figures. What nothing
    answers any more, and what stands here already, is left out.
    """
    assert report.previous is not None
    chapters = {chapter.order: chapter for chapter in report.chapters.all()}
    figures = _figures(report.previous)
    carried = 0
    for done, old in enumerate(figures):
        watch.tell(old.code, done, len(figures))
        if chapter := chapters.get(old.chapter.order):
            carried += _carried(old, chapter)
    _measured(report, watch, figures=len(figures), carried=carried)
    return carried


def _figures(report: Report) -> list[PlacedFigure]:
    placed = PlacedFigure.objects.filter(chapter__report=report).select_related("chapter__report")
    return list(placed.order_by("chapter__order", "order", "pk"))


def _carried(old: PlacedFigure, chapter: Chapter) -> bool:
    report, previous = chapter.report, old.chapter.report
    question = moved_on(question_in(old.measure, old.question), report.year - previous.year)
    here = PlacedFigure.objects.filter(chapter__report=report, question=row_of(question))
    if here.filter(measure=old.measure).exists():
        return False
    try:
        figure = measuring.answered(report.organisation, question)
    except Invalid:
        return False
    if not figure.rows:
        return False
    with transaction.atomic():
        placed = place_figure(chapter, question, figure, chart=old.chart, captions=old.captions)
        for block in old.blocks.filter(kind=BlockKind.RECOMMENDATION):
            for mine in chapter.blocks.filter(kind=BlockKind.RECOMMENDATION, texts=block.texts):
                mine.figures.add(placed)
    return True


@transaction.atomic
def _measured(report: Report, watch: Watch, **outcome: int) -> None:
    watch.end(**outcome)
    events.record(
        name="report.figures.measured",
        subject=report,
        organisation=report.organisation,
        data=told(report) | outcome,
    )
