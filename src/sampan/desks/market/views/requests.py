"""What buyers look for."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sampan.catalogue.models import Work
from sampan.catalogue.wording import reader_language
from sampan.desks.market import deal_rules
from sampan.desks.market.line_forms import RightsForm
from sampan.desks.market.models import Proposal, Request
from sampan.desks.market.naming import names_of
from sampan.desks.market.paper_words import words_in
from sampan.desks.market.services.requests import close_request, make_request, propose
from sampan.desks.market.terms import Rights
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid
from sampan.partners.models import Organisation, Role


class RequestForm(RightsForm):
    title = forms.CharField(label=_("What you look for"), max_length=200)
    text = forms.CharField(
        label=_("More about it"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    exclusive = forms.BooleanField(label=_("Exclusive"), required=False)
    to = forms.ModelMultipleChoiceField(
        label=_("Only these partners"),
        queryset=Organisation.objects.active(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to ask every partner."),
    )
    field_order = ("title", "text")


class ProposalForm(forms.Form):
    works = forms.ModelMultipleChoiceField(
        label=_("Our titles"), queryset=Work.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_("A word with them"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@member_required()
def requests(request: MemberRequest) -> HttpResponse:
    house = request.actor.organisation
    shown = Request.objects.visible_to(house).select_related("house").order_by("state", "-pk")
    shown = shown.order_by("-state", "-pk")  # open before closed
    context = {
        "page": Paginator(shown, 30).get_page(request.GET.get("page")),
        "may_ask": deal_rules.may_ask(request.actor),
    }
    return render(request, "market/requests.html", context)


@member_required(Role.BUYER)
def ask(request: MemberRequest) -> HttpResponse:
    form = RequestForm(request.POST or None, initial=_home(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = make_request(
                actor=request.actor,
                title=told["title"],
                rights=form.rights(),
                text=told["text"],
                language=reader_language(),
                exclusive=told["exclusive"],
                to=list(told["to"]),
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            return redirect("market:request", pk=made.pk)
    return render(request, "market/ask.html", {"form": form}, status=422 if form.is_bound else 200)


@member_required()
def show_request(request: MemberRequest, pk: int) -> HttpResponse:
    shown = _request(request, pk)
    proposals = list(
        Proposal.objects.visible_to(request.actor.organisation)
        .filter(request=shown)
        .select_related("house")
        .prefetch_related("works")
        .order_by("-pk")
    )
    works = [work for proposal in proposals for work in proposal.works.all()]
    may_propose = deal_rules.may_propose(request.actor, shown) and shown.state == "open"
    context = {
        "asked": shown,
        "rights": rights_words(shown),
        "proposals": proposals,
        "names": names_of(works),
        "may_close": deal_rules.may_close(request.actor, shown) and shown.state == "open",
        "may_propose": may_propose,
        "form": proposal_form(request) if may_propose else None,
    }
    return render(request, "market/request.html", context)


@require_POST
@member_required(Role.BUYER)
def close(request: MemberRequest, pk: int) -> HttpResponse:
    close_request(actor=request.actor, request=_request(request, pk))
    return redirect("market:request", pk=pk)


@require_POST
@member_required(Role.SELLER)
def make_proposal(request: MemberRequest, pk: int) -> HttpResponse:
    shown, form = _request(request, pk), proposal_form(request)
    if not form.is_valid():
        raise Invalid(str(next(iter(form.errors.values()))[0]))
    told = form.cleaned_data
    propose(actor=request.actor, request=shown, works=list(told["works"]), note=told["note"])
    return redirect("market:request", pk=pk)


def proposal_form(request: MemberRequest) -> ProposalForm:
    form = ProposalForm(request.POST or None)
    own = Work.objects.owned_by(request.actor.organisation).filter(kind="programme")
    field = form.fields["works"]
    assert isinstance(field, forms.ModelMultipleChoiceField)
    field.queryset = own
    names = names_of(own)
    field.label_from_instance = lambda work: names[work.pk].text  # type: ignore[method-assign,assignment]
    return form


def rights_words(asked: Request) -> dict[str, str]:
    box = Rights(
        territories=tuple(asked.territories),
        languages=tuple(asked.languages),
        uses=tuple(asked.uses),
        start_on=asked.start_on,
        end_on=asked.end_on,
    ).box()
    words = words_in(reader_language())
    return {
        "territories": words.territories(box.territories),
        "languages": words.languages(box.languages),
        "uses": words.uses(box.uses),
    }


def _home(request: MemberRequest) -> dict[str, object]:
    house = request.actor.organisation
    return {"territories": house.territory, "languages": (house.languages or ["en"])[0]}


def _request(request: MemberRequest, pk: int) -> Request:
    visible = Request.objects.visible_to(request.actor.organisation)
    return get_object_or_404(visible.select_related("house"), pk=pk)


urls = [
    path("requests/", requests, name="requests"),
    path("requests/new/", ask, name="ask"),
    path("requests/<int:pk>/", show_request, name="request"),
    path("requests/<int:pk>/close/", close, name="close_request"),
    path("requests/<int:pk>/propose/", make_proposal, name="propose"),
]
