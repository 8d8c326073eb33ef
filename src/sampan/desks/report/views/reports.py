"""A house's reports: the list, one report as it grows, and its way to the public."""

from collections.abc import Callable, Sequence
from functools import partial

from django.db.models import Max
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sampan.desks.report import rules, services
from sampan.desks.report.comparing import compared
from sampan.desks.report.contents import digest_of
from sampan.desks.report.drawing import tag_of
from sampan.desks.report.forms import PublishForm, ReasonForm, ReportForm
from sampan.desks.report.models import Report, SignOff, TaskKind
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid
from sampan.partners.models import Role

from .roles import WRITERS
from .shapes import moved, moving
from .tasks import tasks_of


@member_required()
def reports(request: MemberRequest) -> HttpResponse:
    organisation = request.actor.organisation
    rows = Report.objects.visible_to(organisation).select_related("organisation")
    context = {
        "own": rows.filter(organisation=organisation).order_by("-year", "-pk"),
        "others": rows.exclude(organisation=organisation).order_by("-published_at")[:30],
        "may_write": rules.may_write(request.actor),
    }
    return render(request, "report/reports.html", context)


@member_required(*WRITERS)
def new(request: MemberRequest) -> HttpResponse:
    own = Report.objects.filter(organisation=request.actor.organisation)
    initial = {
        "year": (own.aggregate(last=Max("year"))["last"] or timezone.now().year - 1) + 1,
        "first": tag_of(request.LANGUAGE_CODE),
        "languages": request.actor.organisation.languages or ["en"],
    }
    data = request.POST if request.method == "POST" else None
    form = ReportForm(data, initial=initial, reports=own.order_by("-year"))
    if form.is_valid():
        told = form.cleaned_data
        try:
            made = services.open_report(
                actor=request.actor,
                slug=told["slug"],
                year=told["year"],
                titles={told["first"]: told["title"]},
                languages=form.in_order(),
                previous=told["previous"],
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            return redirect("report:report", pk=made.pk)
    return render(request, "report/new.html", {"form": form}, status=422 if form.is_bound else 200)


@member_required()
def report(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, _own(request, pk), PublishForm())


def _page(request: MemberRequest, shown: Report, publish_form: PublishForm) -> HttpResponse:
    signoffs = list(shown.signoffs.select_related("person").order_by("at"))
    context = {
        "report": shown,
        "language": shown.language_for(request.GET.get("language", request.LANGUAGE_CODE)),
        "chapters": shown.chapters.prefetch_related("figures", "blocks__figures"),
        "signoffs": signoffs,
        "has_signed": _has_signed(request, shown, signoffs),
        "files": shown.files.select_related("asset"),
        "comparison": compared(shown),
        "may_write": rules.may_write(request.actor, shown),
        "may_sign": rules.may_sign(request.actor, shown),
        "may_publish": rules.may_publish(request.actor, shown),
        "publish_form": publish_form,
        "reason_form": ReasonForm(),
    }
    context |= tasks_of(request, shown)
    status = 422 if publish_form.is_bound else 200
    return render(request, "report/report.html", context, status=status)


def _has_signed(request: MemberRequest, shown: Report, signoffs: Sequence[SignOff]) -> bool:
    """Whether this person stands by the report as it is now."""
    own = {one.digest for one in signoffs if one.person == request.actor.person}
    return bool(own) and digest_of(shown) in own


@require_POST
@member_required(Role.EDITOR)
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    form = PublishForm(request.POST)
    report = _own(request, pk)
    if not form.is_valid():
        return _page(request, report, form)
    told = {"report": report, "at": form.cleaned_data["at"]}
    is_later = told["at"] and told["at"] > timezone.now()
    said = _("It becomes public at its hour.") if is_later else _("Published.")
    return moved(request, services.publish_report, told, "report:report", pk, said=said)


@require_POST
@member_required(Role.EDITOR)
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    told = {"report": _own(request, pk), "reason": request.POST.get("reason", "")}
    return moved(request, services.withdraw_report, told, "report:report", pk, said=_("Withdrawn."))


def _own(request: MemberRequest, pk: int) -> Report:
    """What others published is read at its public address."""
    own = Report.objects.filter(organisation=request.actor.organisation)
    return get_object_or_404(own.select_related("organisation", "previous"), pk=pk)


def _moving(service: Callable[..., object], said: Promise) -> Callable[..., HttpResponseBase]:
    return moving(service, _own, "report", "report:report", *WRITERS, said=said)


submit = _moving(services.submit_report, _("Sent to review."))
sign = _moving(services.sign_report, _("Signed."))
reopen = _moving(services.reopen_report, _("Open for writing again."))
ask_files = _moving(services.ask_files, _("The files are being made."))
refresh = _moving(services.ask_figures, _("All figures are being asked again."))
carry = _moving(
    partial(services.ask_figures, kind=TaskKind.CARRY),
    _("Last year's questions are being asked of the facts that are there now."),
)
