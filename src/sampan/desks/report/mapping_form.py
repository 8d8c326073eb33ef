"""What each column of a form holds, said once by a person; the reader's own suggestion stands in it at first."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sampan.engines.circulation.readers import Unreadable, mapping_of

from .mapping_words import CONSTANTS, FIELDS, HINTS, ORDERS, SIGNS, TABLES, UNITS
from .remarks import worded


class MappingForm(forms.Form):
    table = forms.ChoiceField(label=_("A row says"), choices=TABLES)
    unit = forms.ChoiceField(
        label=_("Unit of the amounts"), choices=[("", "–"), *UNITS], required=False
    )
    multiply = forms.FloatField(
        label=_("Times"), required=False, help_text=_("1000 where the column counts in thousands.")
    )
    dates = forms.ChoiceField(
        label=_("Order of the days"), choices=[("", "–"), *ORDERS], required=False
    )
    decimal = forms.ChoiceField(
        label=_("Sign of the decimals"), choices=[("", "–"), *SIGNS], required=False
    )

    def __init__(self, data: Any = None, *, account: Mapping[str, Any]) -> None:
        suggested = account.get("mapping") or {}
        times = {"multiply": f"{suggested['multiply']:g}"} if "multiply" in suggested else {}
        super().__init__(data, initial=suggested | times)
        self.columns: list[str] = list(account.get("columns") or ())
        named = {heading: field for field, heading in suggested.get("columns", {}).items()}
        for place, heading in enumerate(self.columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading,
                choices=[("", _("is not needed")), *FIELDS],
                required=False,
                initial=named.get(heading, ""),
                help_text=dict(enumerate(account.get("samples") or ())).get(place, ""),
            )
        labels = dict(FIELDS)
        constants = suggested.get("constants", {})
        for name in CONSTANTS:
            self.fields[f"always_{name}"] = forms.CharField(
                label=_("The same in every row: %(what)s") % {"what": labels[name]},
                required=False,
                initial=constants.get(name, ""),
                max_length=60,
                help_text=HINTS.get(name, ""),
            )

        columns = [f"column_{place}" for place in range(len(self.columns))]
        self.order_fields(["table", *columns, "unit", "multiply", "dates", "decimal"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        try:
            mapping_of(self.mapping())
        except Unreadable as error:
            self.add_error(None, worded(error.remark.plain))
        return told

    def mapping(self) -> dict[str, Any]:
        """As the reader takes it."""
        told = self.cleaned_data
        columns = {
            told[f"column_{place}"]: heading
            for place, heading in enumerate(self.columns)
            if told.get(f"column_{place}")
        }
        constants = {
            name: told[f"always_{name}"] for name in CONSTANTS if told.get(f"always_{name}")
        }
        made: dict[str, Any] = {
            "table": told.get("table", ""),
            "columns": columns,
            "constants": constants,
        }
        said = ("unit", "multiply", "dates", "decimal")
        made |= {name: told[name] for name in said if told.get(name)}
        return made
