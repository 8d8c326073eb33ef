"""The queue of doubtful pairs: is this title that work?"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sampan.desks.report import rules, services
from sampan.desks.report.doubts import doubts_of
from sampan.desks.report.models import PairDecision
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.models import Role


@member_required()
def pairs(request: MemberRequest) -> HttpResponse:
    organisation = request.actor.organisation
    decided = PairDecision.objects.filter(organisation=organisation)
    open_ = doubts_of(organisation)
    context = {
        "count": len(open_),
        "page": Paginator(open_, 20).get_page(request.GET.get("page")),
        "decided": decided.select_related("decided_by").order_by("-decided_at")[:20],
        "may_measure": rules.may_measure(request.actor),
    }
    return render(request, "report/pairs.html", context)


@require_POST
@member_required(Role.ANALYST)
def decide(request: MemberRequest) -> HttpResponse:
    told = request.POST
    services.decide_pair(
        actor=request.actor,
        source=told.get("source", ""),
        title=told.get("title", ""),
        work=told.get("work", ""),
        is_same=told.get("same") == "yes",
        reason=told.get("reason", "")[:300],
    )
    page = told.get("page", "")
    return redirect(reverse("report:pairs") + (f"?page={page}" if page.isdecimal() else ""))


@require_POST
@member_required(Role.ANALYST)
def build(request: MemberRequest) -> HttpResponse:
    services.build_anew(actor=request.actor)
    messages.success(request, _("The facts are being made anew."))
    return redirect("report:sources")
