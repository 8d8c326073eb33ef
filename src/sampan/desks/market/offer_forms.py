"""An offer as people fill it in, and back again."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeAlias

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from sampan.partners.errors import Invalid

from .line_forms import LineForm, day_field, sentence_of
from .models.materials import MATERIAL_NAMES
from .terms import (
    Deliverable,
    Line,
    MaterialKind,
    Milestone,
    Price,
    PriceModel,
    Signing,
    Terms,
    minor_units,
    split_codes,
)

CURRENCIES = ("USD", "CNY", "THB", "VND", "LAK", "KHR", "MMK", "IDR", "MYR", "SGD", "PHP", "BND", "EUR")  # fmt: skip
_MODELS = {
    PriceModel.FLAT: gettext_lazy("Flat fee"),
    PriceModel.GUARANTEE: gettext_lazy("Minimum guarantee and share"),
    PriceModel.SHARE: gettext_lazy("Share of receipts"),
    PriceModel.PER_STREAM: gettext_lazy("Price of each stream"),
    PriceModel.BARTER: gettext_lazy("Barter against titles in return"),
}
_SIGNINGS = {
    Signing.ACCEPTANCE: gettext_lazy("Accepting is signing"),
    Signing.PAPER: gettext_lazy("Both sign the document first"),
}

LineSet: TypeAlias = "BaseFormSet[LineForm]"


class OfferForm(forms.Form):
    model = forms.ChoiceField(label=gettext_lazy("Price"), choices=list(_MODELS.items()))
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency"), choices=[(code, code) for code in CURRENCIES]
    )
    amount = forms.CharField(label=gettext_lazy("Fee or guarantee"), required=False, max_length=20)
    share = forms.DecimalField(
        label=gettext_lazy("Seller's share of receipts, per cent"), required=False, min_value=0, max_value=100
    )  # fmt: skip
    per_stream = forms.DecimalField(
        label=gettext_lazy("Price of each stream"), required=False, min_value=0, decimal_places=8
    )
    withholding = forms.DecimalField(
        label=gettext_lazy("Withholding tax, per cent"), required=False, min_value=0, max_value=100
    )
    commission = forms.DecimalField(
        label=gettext_lazy("Commission, per cent"), required=False, min_value=0, max_value=100
    )
    cross_collateral = forms.BooleanField(
        label=gettext_lazy("All titles are accounted for together"), required=False
    )
    milestones = forms.CharField(
        label=gettext_lazy("Payments"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For example: signature 50, delivery 30, 2027-06-01 20"),
    )
    materials = forms.MultipleChoiceField(
        label=gettext_lazy("Materials to deliver"),
        choices=[(kind.value, name) for kind, name in MATERIAL_NAMES.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    subtitle_languages = forms.CharField(
        label=gettext_lazy("Languages of subtitles"), required=False, max_length=100
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days until delivery"), required=False, min_value=0, max_value=3650
    )
    signing = forms.ChoiceField(label=gettext_lazy("Signing"), choices=list(_SIGNINGS.items()))
    law = forms.CharField(label=gettext_lazy("Law and disputes"), required=False, max_length=1000)
    notes = forms.CharField(
        label=gettext_lazy("Other terms"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    expires_on = day_field(gettext_lazy("The offer stands until"), required=True)
    note = forms.CharField(
        label=gettext_lazy("Message with the offer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    first = ("model", "currency", "amount", "share")
    second = ("per_stream", "withholding", "commission", "cross_collateral", "milestones")
    third = ("materials", "subtitle_languages", "days", "signing", "law", "notes")
    last = ("expires_on", "note")

    def group(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names]

    def price_fields(self) -> list[forms.BoundField]:
        return self.group(self.first)

    def more_price_fields(self) -> list[forms.BoundField]:
        return self.group(self.second)

    def delivery_fields(self) -> list[forms.BoundField]:
        return self.group(self.third)

    def last_fields(self) -> list[forms.BoundField]:
        return self.group(self.last)

    @property
    def expires_at(self) -> datetime:
        """The end of that day, where whoever offers is."""
        zone = timezone.get_current_timezone()
        return datetime.combine(self.cleaned_data["expires_on"], time(23, 59), tzinfo=zone)

    def price(self) -> Price:
        told = self.cleaned_data
        amount = told["amount"]
        return Price(
            model=told["model"],
            currency=told["currency"],
            amount=minor_units(amount, told["currency"]) if amount else 0,
            share=_plain(told["share"]),
            per_stream=_plain(told["per_stream"]),
            withholding=_plain(told["withholding"]),
            commission=_plain(told["commission"]),
            cross_collateral=told["cross_collateral"],
        )

    def terms(self, lines: Iterable[Line]) -> Terms:
        """Raises Invalid with the field."""
        told = self.cleaned_data
        try:
            return Terms(
                lines=tuple(lines),
                price=self.price(),
                milestones=_milestones(told["milestones"]),
                delivery=tuple(self._delivery()),
                signing=told["signing"],
                law=told["law"],
                notes=told["notes"],
            )
        except ValidationError as error:
            raise Invalid(sentence_of(error)) from error

    def _delivery(self) -> Iterable[Deliverable]:
        told = self.cleaned_data
        days = 30 if told["days"] is None else told["days"]
        for kind in told["materials"]:
            tongues = (
                split_codes(told["subtitle_languages"]) if kind == MaterialKind.SUBTITLES else ()
            )
            for language in tongues or ("",):
                yield Deliverable(kind=kind, language=language, days=days)

    @staticmethod
    def initial_of(terms: Terms, expires_on: date) -> dict[str, Any]:
        price = terms.price
        tongues = [one.language for one in terms.delivery if one.language]
        return {
            **price.model_dump(),
            "amount": str(price.money).partition(" ")[2] if price.amount else "",
            "milestones": ", ".join(f"{one.when} {one.share}" for one in terms.milestones),
            "materials": list(dict.fromkeys(one.kind.value for one in terms.delivery)),
            "subtitle_languages": ", ".join(tongues),
            "days": terms.delivery[0].days if terms.delivery else None,
            "signing": terms.signing,
            "law": terms.law,
            "notes": terms.notes,
            "expires_on": expires_on,
        }


def _plain(number: Decimal | None) -> str:
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _milestones(text: str) -> tuple[Milestone, ...]:
    found = []
    for part in split_codes(text):
        when, _blank, share = part.rpartition(" ")
        try:
            found.append(Milestone(when=when.strip(), share=share.rstrip("%")))
        except ValidationError as error:
            raise Invalid(
                _("“%(part)s” is no payment; write it as: signature 50") % {"part": part},
                field="milestones",
            ) from error
    return tuple(found)


def filled(lines: LineSet, returns: LineSet, offer: OfferForm) -> Terms | None:
    """The terms of the forms: what the seller licenses, what it gets in return, the rest. None, with faults in them."""
    if not (lines.is_valid() & returns.is_valid() & offer.is_valid()):
        return None
    try:
        return offer.terms(form.line() for form in (*lines, *returns) if form.has_changed())
    except Invalid as error:
        place(error, lines, offer)
        return None


def rights_filled(lines: LineSet, returns: LineSet) -> Terms | None:
    """The rights alone, where the price cannot be read yet, so that they are checked all the same."""
    if not (lines.is_valid() & returns.is_valid()):
        return None
    said = [form.line() for form in (*lines, *returns) if form.has_changed()]
    undivided = tuple(line.model_copy(update={"part": None}) for line in said)
    return Terms(lines=undivided, price=Price(model=PriceModel.SHARE, share="100"))


def place(error: Invalid, lines: LineSet, offer: OfferForm) -> None:
    """A fault beside the field that is to blame, in whichever form has it."""
    if error.field in offer.fields:
        offer.add_error(error.field, str(error))
    elif lines.forms and error.field in lines.forms[0].fields:
        lines.forms[0].add_error(error.field, str(error))
    else:
        offer.add_error(None, str(error))
