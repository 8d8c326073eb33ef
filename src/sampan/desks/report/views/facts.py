"""How works travelled, counted; and behind each figure, its rows."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render

from sampan.catalogue.models import Work
from sampan.desks.report.flows import flows_of
from sampan.desks.report.models import Fact, FactKind
from sampan.partners.acting import MemberRequest, member_required

_COLUMNS = ("kind", "origin", "territory", "language")


@member_required()
def index(request: MemberRequest) -> HttpResponse:
    seen = Fact.objects.visible_to(request.actor.organisation)
    totals = seen.aggregate(
        deliveries=Count("pk", filter=Q(kind=FactKind.DELIVERY)),
        pickups=Count("pk", filter=Q(kind=FactKind.PICKUP)),
        unlicensed=Count("pk", filter=Q(licensed=False)),
    )
    context = {
        "totals": totals,
        "tables": [
            {"kind": kind, "label": label, "flows": flows_of(seen.filter(kind=kind))}
            for kind, label in FactKind.choices
        ],
    }
    return render(request, "report/index.html", context)


@member_required()
def facts(request: MemberRequest) -> HttpResponse:
    """The rows behind a figure: the same filter as its cell."""
    rows = Fact.objects.visible_to(request.actor.organisation).select_related("owner", "receiver")
    for column in _COLUMNS:
        if wanted := request.GET.get(column):
            rows = rows.filter(**{column: wanted})
    if request.GET.get("licensed") == "no":
        rows = rows.filter(licensed=False)
    page = Paginator(rows.order_by("-on", "-pk"), 50).get_page(request.GET.get("page"))
    works = {work.key: work for work in Work.objects.filter(key__in=[fact.work for fact in page])}
    lines = [{"fact": fact, "work": works.get(fact.work)} for fact in page]
    return render(request, "report/facts.html", {"page": page, "lines": lines})
