"""The explorer: choose a measure, a rule and a unit; see map, matrix, trend and table. The address is the question."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sampan.desks.report import drawing, measuring, rules, services, showing
from sampan.desks.report.beginnings import beginnings
from sampan.desks.report.choices import Choices
from sampan.desks.report.models import Chapter, ReportState
from sampan.desks.report.questions import address_of, question_of
from sampan.engines.circulation.certainty.sensitivity import RULES
from sampan.engines.circulation.compile import Question
from sampan.engines.circulation.figure import Figure
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid

from .roles import WRITERS
from .shapes import made_of, part_or_page


@require_safe
@member_required()
def explore(request: MemberRequest) -> HttpResponse:
    """With `choosing`, somebody is still at the form: its lists follow the measure, nothing is asked yet."""
    asked, organisation = request.GET, request.actor.organisation
    store = measuring.store_of(organisation)
    choices = Choices.of(asked, store, tag=drawing.tag_of(request.LANGUAGE_CODE))
    context: dict[str, Any] = {"choices": choices, "has_facts": bool(store.tables)}
    is_choosing = "choosing" in asked
    if context["has_facts"] and asked.get("measure") and not is_choosing:
        try:
            question = question_of(asked)
            figures = _figures(request, question)
        except Invalid as error:
            context["problem"] = str(error)
        else:
            context |= _shown(request, question, figures)
    else:
        context["beginnings"] = list(beginnings(store))
    part = "report/parts/asked.html" if is_choosing else "report/parts/explorer.html"
    return part_or_page(request, part, "report/explore.html", context)


def _figures(request: MemberRequest, question: Question) -> list[Figure]:
    """The answer; or, where every rule is asked for, the answer under each."""
    asked = [question]
    if request.GET.get("rules") == "all" and question.definition.origin:
        asked = [replace(question, origin_rule=rule) for rule in RULES]
    return [measuring.answered(request.actor.organisation, each) for each in asked]


def _shown(request: MemberRequest, question: Question, figures: list[Figure]) -> dict[str, Any]:
    figure, language = figures[0], request.LANGUAGE_CODE
    view = showing.view_of(figures, request.GET.get("view", ""))
    own = Chapter.objects.filter(
        report__organisation=request.actor.organisation,
        report__state__in=(ReportState.DRAFT, ReportState.REVIEW),
    )
    is_one = len(figures) == 1
    every = "" if is_one else "&rules=all"
    return {
        "figure": figure,
        "heading": drawing.heading_of(figures, language),
        "about": drawing.about_of(figures, language),
        "is_one": is_one,
        "view": view,
        "views": showing.views_of(question, figure, view) if is_one else (),
        "address": address_of(question) + every,
        "refusals": drawing.refusals_of(figures, language),
        "notes": [drawing.say(note, language) for note in figure.notes],
        "table": drawing.table_of(figures, language=language),
        "unknown_share": drawing.share(figure.unknown_share, language),
        "missing": [drawing.name_of("territory", code, language) for code in figure.missing],
        "has_chart": any(cell.value is not None for one in figures for cell in one.rows),
        "tag": drawing.tag_of(language),
        "chapters": own.select_related("report") if rules.may_write(request.actor) else (),
    }


@require_safe
@member_required()
def chart(request: MemberRequest) -> HttpResponse:
    figures = _figures(request, question_of(request.GET))
    view = showing.view_of(figures, request.GET.get("view", ""))
    svg = drawing.svg_of(
        figures,
        kind=showing.kind_of(figures, view),
        language=request.LANGUAGE_CODE,
        is_narrow="narrow" in request.GET,
    )
    answer = HttpResponse(svg, content_type="image/svg+xml")
    answer.headers["Cache-Control"] = (
        "private, max-age=60"  # asked for as a picture, then as a drawing
    )
    return answer


@require_safe
@member_required()
def take_home(request: MemberRequest, what: str) -> HttpResponse:
    """The answer as a file: its values, or its chart for a slide."""
    figures = _figures(request, question_of(request.GET))
    kind = showing.kind_of(figures, showing.view_of(figures, request.GET.get("view", "")))
    source = f"{request.actor.organisation.name} · {figures[0].id}"
    return made_of(
        figures, kind, what, name=figures[0].id, source=source, language=request.LANGUAGE_CODE
    )


@require_POST
@member_required(*WRITERS)
def freeze(request: MemberRequest) -> HttpResponse:
    """Keep the answer as it is now, drawn as it is seen, with its source, in a chapter of a report."""
    own = Chapter.objects.filter(report__organisation=request.actor.organisation)
    chapter = get_object_or_404(own.select_related("report"), pk=request.POST.get("chapter") or 0)
    placed = services.freeze_figure(
        actor=request.actor,
        chapter=chapter,
        question=question_of(request.GET),
        view=request.GET.get("view", ""),
    )
    messages.success(request, _("Frozen as %(code)s.") % {"code": placed.code})
    return redirect(f"{reverse('report:report', args=[chapter.report_id])}#{placed.code}")
