"""Reports that everybody may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sampan.desks.report.comparing import Comparison, compared
from sampan.desks.report.models import PlacedFigure, Report, ReportState


def index(request: HttpRequest) -> HttpResponse:
    reports = Report.objects.public().select_related("organisation").order_by("-published_at")
    return render(request, "report/public/index.html", {"reports": reports[:100]})


def report(request: HttpRequest, house: str, slug: str) -> HttpResponse:
    """In the language asked for, if it is one of the report's. A withdrawn one says so in its place."""
    known = Report.objects.public() | Report.objects.filter(state=ReportState.WITHDRAWN)
    shown = get_object_or_404(
        known.select_related("organisation", "previous"), organisation__slug=house, slug=slug
    )
    asked = request.GET.get("language", request.LANGUAGE_CODE)
    context = {
        "report": shown,
        "language": shown.language_for(asked),
        "is_withdrawn": shown.state == ReportState.WITHDRAWN,
        "chapters": shown.chapters.prefetch_related("figures", "blocks__figures"),
        "comparison": _compared(shown),
        "files": shown.files.filter(digest=shown.digest).select_related("asset"),
    }
    status = 410 if context["is_withdrawn"] else 200
    return render(request, "report/public/report.html", context, status=status)


def _compared(report: Report) -> Comparison:
    """With the year before, where that is public as well."""
    is_told = report.previous in Report.objects.public()
    return compared(report) if is_told else Comparison([], [])


def figure(request: HttpRequest, house: str, slug: str, digest: str) -> HttpResponse:
    """Where a footnote on paper leads."""
    del request
    public = PlacedFigure.objects.filter(
        chapter__report__in=Report.objects.public().filter(organisation__slug=house, slug=slug)
    )
    return redirect("report:figure", pk=get_object_or_404(public, digest=digest).pk)
