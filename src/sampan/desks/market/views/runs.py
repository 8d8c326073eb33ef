"""The runs of a contract: agreed, shown, left; and the form in which the licensee notes a showing."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.models import Grant, Run, RunCount
from sampan.catalogue.rules import may_note_runs
from sampan.catalogue.services import Shown
from sampan.catalogue.services.running import MOST
from sampan.catalogue.wording import territory_name
from sampan.desks.market import deal_rules
from sampan.desks.market.line_forms import day_field
from sampan.desks.market.models import Contract
from sampan.desks.market.naming import names_of
from sampan.desks.market.runs import run_counts
from sampan.desks.market.services.runs import report_runs
from sampan.desks.market.views.contracts import contract_of
from sampan.engines.rights import TERRITORIES
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid

NEWEST = 100


class RunForm(forms.Form):
    grant = forms.ChoiceField(label=_("Licence"))
    on = day_field(_("Shown on"), required=True)
    territory = forms.ChoiceField(label=_("Territory"))
    count = forms.IntegerField(
        label=_("How often"),
        initial=1,
        min_value=-MOST,
        max_value=MOST,
        help_text=_("Fewer than none puts right what was noted before."),
    )
    channel = forms.CharField(label=_("Channel"), max_length=80, required=False)

    def __init__(self, *args: Any, counts: list[RunCount], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        works = [one.grant.work for one in counts if one.grant.work]
        names = names_of(works)
        licence, territory = self.fields["grant"], self.fields["territory"]
        assert isinstance(licence, forms.ChoiceField)
        assert isinstance(territory, forms.ChoiceField)
        licence.choices = [
            (one.grant.pk, f"{names[one.grant.work_id or 0].text} ({one.grant.clause})")
            for one in counts
        ]
        codes = {code for one in counts for code in _codes(one.grant)}
        by_name = sorted((territory_name(code), code) for code in codes)
        territory.choices = [(code, name) for name, code in by_name]

    def shown(self) -> Shown:
        told = self.cleaned_data
        return Shown(
            on=told["on"],
            territory=told["territory"],
            count=told["count"],
            channel=told["channel"],
        )


@member_required()
def runs(request: MemberRequest, pk: int) -> HttpResponse:
    shown = contract_of(request, pk)
    counts = run_counts(shown)
    own = [one for one in counts if may_note_runs(request.actor, one.grant)]
    form = RunForm(request.POST or None, counts=own, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            grant = int(form.cleaned_data["grant"])
            report_runs(actor=request.actor, contract=shown, grant=grant, shown=form.shown())
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            return redirect("market:runs", pk=pk)
    return _page(request, shown, counts, form if own else None)


def _page(
    request: MemberRequest, shown: Contract, counts: list[RunCount], form: RunForm | None
) -> HttpResponse:
    noted = Run.objects.filter(grant__in=[one.grant.pk for one in counts])
    works = list(shown.negotiation.works.all())
    context = {
        "contract": shown,
        "counts": counts,
        "noted": [
            (one, territory_name(one.territory))
            for one in noted.select_related("grant__work", "noted_by").order_by("-pk")[:NEWEST]
        ],
        "works": works,
        "names": names_of(works),
        "form": form,
        "may_deal": deal_rules.may_deal(request.actor, shown),
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "market/runs.html", context, status=status)


def _codes(grant: Grant) -> set[str]:
    """The territories of a licence: countries where they are whole, their parts where they are not."""
    mask = grant.box.territories
    found = set()
    for leaf in TERRITORIES.codes(mask):
        country = leaf.partition("-")[0]
        found.add(leaf if TERRITORIES.mask(country) & ~mask else country)
    return found


urls = [path("contracts/<int:pk>/runs/", runs, name="runs")]
