"""Files to measure from: the list, one file and what was understood of it, the mapping of its columns."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sampan.desks.report import rules, services
from sampan.desks.report.forms import SourceForm
from sampan.desks.report.mapping_form import MappingForm
from sampan.desks.report.models import SourceFile
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.models import Role

from .shapes import moving, part_or_page
from .tasks import tasks_of


@member_required()
def sources(request: MemberRequest) -> HttpResponse:
    own = SourceFile.objects.visible_to(request.actor.organisation)
    may_measure = rules.may_measure(request.actor)
    form = SourceForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
    )
    if form.is_valid():
        file = form.cleaned_data["file"]
        made = services.add_source(actor=request.actor, stream=file, name=file.name)
        return redirect("report:source", pk=made.pk)
    context = {
        "sources": own.select_related("received_by").order_by("-pk"),
        "form": form,
        "may_measure": may_measure,
    }
    context |= tasks_of(request, None)
    status = 422 if form.is_bound else 200
    return render(request, "report/sources.html", context, status=status)


@member_required()
def source(request: MemberRequest, pk: int) -> HttpResponse:
    shown = _own(request, pk)
    account: dict[str, Any] = shown.preview or {}
    context = {
        "source": shown,
        "account": account,
        "may_measure": rules.may_measure(request.actor),
        "form": MappingForm(account=account) if account.get("columns") else None,
    }
    return part_or_page(request, "report/parts/source.html", "report/source.html", context)


@require_POST
@member_required(Role.ANALYST)
def map_columns(request: MemberRequest, pk: int) -> HttpResponse:
    """What a person said of the columns, once; the file is read again by it."""
    shown = _own(request, pk)
    form = MappingForm(request.POST, account=shown.preview or {})
    if not form.is_valid():
        context = {"source": shown, "account": shown.preview, "form": form, "may_measure": True}
        return render(request, "report/source.html", context, status=422)
    services.map_source(actor=request.actor, source=shown, mapping=form.mapping())
    return redirect("report:source", pk=pk)


def _own(request: MemberRequest, pk: int) -> SourceFile:
    return get_object_or_404(SourceFile.objects.visible_to(request.actor.organisation), pk=pk)


def _moving(service: Callable[..., object], said: Promise) -> Callable[..., HttpResponseBase]:
    return moving(service, _own, "source", "report:source", Role.ANALYST, said=said)


take = _moving(services.take_source, _("It counts from now on; the facts are being made anew."))
drop = _moving(
    services.drop_source, _("It counts no more; the facts are being made anew without it.")
)


@require_POST
@member_required(Role.ANALYST)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    services.remove_source(actor=request.actor, source=_own(request, pk))
    messages.success(request, _("The file is off the list."))
    return redirect("report:sources")
