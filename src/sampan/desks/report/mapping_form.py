"""What each column of a form holds, said once by a person; the reader's own suggestion stands in it at first."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sampan.engines.circulation.readers import Unreadable, mapping_of

TABLES = (
    ("engagement", _("what was watched")),
    ("offer", _("what was on offer")),
    ("spot", _("what was promoted on the first page")),
    ("introduction", _("who brought it in")),
    ("work", _("titles alone")),
)
FIELDS: tuple[tuple[str, Promise], ...] = (
    ("title", _("title")),
    ("original_title", _("original title")),
    ("own_id", _("the platform's own number")),
    ("kind", _("film or series")),
    ("year", _("year")),
    ("minutes", _("length in minutes")),
    ("language", _("language")),
    ("countries", _("countries of origin")),
    ("genres", _("genres")),
    ("territory", _("territory")),
    ("service_id", _("service")),
    ("value", _("amount")),
    ("rank", _("rank")),
    ("period_start", _("first day of the period")),
    ("period_end", _("last day of the period")),
    ("period_days", _("days of the period")),
    ("date_from", _("on offer from")),
    ("date_to", _("on offer until")),
    ("price_model", _("price model")),
    ("date", _("day")),
    ("position", _("place on the page")),
    ("agent", _("who brought it")),
    ("channel", _("channel")),
)
UNITS = (
    ("minutes", _("minutes")),
    ("hours", _("hours")),
    ("views", _("views")),
    ("slots", _("places in a list")),
    ("points", _("points")),
)
ORDERS = (("dmy", _("day, month, year")), ("mdy", _("month, day, year")))
HINTS = {
    "territory": _("As a code: LA, TH, CN; 001 is the whole world."),
    "period_start": _("As 2026-01-31."),
    "period_days": _("7 for lists of a week."),
}
CONSTANTS = ("territory", "service_id", "period_start", "period_days", "channel", "price_model")


_WORDS = {code: word for code, word in FIELDS if "_" in code}  # others are words already
_CODES = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b(?!-)")


def _in_words(sentence: str) -> str:
    """A sentence of the reader, with the names of this form for its codes."""
    return _CODES.sub(lambda found: f"“{_WORDS[found[0]]}”", sentence)


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

    def __init__(self, data: Any = None, *, account: Mapping[str, Any]) -> None:
        suggested = account.get("mapping") or {}
        super().__init__(data, initial=suggested)
        self.columns: list[str] = list(account.get("columns") or ())
        named = {heading: field for field, heading in suggested.get("columns", {}).items()}
        for place, heading in enumerate(self.columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading,
                choices=[("", _("is not needed")), *FIELDS],
                required=False,
                initial=named.get(heading, ""),
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

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        try:
            mapping_of(self.mapping())
        except Unreadable as error:
            self.add_error(None, _in_words(str(error)))
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
        made |= {name: told[name] for name in ("unit", "multiply", "dates") if told.get(name)}
        return made
