"""Files to measure from: the list, one file and what was understood of it, the mapping of its columns."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from sampan.desks.report import rules, services
from sampan.desks.report.forms import SourceForm
from sampan.desks.report.mapping_form import MappingForm
from sampan.desks.report.models import SourceFile, SourceState
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.models import Role


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
    context = {"sources": own.order_by("-pk"), "form": form, "may_measure": may_measure}
    status = 422 if form.is_bound else 200
    return render(request, "report/sources.html", context, status=status)


@vary_on_headers("HX-Request")  # else a browser that goes back shows the part for the page
@member_required()
def source(request: MemberRequest, pk: int) -> HttpResponse:
    shown = _own(request, pk)
    account: dict[str, Any] = shown.preview or {}
    context = {
        "source": shown,
        "account": account,
        "may_measure": rules.may_measure(request.actor),
        "form": MappingForm(account=account) if account.get("columns") else None,
        "is_waiting": shown.state == SourceState.RECEIVED,
    }
    page = (
        "report/parts/account.html" if request.headers.get("HX-Request") else "report/source.html"
    )
    return render(request, page, context)


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


@require_POST
@member_required(Role.ANALYST)
def take(request: MemberRequest, pk: int) -> HttpResponse:
    return _moved(request, pk, services.take_source)


@require_POST
@member_required(Role.ANALYST)
def drop(request: MemberRequest, pk: int) -> HttpResponse:
    return _moved(request, pk, services.drop_source)


def _moved(request: MemberRequest, pk: int, service: Callable[..., SourceFile]) -> HttpResponse:
    service(actor=request.actor, source=_own(request, pk))
    return redirect("report:source", pk=pk)


def _own(request: MemberRequest, pk: int) -> SourceFile:
    return get_object_or_404(SourceFile.objects.visible_to(request.actor.organisation), pk=pk)
