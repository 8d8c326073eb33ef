"""The explorer: choose a measure, a rule and a unit; see chart, table and rows. The address is the question."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from sampan.desks.report import drawing, measuring, rules, services
from sampan.desks.report.choices import Choices
from sampan.desks.report.models import Chapter, ReportState
from sampan.desks.report.questions import address_of, question_of
from sampan.engines.circulation.compile import Question
from sampan.engines.circulation.figure import Figure
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid

from .reports import WRITERS


@require_safe
@vary_on_headers("HX-Request")  # else a browser that goes back shows the part for the page
@member_required()
def explore(request: MemberRequest) -> HttpResponse:
    organisation, language = request.actor.organisation, request.LANGUAGE_CODE
    store = measuring.store_of(organisation)
    choices = Choices.of(request.GET, store, tag=drawing.tag_of(language))
    context: dict[str, Any] = {"choices": choices, "has_facts": bool(store.tables)}
    if context["has_facts"] and request.GET.get("measure"):
        try:
            question = question_of(request.GET)
            figures = _figures(request, question)
        except Invalid as error:
            context["problem"] = str(error)
        else:
            context |= _shown(request, figures) | {"address": _address(request, question)}
    page = (
        "report/parts/answer.html" if request.headers.get("HX-Request") else "report/explore.html"
    )
    return render(request, page, context)


def _figures(request: MemberRequest, question: Question) -> list[Figure]:
    """The answer; or, where every rule is asked for, the answer under each."""
    asked = [question]
    if request.GET.get("rules") == "all" and question.definition.origin:
        asked = [replace(question, origin_rule=rule) for rule in FOUR_RULES]
    return [measuring.answered(request.actor.organisation, each) for each in asked]


def _address(request: MemberRequest, question: Question) -> str:
    rules = "&rules=all" if request.GET.get("rules") == "all" else ""
    return address_of(question) + rules


def _shown(request: MemberRequest, figures: list[Figure]) -> dict[str, Any]:
    figure, language = figures[0], request.LANGUAGE_CODE
    own = Chapter.objects.filter(
        report__organisation=request.actor.organisation,
        report__state__in=(ReportState.DRAFT, ReportState.REVIEW),
    )
    return {
        "figure": figure,
        "heading": drawing.heading_of(figures, language),
        "is_one": len(figures) == 1,
        "refusals": [drawing.say(one.refusal, language) for one in figures if one.refusal],
        "notes": [drawing.say(note, language) for note in figure.notes],
        "table": drawing.table_of(figures, language=language),
        "unknown_share": drawing.share(figure.unknown_share, language),
        "missing": [drawing.name_of("territory", code, language) for code in figure.missing],
        "has_chart": any(cell.value is not None for one in figures for cell in one.rows),
        "chapters": own.select_related("report") if rules.may_write(request.actor) else (),
    }


@require_safe
@member_required()
def chart(request: MemberRequest) -> HttpResponse:
    figures = _figures(request, question_of(request.GET))
    svg = drawing.svg_of(figures, language=request.LANGUAGE_CODE)
    return HttpResponse(svg, content_type="image/svg+xml")


@require_safe
@member_required()
def rows(request: MemberRequest) -> HttpResponse | StreamingHttpResponse:
    """The rows behind a figure or one of its cells, and the statement that found them."""
    organisation = request.actor.organisation
    question = question_of(request.GET)
    figure = measuring.answered(organisation, question)
    keys = request.GET.getlist("key") or None
    if keys and len(keys) != len(figure.dimensions):
        raise Invalid(_("A cell is named by one key for each dimension of the figure."))
    found = measuring.rows_behind(organisation, figure, keys)
    if request.GET.get("as") == "csv":
        every = measuring.rows_behind(organisation, figure, keys, most=1_000_000)
        answer = StreamingHttpResponse(_csv(every.columns, every.lines), content_type="text/csv")
        answer.headers["Content-Disposition"] = f'attachment; filename="{figure.id}.csv"'
        return answer
    context = {
        "figure": figure,
        "keys": keys,
        "rows": found,
        "address": address_of(question),
        "here": request.GET.urlencode(),
    }
    return render(request, "report/rows.html", context)


FOUR_RULES = ("any", "fractional", "first", "language+country")


class _Echo:
    def write(self, line: str) -> str:
        return line


def _csv(columns: Iterable[str], lines: Iterable[Iterable[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(columns)
    for line in lines:
        yield writer.writerow([_plain(value) for value in line])


def _plain(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula is marked as text."""
    is_formula = isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}
    return f"'{value}" if is_formula else value


@require_POST
@member_required(*WRITERS)
def freeze(request: MemberRequest) -> HttpResponse:
    """Keep the answer as it is now, with its source, in a chapter of a report."""
    own = Chapter.objects.filter(report__organisation=request.actor.organisation)
    chapter = get_object_or_404(own.select_related("report"), pk=request.POST.get("chapter") or 0)
    services.freeze_figure(actor=request.actor, chapter=chapter, question=question_of(request.GET))
    return redirect("report:report", pk=chapter.report_id)
