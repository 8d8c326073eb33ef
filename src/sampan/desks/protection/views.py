"""Pages of the protection desk. A match is shown to the owner of the work; a sighting also to whoever reported it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from sampan.catalogue.wording import words
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid
from sampan.partners.models import Role

from . import rules, services
from .forms import SettleForm, SightingForm
from .models import Match, MatchState, Sighting, Verdict

REPORTERS = (Role.EDITOR, Role.TRANSLATOR, Role.ANALYST)


@member_required()
def index(request: MemberRequest) -> HttpResponse:
    organisation = request.actor.organisation
    matches = Match.objects.visible_to(organisation).select_related(
        "sighting", "version__edition__work"
    )
    if wanted := request.GET.getlist("verdict"):
        matches = matches.filter(verdict__in=wanted)
    context = {
        "page": Paginator(matches.order_by("-judged_at", "-pk"), 30).get_page(
            request.GET.get("page")
        ),
        "verdicts": [{"value": value, "label": label} for value, label in Verdict.choices],
        "sightings": Sighting.objects.filter(reporter=organisation).order_by("-seen_at")[:10],
        "may_report": rules.may_report(request.actor),
    }
    return render(request, "protection/index.html", context)


@member_required(*REPORTERS)
def report(request: MemberRequest) -> HttpResponse:
    home = {"territory": request.actor.organisation.territory}
    form = SightingForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial=home,
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        name, data = form.bytes()
        seen = services.Seen(
            outlet=told["outlet"], territory=told["territory"], url=told["url"], party=told["party"]
        )
        try:
            found = services.report_sighting(actor=request.actor, data=data, name=name, seen=seen)
        except Invalid as error:
            form.add_error(error.field, str(error))
        else:
            return redirect("protection:sighting", pk=found.pk)
    return render(
        request, "protection/report.html", {"form": form}, status=422 if form.is_bound else 200
    )


@member_required()
def sighting(request: MemberRequest, pk: int) -> HttpResponse:
    organisation = request.actor.organisation
    shown = get_object_or_404(Sighting.objects.visible_to(organisation), pk=pk)
    matches = Match.objects.visible_to(organisation).filter(sighting=shown)
    context = {"sighting": shown, "matches": matches.select_related("version__edition__work")}
    return render(request, "protection/sighting.html", context)


@member_required()
def match(request: MemberRequest, pk: int) -> HttpResponse:
    """The two texts side by side, their shared passages marked, the verdict with its reasons."""
    shown = _match(request, pk)
    context = {
        "match": shown,
        "spans": [(start, end) for start, end, *_rest in shown.spans],
        "source_spans": [(start, end) for _s, _e, start, end, _kind in shown.spans],
        "reasons": words([(reason["kind"], reason) for reason in shown.reasons]),
        "may_settle": rules.may_settle(request.actor, shown),
        "form": SettleForm(),
    }
    return render(request, "protection/match.html", context)


@require_POST
@member_required(Role.EDITOR)
def settle(request: MemberRequest, pk: int) -> HttpResponse:
    form = SettleForm(request.POST)
    if not form.is_valid():
        raise Invalid(" ".join(str(fault) for faults in form.errors.values() for fault in faults))
    services.settle_match(
        actor=request.actor,
        match=_match(request, pk),
        state=MatchState(form.cleaned_data["state"]),
        note=form.cleaned_data["note"],
    )
    return redirect("protection:match", pk=pk)


def _match(request: MemberRequest, pk: int) -> Match:
    visible = Match.objects.visible_to(request.actor.organisation)
    return get_object_or_404(
        visible.select_related("sighting__party", "version__edition__work__owner", "grant"), pk=pk
    )
