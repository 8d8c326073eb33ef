"""The form above the list. Its names are those of the address; what is wrong with them, `Wanted` says."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.wording import territory_name, use_name
from sampan.engines.language import LANGUAGES
from sampan.engines.rights import TERRITORIES, blocs

from .search import Sort

USES = (
    "vod.svod", "vod.avod", "vod.tvod", "vod.est", "fast", "broadcast.free", "broadcast.pay", "theatrical", "clips",
    "social", "inflight", "hotel", "educational", "homevideo", "radio", "news.publish", "news.syndicate", "archive",
)  # fmt: skip
_LANGUAGES = [(one.tag, f"{one.autonym} · {one.name}") for one in LANGUAGES]
_FORMS = [
    ("", _("in any way")),
    ("original", _("original")),
    ("dub", _("dubbed")),
    ("sub", _("subtitled")),
]
_SORTS = [
    (Sort.BEST.value, _("Best first")),
    (Sort.NEWEST.value, _("Newest offer first")),
    (Sort.YEAR.value, _("Newest production first")),
    (Sort.LENGTH.value, _("Shortest first")),
]
SHOWN = ("in", "language", "form", "use", "from", "to", "exclusive")


def bloc_territories() -> list[str]:
    """The territories of both blocs, ASEAN's first: what most questions are about."""
    today = timezone.localdate()
    groups = [TERRITORIES.mask(bloc.group, today) for bloc in reversed(blocs())]
    return [code for mask in groups for code in countries(mask)]


def countries(mask: int) -> list[str]:
    """Territories by country where all of it is there, and else by its parts."""
    codes: dict[str, None] = {}
    for code in TERRITORIES.codes(mask):
        country = code.partition("-")[0]
        is_whole = not TERRITORIES.mask(country) & ~mask
        codes[country if is_whole else code] = None
    return list(codes)


class SearchForm(forms.Form):
    """Text, and folded away, the rights and the facts."""

    def __init__(self, asked: Mapping[str, Sequence[str]], *, language: str) -> None:
        several = ("in", "use")
        told = {
            name: list(values) if name in several else values[-1]
            for name, values in asked.items()
            if values
        }
        super().__init__(initial={"language": language, **told}, auto_id="search_%s")
        chosen = [code for code in told.get("in", ()) if code not in bloc_territories()]
        self.fields.update(_rights([*bloc_territories(), *chosen]) | _facts())

    @property
    def rights(self) -> list[forms.BoundField]:
        return [self[name] for name in SHOWN]

    @property
    def facts(self) -> list[forms.BoundField]:
        return [self[name] for name in ("year_from", "year_to", "minutes", "age")]


def _rights(territories: Sequence[str]) -> dict[str, forms.Field]:
    return {
        "q": forms.CharField(label=_("Words"), required=False),
        "in": _several(_("Where"), [(code, territory_name(code)) for code in territories]),
        "language": forms.ChoiceField(label=_("In which language"), choices=_LANGUAGES),
        "form": forms.ChoiceField(label=_("How"), choices=_FORMS),
        "use": _several(_("What for"), [(code, use_name(code)) for code in USES]),
        "from": _day(_("From")),
        "to": _day(_("Until, not included")),
        "exclusive": forms.BooleanField(label=_("Exclusively"), required=False),
    }


def _facts() -> dict[str, forms.Field]:
    return {
        "year_from": _number(_("Made from")),
        "year_to": _number(_("until")),
        "minutes": _number(_("At most so many minutes")),
        "age": _number(_("Rated for this age or younger")),
        "sort": forms.ChoiceField(label=_("Order"), choices=_SORTS),
    }


def _several(label: Any, choices: Sequence[tuple[str, str]]) -> forms.Field:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def _day(label: Any) -> forms.Field:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


def _number(label: Any) -> forms.Field:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=9999)
