"""Figures are frozen into reports: the numbers, how sure they are, the statement and the hashes that they rest on."""

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.desks.report import measuring, rules
from sampan.desks.report.models import Chapter, PlacedFigure, Report, Task, TaskKind
from sampan.desks.report.showing import kind_of, view_of
from sampan.engines.circulation.compile import Question
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused

from .placing import forget_findings, place_figure
from .tasks import begin
from .writing import changed, told


def freeze_figure(
    *, actor: Actor, chapter: Chapter, question: Question, view: str = ""
) -> PlacedFigure:
    """Answer the question and keep the answer in the chapter, drawn as the view (`map`) or as suits it.

    Its findings are worded by rule beside it. Raises Invalid where no row answers: there is nothing to keep.
    """
    _demand(actor, chapter.report)
    figure = measuring.answered(actor.organisation, question)
    chart = kind_of([figure], view_of([figure], view))
    return place_figure(chapter, question, figure, chart=chart, actor=actor)


@transaction.atomic
def thaw_figure(*, actor: Actor, figure: PlacedFigure) -> None:
    """Take a figure out, with the findings that a rule worded from it and nobody has edited."""
    report = figure.chapter.report
    _demand(actor, report)
    forget_findings(figure)
    figure.delete()
    changed(actor, report, what="figure removed")


@transaction.atomic
def ask_figures(*, actor: Actor, report: Report, kind: TaskKind = TaskKind.REFRESH) -> Task:
    """Have all figures asked again, or last year's questions asked (`carry`); the worker asks them."""
    _demand(actor, report)
    if kind not in {TaskKind.REFRESH, TaskKind.CARRY}:
        raise Invalid(_("Figures are asked again, or carried on from last year."), field="kind")
    if kind == TaskKind.CARRY and report.previous is None:
        raise Invalid(_("This report carries on from none."))
    data = told(report) | {"kind": kind.value}
    event = events.record(name="report.figures.asked", subject=report, actor=actor, data=data)
    return begin(event, kind, report)


def _demand(actor: Actor, report: Report) -> None:
    if not rules.may_write(actor, report):
        raise Refused(
            _("A report is written by analysts and editors of its house, until it is signed.")
        )
