"""What a report and its chapters are called, and the order of chapters."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sampan.desks.report import services
from sampan.desks.report.forms import TextsForm
from sampan.desks.report.models import Chapter, Report
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid

from .roles import WRITERS
from .writing import form_page


@member_required(*WRITERS)
def report(request: MemberRequest, pk: int) -> HttpResponse:
    own = Report.objects.filter(organisation=request.actor.organisation)
    shown = get_object_or_404(own, pk=pk)

    def save(form: TextsForm) -> None:
        services.name_report(actor=request.actor, report=shown, titles=form.texts())

    return _titled(request, shown, shown.titles, save, title=_("Title of the report"))


@member_required(*WRITERS)
def chapter(request: MemberRequest, pk: int) -> HttpResponse:
    shown = _own(request, pk)

    def save(form: TextsForm) -> None:
        services.name_chapter(actor=request.actor, chapter=shown, titles=form.texts())

    return _titled(request, shown.report, shown.titles, save, title=_("Title of the chapter"))


@require_POST
@member_required(*WRITERS)
def up(request: MemberRequest, pk: int) -> HttpResponse:
    shown = _own(request, pk)
    services.raise_chapter(actor=request.actor, chapter=shown)
    return redirect("report:report", pk=shown.report_id)


@require_POST
@member_required(*WRITERS)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    shown = _own(request, pk)
    services.remove_chapter(actor=request.actor, chapter=shown)
    return redirect("report:report", pk=shown.report_id)


def _titled(
    request: MemberRequest,
    report: Report,
    titles: dict[str, str],
    save: Callable[[TextsForm], None],
    *,
    title: str,
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = TextsForm(data, report=report, initial=TextsForm.showing(titles))
    if form.is_valid():
        try:
            save(form)
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            return redirect("report:report", pk=report.pk)
    return form_page(request, form, report, title=title)


def _own(request: MemberRequest, pk: int) -> Chapter:
    own = Chapter.objects.filter(report__organisation=request.actor.organisation)
    return get_object_or_404(own.select_related("report"), pk=pk)
