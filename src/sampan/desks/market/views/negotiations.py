"""A negotiation: the terms on the table, every version before them, and what the two houses wrote."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sampan.catalogue.models import Work
from sampan.desks.market import deal_rules
from sampan.desks.market.document import Deal
from sampan.desks.market.drafting import Draft, draft_of, started
from sampan.desks.market.models import Contract, Negotiation, Offer
from sampan.desks.market.naming import names_of
from sampan.desks.market.offer_forms import place
from sampan.desks.market.place_rules import quota_notices
from sampan.desks.market.reading_terms import compared
from sampan.desks.market.services.acceptance import accept_offer
from sampan.desks.market.services.negotiating import (
    counter_offer,
    decline_offer,
    open_negotiation,
    send_message,
    withdraw_offer,
)
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid
from sampan.partners.models import Role

TRADERS = (Role.SELLER, Role.BUYER)


@member_required()
def negotiation(request: MemberRequest, pk: int) -> HttpResponse:
    shown = _negotiation(request, pk)
    offers = list(shown.offers.select_related("house").order_by("-number"))
    number = request.GET.get("version", "")
    chosen = next((offer for offer in offers if str(offer.number) == number), offers[0])
    before = next((offer for offer in offers if offer.number < chosen.number), None)
    works = list(shown.works.select_related("owner"))
    deal = _deal(shown, chosen)
    may_deal = deal_rules.may_deal(request.actor, shown)
    is_open = shown.state == "open"
    own = shown.standing.house_id == request.actor.organisation.pk
    context = {
        "negotiation": shown,
        "other": shown.other(request.actor.organisation),
        "sells": shown.seller_id == request.actor.organisation.pk,
        "names": names_of([*works, *deal.works]),
        "works": works,
        "returned": [work for work in deal.works if str(work.key) in deal.terms.returned_works],
        "offers": offers,
        "chosen": chosen,
        "before": before,
        "articles": compared(deal, _deal(shown, before) if before else None),
        "quotas": quota_notices(
            deal.terms, deal.works, reader=request.actor.organisation, seller=shown.seller
        )
        if is_open
        else [],
        "messages_sent": shown.messages.select_related("house").order_by("pk"),
        "contract": Contract.objects.filter(negotiation=shown).first(),
        "may_deal": may_deal,
        "may_answer": may_deal and is_open and not own,
        "may_withdraw": may_deal and is_open and own,
        "may_counter": may_deal and is_open,
    }
    return render(request, "market/negotiation.html", context)


@member_required(*TRADERS)
def begin(request: MemberRequest) -> HttpResponse:
    """The first offer: about a title (`?work=`), as an answer to a request, or to renew or replace a contract."""
    draft = started(request)
    if request.method == "POST" and "add_line" not in request.POST:
        terms = draft.terms()
        if terms is not None:
            try:
                made = open_negotiation(
                    actor=request.actor,
                    seller=draft.seller,
                    buyer=draft.buyer,
                    terms=terms,
                    expires_at=draft.offer.expires_at,
                    note=draft.offer.cleaned_data["note"],
                    request=draft.request,
                    renews=draft.renews,
                    replaces=draft.replaces,
                )
            except Invalid as error:
                place(error, draft.lines, draft.offer)
            else:
                return redirect("market:negotiation", pk=made.pk)
    return _form_page(request, draft)


@member_required(*TRADERS)
def counter(request: MemberRequest, pk: int) -> HttpResponse:
    """Another version of the terms, beginning from the one on the table."""
    shown = _negotiation(request, pk)
    if not deal_rules.may_deal(request.actor, shown):
        raise Http404
    draft = draft_of(request, shown)
    if request.method == "POST" and "add_line" not in request.POST:
        terms = draft.terms()
        if terms is not None:
            try:
                counter_offer(
                    actor=request.actor,
                    negotiation=shown,
                    number=_number(request),
                    terms=terms,
                    expires_at=draft.offer.expires_at,
                    note=draft.offer.cleaned_data["note"],
                )
            except Invalid as error:
                place(error, draft.lines, draft.offer)
            else:
                return redirect("market:negotiation", pk=pk)
    return _form_page(request, draft, shown)


@require_POST
@member_required(*TRADERS)
def check(request: MemberRequest) -> HttpResponse:
    """A piece of page for htmx: what was understood, what stands in the way, what the law of the place asks."""
    pk = request.POST.get("negotiation", "")
    draft = draft_of(request, _negotiation(request, int(pk))) if pk.isdigit() else started(request)
    return render(request, "market/parts/checked.html", {"checked": draft.checked()})


@require_POST
@member_required(*TRADERS)
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    contract = accept_offer(
        actor=request.actor, negotiation=_negotiation(request, pk), number=_number(request)
    )
    return redirect("market:contract", pk=contract.pk)


@require_POST
@member_required(*TRADERS)
def close(request: MemberRequest, pk: int, closing: Callable[..., None]) -> HttpResponse:
    """Without a deal: by who was asked (declined) or by who asked (withdrawn)."""
    closing(
        actor=request.actor,
        negotiation=_negotiation(request, pk),
        number=_number(request),
        reason=request.POST.get("reason", ""),
    )
    return redirect("market:negotiation", pk=pk)


@require_POST
@member_required(*TRADERS)
def message(request: MemberRequest, pk: int) -> HttpResponse:
    send_message(
        actor=request.actor,
        negotiation=_negotiation(request, pk),
        text=request.POST.get("text", "")[:4000],
    )
    return redirect("market:negotiation", pk=pk)


def _form_page(
    request: HttpRequest, draft: Draft, negotiation: Negotiation | None = None
) -> HttpResponse:
    context = {"draft": draft, "negotiation": negotiation}
    status = 422 if request.method == "POST" and "add_line" not in request.POST else 200
    return render(request, "market/offer.html", context, status=status)


def _deal(negotiation: Negotiation, offer: Offer) -> Deal:
    terms = offer.said
    works = Work.objects.filter(key__in=terms.works)
    return Deal(terms, negotiation.seller, negotiation.buyer, list(works))


def _number(request: HttpRequest) -> int:
    number = request.POST.get("number", "")
    if not number.isdigit() or len(number) > 4:
        raise Invalid(_("Say which version of the offer you answer."))
    return int(number)


def _negotiation(request: MemberRequest, pk: int) -> Negotiation:
    visible = Negotiation.objects.visible_to(request.actor.organisation)
    return get_object_or_404(
        visible.select_related("seller", "buyer", "latest__house", "request", "renews"), pk=pk
    )


urls = [
    path("negotiations/new/", begin, name="begin"),
    path("negotiations/check/", check, name="check_terms"),
    path("negotiations/<int:pk>/", negotiation, name="negotiation"),
    path("negotiations/<int:pk>/counter/", counter, name="counter"),
    path("negotiations/<int:pk>/accept/", accept, name="accept"),
    path("negotiations/<int:pk>/decline/", close, {"closing": decline_offer}, name="decline"),
    path("negotiations/<int:pk>/withdraw/", close, {"closing": withdraw_offer}, name="withdraw"),
    path("negotiations/<int:pk>/message/", message, name="message"),
]
