"""A house's wishes, and what they found."""

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from sampan.catalogue.wording import reader_language
from sampan.desks.market.cards import Card, card, loaded
from sampan.desks.market.looking import house_language
from sampan.desks.market.models.wishes import Wish
from sampan.desks.market.search import Wanted
from sampan.desks.market.services import wishes as services
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid
from sampan.partners.models import Role

_SHOWN = 6  # of a wish's finds


class WishForm(forms.Form):
    name = forms.CharField(label=_("Name of the wish"), max_length=120)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)
    mails = forms.BooleanField(label=_("Also by mail"), required=False)


@require_safe
@member_required()
def index(request: MemberRequest) -> HttpResponse:
    kept = Wish.objects.visible_to(request.actor.organisation).active().select_related("person")
    rows = [(wish, _found(request, wish)) for wish in kept.order_by("-saved_at")]
    return render(request, "market/wishes.html", {"rows": rows})


@require_POST
@member_required(Role.BUYER)
def save(request: MemberRequest) -> HttpResponse:
    """Keep the search that the form carries."""
    form = WishForm(request.POST)
    if not form.is_valid():
        raise Invalid(str(_("Give the wish a name.")), field="name")
    asked = dict(QueryDict(form.cleaned_data["query"]).lists())
    wanted = Wanted.of(asked, language=house_language(request.actor.organisation))
    services.save_wish(
        actor=request.actor,
        name=form.cleaned_data["name"],
        wanted=wanted,
        mails=form.cleaned_data["mails"],
    )
    return redirect("market:wishes")


@require_POST
@member_required(Role.BUYER)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    kept = Wish.objects.visible_to(request.actor.organisation).active()
    services.remove_wish(actor=request.actor, wish=get_object_or_404(kept, pk=pk))
    return redirect("market:wishes")


def _found(request: MemberRequest, wish: Wish) -> list[Card]:
    """The newest finds that still fit."""
    rows = wish.matches.filter(lost_at=None).order_by("-was_told", "-found_at", "-pk")
    works = list(rows.values_list("work", flat=True)[:_SHOWN])
    titles = loaded(request.actor.organisation, works)
    return [card(titles[work], reader_language()) for work in works if work in titles]


urls = [
    path("wishes/", index, name="wishes"),
    path("wishes/save/", save, name="save_wish"),
    path("wishes/<int:pk>/remove/", remove, name="remove_wish"),
]
