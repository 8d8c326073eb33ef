"""Where the house stands against quotas, year by year, and the form in which it says what it offers besides."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.wording import reader_language, territory_name
from sampan.desks.market import deal_rules
from sampan.desks.market.models import QuotaDeclaration
from sampan.desks.market.quotas import concerns, counted_rules, standing
from sampan.desks.market.services.quotas import LARGEST, YEARS, declare_quota
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid

AHEAD = 3  # this year and the next ones


class QuotaForm(forms.Form):
    rule = forms.ChoiceField(label=_("Rule"))
    year = forms.IntegerField(label=_("Year"), min_value=YEARS[0], max_value=YEARS[-1])
    total = forms.IntegerField(
        label=_("Works that you offer besides"),
        min_value=0,
        max_value=LARGEST,
        help_text=_("All that the rule counts and that you did not license on Sampan."),
    )
    foreign = forms.IntegerField(label=_("Of these foreign"), min_value=0, max_value=LARGEST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rule"]
        assert isinstance(field, forms.ChoiceField)
        tag = reader_language()
        field.choices = [(rule.id, rule.title_in(tag)) for rule in counted_rules().values()]


@member_required()
def quota(request: MemberRequest) -> HttpResponse:
    may_declare = deal_rules.may_declare(request.actor)
    year = timezone.localdate().year
    form = QuotaForm(request.POST or None, initial={"year": year})
    if request.method == "POST" and form.is_valid():
        try:
            declare_quota(actor=request.actor, **form.cleaned_data)
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            return redirect("market:quota")
    house, tag = request.actor.organisation, reader_language()
    context = {
        "rules": [
            (rule, f"{territory_name(rule.territory)}: {rule.title_in(tag)}", years)
            for rule in counted_rules().values()
            if concerns(
                house, rule, years := [standing(house, rule, year + n) for n in range(AHEAD)]
            )
        ],
        "declared": QuotaDeclaration.objects.visible_to(house)
        .select_related("declared_by")
        .order_by("-pk")[:20],
        "form": form if may_declare else None,
    }
    return render(request, "market/quota.html", context, status=422 if form.is_bound else 200)


urls = [path("quota/", quota, name="quota")]
