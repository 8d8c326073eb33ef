"""Catalogue files: sent, previewed with every difference and fault, taken."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from sampan.catalogue.uploads import UploadField, read_upload
from sampan.desks.market.importing.preview import differences
from sampan.desks.market.models.imports import CatalogueImport, ImportState
from sampan.desks.market.services import catalogue_import as services
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.models import Role

_SHOWN = 300  # titles and faults of a preview


class CatalogueForm(forms.Form):
    file = UploadField(
        label=_("File"),
        help_text=_(
            "A workbook with the sheets Titles, Listings and Rights, a table of titles (CSV), or Avails of the trade."
        ),
    )


@member_required(Role.SELLER)
def index(request: MemberRequest) -> HttpResponse:
    form = CatalogueForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        row = services.send_catalogue(
            actor=request.actor, name=file.name or "catalogue", data=read_upload(file)
        )
        return redirect("market:import", pk=row.pk)
    sent = CatalogueImport.objects.visible_to(request.actor.organisation)
    rows = sent.defer("told", "faults").order_by("-sent_at")[:50]
    return render(request, "market/imports.html", {"form": form, "rows": rows})


@require_safe
@member_required(Role.SELLER)
def one(request: MemberRequest, pk: int) -> HttpResponse:
    """What the file would change, or has changed."""
    row = _row(request, pk)
    found = differences(row.organisation, row.told) if row.state == ImportState.READ else []
    context = {
        "row": row,
        "is_busy": row.state in (ImportState.READING, ImportState.TAKING),
        "new": [one for one in found if one.title is None][:_SHOWN],
        "changed": [one for one in found if one.title is not None and one.changes][:_SHOWN],
        "same": sum(one.is_same for one in found),
        "faults": row.faults[:_SHOWN],
        "bad": sum(not fault["warning"] for fault in row.faults),
    }
    return render(request, "market/import.html", context)


@require_POST
@member_required(Role.SELLER)
def confirm(request: MemberRequest, pk: int) -> HttpResponse:
    row = _row(request, pk)
    services.confirm_catalogue(actor=request.actor, row=row, offers="offers" in request.POST)
    return redirect("market:import", pk=pk)


def _row(request: MemberRequest, pk: int) -> CatalogueImport:
    own = CatalogueImport.objects.visible_to(request.actor.organisation)
    return get_object_or_404(own.select_related("organisation"), pk=pk)


urls = [
    path("imports/", index, name="imports"),
    path("imports/<int:pk>/", one, name="import"),
    path("imports/<int:pk>/confirm/", confirm, name="confirm_import"),
]
