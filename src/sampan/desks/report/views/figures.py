"""A frozen figure: its chart, its table, and what it rests on; for its house, and for everybody once it is public."""

from functools import lru_cache
from typing import cast
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from sampan.desks.report import drawing, services
from sampan.desks.report.models import PlacedFigure, Report
from sampan.desks.report.questions import address_of, question_in
from sampan.engines.circulation.figure import thawed
from sampan.partners.acting import ActingRequest, MemberRequest

from .roles import WRITERS
from .shapes import made_of, moving, part_or_page


@require_safe
def figure(request: HttpRequest, pk: int) -> HttpResponse:
    placed = _readable(request, pk)
    found, language = thawed(placed.content), _language(request)
    report, actor = placed.chapter.report, cast("ActingRequest", request).actor
    is_own = actor is not None and report.organisation_id == actor.organisation.pk
    context = {
        "placed": placed,
        "report": report,
        "figure": found,
        "language": language,
        "caption": (caption := drawing.caption_of(found, language)),
        "heading": caption.heading,
        "table": drawing.table_of([found], language=language),
        "unknown_share": drawing.share(found.unknown_share, language),
        "has_chart": not caption.refused,
        "is_own": is_own,
        "permalink": urljoin(settings.PUBLIC_URL, _permalink(placed)),
        # The rows are the house's own; readers of a public figure have its statement and the hashes.
        "address": address_of(question_in(placed.measure, placed.question)) if is_own else "",
    }
    return part_or_page(request, "report/parts/cells.html", "report/figure.html", context)


@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    placed = _readable(request, pk)
    of = (placed.pk, placed.digest, placed.chart, _language(request))
    svg = _drawn(*of, is_narrow="narrow" in request.GET)
    answer = HttpResponse(svg, content_type="image/svg+xml")
    answer.headers["Cache-Control"] = "private, max-age=600"
    return answer


@lru_cache(maxsize=128)
def _drawn(pk: int, digest: str, chart: str, language: str, *, is_narrow: bool) -> bytes:
    """A frozen figure is drawn once for all its readers: a map takes a second. Another digest is another figure."""
    content = PlacedFigure.objects.get(pk=pk, digest=digest).content
    return drawing.svg_of([thawed(content)], kind=chart, language=language, is_narrow=is_narrow)


@require_safe
def take_home(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """The figure as a file: its values, or its chart, with the house and the report that it is from."""
    placed = _readable(request, pk)
    report, language = placed.chapter.report, _language(request)
    return made_of(
        [thawed(placed.content)],
        placed.chart,
        what,
        name=f"{report.organisation.slug}-{report.slug}-{placed.code}",
        source=f"{report.organisation.name} · {report.title_in(language)} · {placed.code}",
        language=language,
    )


def _own(request: MemberRequest, pk: int) -> PlacedFigure:
    own = PlacedFigure.objects.filter(chapter__report__organisation=request.actor.organisation)
    return get_object_or_404(own.select_related("chapter__report"), pk=pk)


thaw = moving(
    services.thaw_figure,
    _own,
    "figure",
    "report:report",
    *WRITERS,
    back=lambda one: one.chapter.report_id,
)


def _permalink(placed: PlacedFigure) -> str:
    """Where everybody finds this figure, with these values, once its report is public."""
    report = placed.chapter.report
    of = [report.organisation.slug, report.slug, placed.digest]
    return reverse("report:published_figure", args=of)


def _readable(request: HttpRequest, pk: int) -> PlacedFigure:
    actor = cast("ActingRequest", request).actor
    reports = Report.objects.visible_to(actor.organisation) if actor else Report.objects.public()
    placed = PlacedFigure.objects.filter(chapter__report__in=reports)
    return get_object_or_404(placed.select_related("chapter__report__organisation"), pk=pk)


def _language(request: HttpRequest) -> str:
    return drawing.tag_of(request.GET.get("language", request.LANGUAGE_CODE))
