"""What the readers of files say, in the language of whoever looks. They word it in English; the kinds are the same."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sampan.engines.circulation.readers import sentence
from sampan.engines.circulation.readers.kinds import KINDS

from .mapping_words import FIELDS, ORDERS, TABLES, UNITS

# Where a page has a form for what a program writes into a mapping.
_ON_PAGES: dict[str, Promise] = {
    "counts_in": _("Column {column} counts in {scale:,.0f}; write {scale:.0f} under “Times”."),
    "mapping_length": _("Nothing says how long a period is; write the {field}."),
    "mapping_row": _("A row of {table} has no {field}; it has {fields}."),
    "mapping_says": _(
        "Nothing says the {field}; choose its column, or write what is the same in every row."
    ),
    "mapping_title": _("No column holds the titles; choose the one that does."),
    "mapping_unit": _("Choose the unit of the amounts: {units}."),
    "open_decimal": _(
        "Column {column}: row {row} may mean thousands or decimals, and no other row tells; choose the sign of the "
        "decimals."
    ),
    "open_order": _(
        "Column {column}: row {row} may be day/month/year or month/day/year, and no other row tells; choose the order "
        "of the days."
    ),
    "other_unit": _(
        "Column {column} says {said_unit}, and {unit} was chosen; one of them is wrong."
    ),
    "unknown_form": _(
        "No reader knows a table with the columns {headings}; say what each column holds."
    ),
}
_HERE = {KINDS[kind]: words for kind, words in _ON_PAGES.items()}

READERS: dict[str, Promise] = {
    "JustWatch catalogue": _("JustWatch catalogue"),
    "Kaggle catalogue": _("Kaggle catalogue"),
    "MyDramaList titles": _("MyDramaList titles"),
    "Netflix What We Watched": _("Netflix What We Watched"),
    "Netflix weekly Top 10": _("Netflix weekly Top 10"),
    "TMDB titles": _("TMDB titles"),
    "plain catalogue": _("plain catalogue"),
    "platform export": _("platform export"),
    "survey": _("survey"),
}

_QUOTED = {"field": FIELDS, "fields": FIELDS, "table": TABLES, "tables": TABLES}
_CALLED = {"unit": UNITS, "said_unit": UNITS, "units": UNITS, "order": ORDERS, "told": ORDERS}

Told = Mapping[str, Any] | str


def worded(told: Told) -> str:
    """A remark as it was kept; or a sentence of this desk that was kept in English, where it has no blanks filled."""
    if isinstance(told, str):
        return gettext(told) if told else ""
    return sentence(told["kind"], told["found"], _say, _call)


def in_english(told: Told) -> str:
    """The same for programs and for what is kept."""
    return told if isinstance(told, str) else sentence(told["kind"], told["found"])


def _say(text: str) -> str:
    return str(_HERE[text]) if text in _HERE else gettext(text)


def _call(name: str, code: str) -> str:
    """What the form on the page calls a code."""
    if name in _QUOTED:
        return f"“{dict(_QUOTED[name]).get(code, code)}”"
    return str(dict(_CALLED[name]).get(code, code)) if name in _CALLED else code
