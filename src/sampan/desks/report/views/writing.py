"""Writing in a report: chapters, texts, findings, recommendations."""

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sampan.desks.report import services
from sampan.desks.report.forms import BlockForm, TextsForm
from sampan.desks.report.models import Block, BlockKind, Chapter, Report
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid

from .roles import WRITERS
from .shapes import moving


@member_required(*WRITERS)
def chapter(request: MemberRequest, pk: int) -> HttpResponse:
    own = Report.objects.filter(organisation=request.actor.organisation)
    report = get_object_or_404(own, pk=pk)
    form = TextsForm(request.POST if request.method == "POST" else None, report=report)
    save = partial(services.add_chapter, actor=request.actor, report=report)
    return written(request, form, report, lambda: save(titles=form.texts()), title=_("New chapter"))


@member_required(*WRITERS)
def write(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    if kind not in BlockKind.values:
        raise Invalid(_("A chapter has texts, findings and recommendations."))
    own = Chapter.objects.filter(report__organisation=request.actor.organisation)
    chapter = get_object_or_404(own.select_related("report"), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = BlockForm(data, kind=kind, report=chapter.report)
    return _block(request, form, chapter, kind, None)


@member_required(*WRITERS)
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    block = _own(request, pk)
    form = BlockForm.of(block, request.POST if request.method == "POST" else None)
    return _block(request, form, block.chapter, block.kind, block)


@require_POST
@member_required(*WRITERS)
def ask(request: MemberRequest, pk: int) -> HttpResponse:
    block = _own(request, pk)
    language = request.POST.get("language", "")
    services.ask_translation(actor=request.actor, block=block, language=language)
    return redirect("report:report", pk=block.chapter.report_id)


def _block(
    request: MemberRequest, form: BlockForm, chapter: Chapter, kind: str, block: Block | None
) -> HttpResponse:
    save = partial(
        services.write_block, actor=request.actor, chapter=chapter, kind=kind, block=block
    )
    return written(
        request,
        form,
        chapter.report,
        lambda: save(texts=form.texts(), figures=form.figures()),
        title=str(BlockKind(kind).label),
    )


def written(
    request: MemberRequest,
    form: TextsForm,
    report: Report,
    save: Callable[[], object],
    *,
    title: str,
) -> HttpResponse:
    """The page of a form until what it says is saved; then the report's."""
    if form.is_valid():
        try:
            save()
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            return redirect("report:report", pk=report.pk)
    context = {"form": form, "report": report, "title": title}
    return render(request, "report/write.html", context, status=422 if form.is_bound else 200)


def _own(request: MemberRequest, pk: int) -> Block:
    own = Block.objects.filter(chapter__report__organisation=request.actor.organisation)
    return get_object_or_404(own.select_related("chapter__report"), pk=pk)


remove = moving(
    services.remove_block,
    _own,
    "block",
    "report:report",
    *WRITERS,
    back=lambda one: one.chapter.report_id,
)
