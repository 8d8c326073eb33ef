"""A contract: its clauses, document and signatures, its materials, its end."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sampan.catalogue import assets
from sampan.catalogue.models import Asset
from sampan.catalogue.uploads import read_upload
from sampan.desks.market import deal_rules
from sampan.desks.market.document import Deal
from sampan.desks.market.models import Contract, Material
from sampan.desks.market.naming import names_of
from sampan.desks.market.place_rules import quota_notices
from sampan.desks.market.quality import sentence
from sampan.desks.market.reading_terms import compared
from sampan.desks.market.services.contracts import (
    issue_document,
    reject_contract,
    sign_contract,
    terminate_contract,
    upload_signed_copy,
)
from sampan.desks.market.services.materials import (
    LARGEST,
    accept_material,
    deliver_material,
    reject_material,
)
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid
from sampan.partners.models import Role

TRADERS = (Role.SELLER, Role.BUYER)


@member_required()
def contract(request: MemberRequest, pk: int) -> HttpResponse:
    shown = contract_of(request, pk)
    house = request.actor.organisation
    signed = shown.signatures.select_related("house", "person").order_by("pk")
    has_signed = any(s.kind == "document" and s.house_id == house.pk for s in signed)
    may_deal = deal_rules.may_deal(request.actor, shown)
    works = list(shown.negotiation.works.all())
    context = {
        "contract": shown,
        "other": shown.other(house),
        "works": works,
        "names": names_of(works),
        "articles": compared(Deal.of(shown), None),
        "quotas": quota_notices(shown.offer.said, works, reader=house, seller=shown.seller)
        if shown.is_open
        else [],
        "grants": shown.grants.select_related("work").order_by("pk"),
        "signatures": signed,
        "may_deal": may_deal,
        "may_sign": may_deal and not has_signed and shown.document_id is not None and shown.is_open,
        "may_reject": may_deal and shown.state in {"draft", "pending"},
        "may_terminate": may_deal and shown.state == "active",
    }
    return render(request, "market/contract.html", context)


@require_GET
@member_required()
def document(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The PDF; made now where the worker has not made it yet."""
    shown = contract_of(request, pk)
    made = shown.document or issue_document(contract=shown).document
    return _pdf(made, f"{shown.number}.pdf")


@require_GET
@member_required()
def signed_copy(request: MemberRequest, pk: int) -> HttpResponseBase:
    shown = contract_of(request, pk)
    return _pdf(shown.signed_copy, f"{shown.number}-signed.pdf")


@require_POST
@member_required(*TRADERS)
def sign(request: MemberRequest, pk: int) -> HttpResponse:
    digest = request.POST.get("digest", "")
    sign_contract(actor=request.actor, contract=contract_of(request, pk), digest=digest)
    return redirect("market:contract", pk=pk)


@require_POST
@member_required(*TRADERS)
def upload(request: MemberRequest, pk: int) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        raise Invalid(_("Choose the file of the signed copy."))
    shown = contract_of(request, pk)
    upload_signed_copy(actor=request.actor, contract=shown, data=read_upload(file))
    return redirect("market:contract", pk=pk)


@require_POST
@member_required(*TRADERS)
def reject(request: MemberRequest, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    reject_contract(actor=request.actor, contract=contract_of(request, pk), reason=reason)
    return redirect("market:contract", pk=pk)


@require_POST
@member_required(*TRADERS)
def terminate(request: MemberRequest, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    terminate_contract(actor=request.actor, contract=contract_of(request, pk), reason=reason)
    return redirect("market:contract", pk=pk)


@member_required()
def materials(request: MemberRequest, pk: int) -> HttpResponse:
    """The checklist: what is wanted, what came, and what the check found."""
    shown = contract_of(request, pk)
    rows = list(
        shown.materials.select_related("work", "contract")
        .prefetch_related("files__asset")
        .order_by("work", "pk")
    )
    lines = [
        {
            "material": row,
            "file": (files := sorted(row.files.all(), key=lambda one: -one.pk)) and files[0],
            "findings": [sentence(one) for one in files[0].findings] if files else [],
            "may_deliver": deal_rules.may_deliver(request.actor, row),
            "may_judge": deal_rules.may_judge(request.actor, row),
        }
        for row in rows
    ]
    context = {
        "contract": shown,
        "lines": lines,
        "works": list(shown.negotiation.works.all()),
        "names": names_of(shown.negotiation.works.all()),
        "may_deal": deal_rules.may_deal(request.actor, shown),
    }
    return render(request, "market/materials.html", context)


@require_POST
@member_required(*TRADERS)
def deliver(request: MemberRequest, pk: int) -> HttpResponse:
    material, file = _material(request, pk), request.FILES.get("file")
    if file is None:
        raise Invalid(_("Choose a file."))
    if (file.size or 0) > LARGEST:
        raise Invalid(_("A file of more than 4 GB is sent in parts."))
    deliver_material(
        actor=request.actor,
        material=material,
        file=file,
        name=file.name or "file",
        media_type=file.content_type or "application/octet-stream",
    )
    return redirect("market:materials", pk=material.contract_id)


@require_GET
@member_required()
def material_file(request: MemberRequest, pk: int) -> HttpResponseBase:
    material = _material(request, pk)
    newest = material.files.select_related("asset").order_by("-pk").first()
    if newest is None:
        raise Http404
    return FileResponse(
        assets.open_asset(newest.asset), as_attachment=True, filename=newest.name
    )  # never opened in the page: it is whatever somebody sent


@require_POST
@member_required(*TRADERS)
def judge(request: MemberRequest, pk: int) -> HttpResponse:
    material = _material(request, pk)
    if request.POST.get("verdict") == "accept":
        accept_material(actor=request.actor, material=material)
    else:
        reason = request.POST.get("reason", "")
        reject_material(actor=request.actor, material=material, reason=reason)
    return redirect("market:materials", pk=material.contract_id)


def contract_of(request: MemberRequest, pk: int) -> Contract:
    visible = Contract.objects.visible_to(request.actor.organisation)
    return get_object_or_404(
        visible.select_related(
            "seller", "buyer", "offer__made_by", "negotiation", "document", "signed_copy"
        ),
        pk=pk,
    )


def _material(request: MemberRequest, pk: int) -> Material:
    visible = Contract.objects.visible_to(request.actor.organisation)
    rows = Material.objects.filter(contract__in=visible).select_related("contract", "work")
    return get_object_or_404(rows, pk=pk)


def _pdf(asset: Asset | None, name: str) -> HttpResponseBase:
    if asset is None:
        raise Http404
    return FileResponse(assets.open_asset(asset), content_type="application/pdf", filename=name)


urls = [
    path("contracts/<int:pk>/", contract, name="contract"),
    path("contracts/<int:pk>/document.pdf", document, name="document"),
    path("contracts/<int:pk>/signed.pdf", signed_copy, name="signed_copy"),
    path("contracts/<int:pk>/sign/", sign, name="sign"),
    path("contracts/<int:pk>/upload/", upload, name="upload_signed"),
    path("contracts/<int:pk>/reject/", reject, name="reject_contract"),
    path("contracts/<int:pk>/terminate/", terminate, name="terminate"),
    path("contracts/<int:pk>/materials/", materials, name="materials"),
    path("materials/<int:pk>/deliver/", deliver, name="deliver"),
    path("materials/<int:pk>/file/", material_file, name="material_file"),
    path("materials/<int:pk>/judge/", judge, name="judge_material"),
]
