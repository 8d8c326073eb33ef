"""Money under a contract: receipts, statements, payments; and the rates by which it is converted."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from sampan.catalogue.uploads import UploadField, read_upload
from sampan.desks.market import deal_rules
from sampan.desks.market.line_forms import day_field
from sampan.desks.market.models import Contract, ExchangeRate, Payment, RoyaltyStatement
from sampan.desks.market.naming import names_of
from sampan.desks.market.offer_forms import CURRENCIES
from sampan.desks.market.services.rates import import_rates
from sampan.desks.market.services.receipts import Taken, read_receipts, report_receipts
from sampan.desks.market.services.statements import (
    OWING,
    make_statement,
    mark_paid,
    mark_received,
)
from sampan.desks.market.statement_paper import statement_csv, statement_pdf
from sampan.desks.market.tables import Fault
from sampan.desks.market.terms import minor_units
from sampan.desks.market.views.contracts import contract_of
from sampan.engines.rights.money import Money
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid
from sampan.partners.models import Role


class ReceiptForm(forms.Form):
    work = forms.ChoiceField(label=_("Title"))
    until_on = day_field(_("Up to"), required=True)
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES])
    amount = forms.CharField(label=_("Amount"), max_length=20, required=False)
    streams = forms.IntegerField(label=_("Streams"), required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.works = {str(work.key): work for work in contract.sold_works}
        names = names_of(self.works.values())
        field = self.fields["work"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, names[work.pk].text) for key, work in self.works.items()]
        self.initial.setdefault("currency", contract.offer.said.price.currency)

    def taken(self) -> Taken:
        told = self.cleaned_data
        minor = minor_units(told["amount"] or "0", told["currency"])
        return Taken(
            work=self.works[told["work"]],
            until_on=told["until_on"],
            money=Money(told["currency"], minor),
            streams=told["streams"] or 0,
            note=told["note"],
        )


class RatesForm(forms.Form):
    file = UploadField(
        label=_("File of rates"),
        help_text=_("CSV with the columns date, base, quote, rate and source."),
    )


@member_required()
def money(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, contract_of(request, pk))


@require_POST
@member_required(Role.BUYER)
def enter(request: MemberRequest, pk: int) -> HttpResponse:
    shown = contract_of(request, pk)
    form = ReceiptForm(request.POST, contract=shown)
    if form.is_valid():
        try:
            report_receipts(actor=request.actor, contract=shown, taken=[form.taken()])
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            return redirect("market:money", pk=pk)
    return _page(request, shown, form=form)


@require_POST
@member_required(Role.BUYER)
def enter_file(request: MemberRequest, pk: int) -> HttpResponse:
    """All rows or none: faults are listed with row and column, and nothing is entered."""
    shown, file = contract_of(request, pk), request.FILES.get("file")
    if file is None:
        raise Invalid(str(_("Choose a file.")))
    taken, faults = read_receipts(shown, read_upload(file))
    if faults:
        return _page(request, shown, faults=faults)
    report_receipts(actor=request.actor, contract=shown, taken=taken)
    return redirect("market:money", pk=pk)


@require_POST
@member_required(Role.SELLER, Role.BUYER)
def state(request: MemberRequest, pk: int) -> HttpResponse:
    until = _day(request.POST.get("until_on", ""))
    make_statement(actor=request.actor, contract=contract_of(request, pk), until_on=until)
    return redirect("market:money", pk=pk)


@require_GET
@member_required()
def statement(request: MemberRequest, pk: int, form: str) -> HttpResponse:
    """A statement as PDF or CSV."""
    visible = Contract.objects.visible_to(request.actor.organisation)
    rows = RoyaltyStatement.objects.filter(contract__in=visible)
    shown = get_object_or_404(
        rows.select_related("contract__seller", "contract__buyer", "contract__negotiation"), pk=pk
    )
    name = f"{shown.contract.number}-{shown.number}.{form}"
    body, media = (
        (statement_pdf(shown), "application/pdf")
        if form == "pdf"
        else (statement_csv(shown), "text/csv; charset=utf-8")
    )
    disposition = "inline" if form == "pdf" else "attachment"
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"'}
    return HttpResponse(body, content_type=media, headers=headers)


@require_POST
@member_required(Role.SELLER, Role.BUYER)
def mark(request: MemberRequest, pk: int) -> HttpResponse:
    """The buyer's mark or the seller's, by who presses it."""
    visible = Payment.objects.visible_to(request.actor.organisation).select_related("contract")
    payment = get_object_or_404(visible, pk=pk)
    on = timezone.localdate()
    if deal_rules.may_buy(request.actor, payment.contract):
        reference = request.POST.get("reference", "")
        mark_paid(actor=request.actor, payment=payment, on=on, reference=reference)
    else:
        mark_received(actor=request.actor, payment=payment, on=on)
    return redirect("market:money", pk=payment.contract_id)


@member_required(Role.SELLER, Role.BUYER)
def rates(request: MemberRequest) -> HttpResponse:
    form = RatesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            import_rates(actor=request.actor, data=read_upload(form.cleaned_data["file"]))
        except Invalid as error:
            for sentence in str(error).splitlines():
                form.add_error("file", sentence)
        else:
            return redirect("market:rates")
    known = ExchangeRate.objects.filter(house=request.actor.organisation).order_by("-on", "base")
    status = 422 if form.is_bound else 200
    return render(request, "market/rates.html", {"form": form, "rates": known[:200]}, status=status)


def _page(
    request: MemberRequest,
    shown: Contract,
    *,
    form: ReceiptForm | None = None,
    faults: list[Fault] | None = None,
) -> HttpResponse:
    works = list(shown.negotiation.works.all())
    owes = shown.offer.said.price.model in OWING
    may_report = owes and deal_rules.may_buy(request.actor, shown)
    context = {
        "contract": shown,
        "works": works,
        "names": names_of(works),
        "owes": owes,
        "receipts": shown.receipts.select_related("work", "statement").order_by("-pk")[:200],
        "statements": shown.statements.order_by("-number"),
        "payments": [
            (one, Money(one.currency, one.minor)) for one in shown.payments.order_by("pk")
        ],
        "form": form or (ReceiptForm(contract=shown) if may_report else None),
        "faults": [fault.sentence for fault in faults or ()],
        "may_buy": deal_rules.may_buy(request.actor, shown),
        "may_sell": deal_rules.may_sell(request.actor, shown),
        "may_deal": deal_rules.may_deal(request.actor, shown),
        "today": timezone.localdate(),
    }
    return render(request, "market/money.html", context, status=422 if form or faults else 200)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(str(_("Name the last day of the period."))) from error


urls = [
    path("contracts/<int:pk>/money/", money, name="money"),
    path("contracts/<int:pk>/receipts/", enter, name="enter_receipt"),
    path("contracts/<int:pk>/receipts/file/", enter_file, name="enter_receipts"),
    path("contracts/<int:pk>/state/", state, name="make_statement"),
    path("statements/<int:pk>.<slug:form>", statement, name="statement"),
    path("payments/<int:pk>/mark/", mark, name="mark_payment"),
    path("rates/", rates, name="rates"),
]
