"""Screeners: who may watch, for the title's house; watching, for whom it gave leave."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from sampan.catalogue.assets import open_asset
from sampan.catalogue.models import Purpose, Title, TitleFile
from sampan.desks.market import title_rules
from sampan.desks.market.models.screenings import CopyState, ScreeningCopy, ScreeningLeave
from sampan.desks.market.services import screening as services
from sampan.desks.market.streaming import ranged
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.models import Organisation, Role

from .title_frame import frame, one_title


class LeaveForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("House"),
        queryset=Organisation.objects.active().order_by("name"),
        to_field_name="slug",
    )
    until_at = forms.DateTimeField(
        label=_("Until"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    may_download = forms.BooleanField(label=_("They may download it"), required=False)


@member_required()
def screenings(request: MemberRequest, pk: int) -> HttpResponse:
    """To the title's house: who may watch, and give more leave. To others: their own leave and copies."""
    shown = one_title(request, pk)
    if title_rules.owns(request.actor, shown.title):
        return _giving(request, shown.title, frame(request, shown))
    at = timezone.now()
    leaves = ScreeningLeave.objects.in_force(at=at).filter(
        title=shown.title, organisation=request.actor.organisation
    )
    leave = leaves.order_by("-until_at").first()
    files = TitleFile.objects.filter(title=shown.title, purpose=Purpose.SCREENER)
    copies = {copy.file_id: copy for copy in _own(request, at).filter(leave=leave)} if leave else {}
    context = frame(request, shown) | {
        "leave": leave,
        "has_screener": files.exists(),
        "files": [(file, copies.get(file.pk)) for file in files] if leave else [],
    }
    return render(request, "market/title/watching.html", context)


def _giving(request: MemberRequest, title: Title, around: dict[str, Any]) -> HttpResponse:
    usual = timezone.localtime() + timedelta(days=14)
    form = LeaveForm(request.POST or None, initial={"until_at": usual.strftime("%Y-%m-%dT%H:%M")})
    if request.method == "POST" and form.is_valid():
        services.allow_screening(actor=request.actor, title=title, **form.cleaned_data)
        return redirect("market:screenings", pk=title.pk)
    leaves = ScreeningLeave.objects.filter(title=title).select_related("organisation")
    context = around | {
        "form": form,
        "at": timezone.now(),
        "leaves": leaves.prefetch_related("copies__person").order_by("-given_at"),
        "has_screener": TitleFile.objects.filter(title=title, purpose=Purpose.SCREENER).exists(),
    }
    return render(request, "market/title/screenings.html", context)


@require_POST
@member_required(Role.BUYER)
def ask(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask its house for leave."""
    title = one_title(request, pk).title
    services.request_screening(actor=request.actor, title=title)
    return redirect("market:screenings", pk=pk)


@require_POST
@member_required(Role.SELLER)
def end(request: MemberRequest, pk: int) -> HttpResponse:
    given = ScreeningLeave.objects.filter(title__work__owner=request.actor.organisation)
    leave = get_object_or_404(given.select_related("title__work__owner", "organisation"), pk=pk)
    services.end_screening(actor=request.actor, leave=leave)
    return redirect("market:screenings", pk=leave.title_id)


@require_POST
@member_required()
def copy(request: MemberRequest, pk: int, file: int) -> HttpResponse:
    """Have one's own copy made."""
    got = ScreeningLeave.objects.in_force(at=timezone.now()).filter(
        organisation=request.actor.organisation
    )
    leave = get_object_or_404(got, pk=pk)
    screener = get_object_or_404(TitleFile, pk=file, title=leave.title_id)
    services.ask_copy(actor=request.actor, leave=leave, file=screener)
    return redirect("market:screenings", pk=leave.title_id)


@require_POST
@member_required()
def drop(request: MemberRequest, pk: int) -> HttpResponse:
    """Stop the making of one's own copy."""
    mine = _own(request, timezone.now()).select_related("file", "leave")
    one = get_object_or_404(mine, pk=pk)
    services.drop_copy(actor=request.actor, copy=one)
    return redirect("market:screenings", pk=one.leave.title_id)


@require_safe
@member_required()
def watch(request: MemberRequest, pk: int) -> HttpResponseBase:
    """One's own copy, in ranges; as a file to keep only where the leave says so."""
    one = get_object_or_404(
        _own(request, timezone.now()).select_related(
            "asset", "file", "person", "leave__organisation", "leave__title__work__owner"
        ),
        pk=pk,
    )
    if one.asset is None or one.state != CopyState.READY:
        raise Http404
    wants_file = "download" in request.GET
    if wants_file and not one.leave.may_download:
        raise Http404
    if request.headers.get("Range", "bytes=0-").startswith("bytes=0-"):
        services.record_viewing(actor=request.actor, copy=one)
    response = ranged(
        request, open_asset(one.asset), size=one.asset.size, media_type=one.asset.media_type
    )
    response.headers["Cache-Control"] = "private, no-store"
    if wants_file:
        response.headers["Content-Disposition"] = 'attachment; filename="screener.mp4"'
    return response


def _own(request: MemberRequest, at: datetime) -> QuerySet[ScreeningCopy]:
    person = request.actor.person
    if person is None:
        return ScreeningCopy.objects.none()
    return ScreeningCopy.objects.watchable_by(person, request.actor.organisation, at=at)


urls = [
    path("titles/<int:pk>/screenings/", screenings, name="screenings"),
    path("titles/<int:pk>/screenings/ask/", ask, name="ask_screening"),
    path("screenings/<int:pk>/end/", end, name="end_screening"),
    path("screenings/<int:pk>/copies/<int:file>/", copy, name="copy_screener"),
    path("copies/<int:pk>/watch/", watch, name="watch"),
    path("copies/<int:pk>/drop/", drop, name="drop_copy"),
]
