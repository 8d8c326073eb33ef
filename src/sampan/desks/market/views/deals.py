"""The house's deals on one page: what is talked about, and what was agreed."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from sampan.desks.market import deal_rules
from sampan.desks.market.models import Contract, Negotiation, NegotiationState
from sampan.desks.market.models.contracts import ContractState
from sampan.desks.market.naming import names_of
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.models import Organisation


@member_required()
def deals(request: MemberRequest) -> HttpResponse:
    """Negotiations by default, `?of=contracts` for contracts; both filtered by state and side."""
    house = request.actor.organisation
    of_contracts = request.GET.get("of") == "contracts"
    rows = _contracts(house) if of_contracts else _negotiations(house)
    states = ContractState if of_contracts else NegotiationState
    if wanted := request.GET.getlist("state"):
        rows = rows.filter(state__in=wanted)
    if request.GET.getlist("side") == ["selling"]:
        rows = rows.filter(seller=house)
    if request.GET.getlist("side") == ["buying"]:
        rows = rows.filter(buyer=house)
    page = Paginator(rows.order_by("-pk"), 30).get_page(request.GET.get("page"))
    works = [work for row in page for work in row.listed_works]
    context = {
        "page": page,
        "names": names_of(works),
        "of_contracts": of_contracts,
        "states": [{"value": value, "label": label} for value, label in states.choices],
        "sides": [
            {"value": "selling", "label": _("We sell")},
            {"value": "buying", "label": _("We buy")},
        ],
        "may_deal": deal_rules.is_dealing(request.actor),
    }
    return render(request, "market/deals.html", context)


def _negotiations(house: Organisation) -> "QuerySet[Any]":
    rows = Negotiation.objects.visible_to(house).select_related("seller", "buyer", "latest")
    return rows.prefetch_related("works")


def _contracts(house: Organisation) -> "QuerySet[Any]":
    rows = Contract.objects.visible_to(house).select_related("seller", "buyer", "negotiation")
    return rows.prefetch_related("negotiation__works")


urls = [path("deals/", deals, name="deals")]
