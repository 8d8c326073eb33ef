"""What a report and its chapters are called, and the order of chapters."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from sampan.desks.report import services
from sampan.desks.report.forms import TextsForm
from sampan.desks.report.models import Chapter, Report
from sampan.partners.acting import MemberRequest, member_required

from .roles import WRITERS
from .shapes import moving
from .writing import written


@member_required(*WRITERS)
def report(request: MemberRequest, pk: int) -> HttpResponse:
    own = Report.objects.filter(organisation=request.actor.organisation)
    shown = get_object_or_404(own, pk=pk)
    form = _titles(request, shown, shown.titles)
    save = partial(services.name_report, actor=request.actor, report=shown)
    return written(
        request, form, shown, lambda: save(titles=form.texts()), title=_("Title of the report")
    )


@member_required(*WRITERS)
def chapter(request: MemberRequest, pk: int) -> HttpResponse:
    shown = _own(request, pk)
    form = _titles(request, shown.report, shown.titles)
    save = partial(services.name_chapter, actor=request.actor, chapter=shown)
    return written(
        request,
        form,
        shown.report,
        lambda: save(titles=form.texts()),
        title=_("Title of the chapter"),
    )


def _titles(request: MemberRequest, report: Report, titles: dict[str, str]) -> TextsForm:
    data = request.POST if request.method == "POST" else None
    return TextsForm(data, report=report, initial=TextsForm.showing(titles))


def _own(request: MemberRequest, pk: int) -> Chapter:
    own = Chapter.objects.filter(report__organisation=request.actor.organisation)
    return get_object_or_404(own.select_related("report"), pk=pk)


up, remove = (
    moving(service, _own, "chapter", "report:report", *WRITERS, back=lambda one: one.report_id)
    for service in (services.raise_chapter, services.remove_chapter)
)
