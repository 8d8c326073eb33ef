"""One line of an offer as people fill it in: a title and the rights in it; and the same for a request."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.formsets import formset_factory
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from sampan.catalogue.wording import USES
from sampan.engines import rights as engine
from sampan.partners.errors import Invalid

from .terms import Line, Option, Rights, split_codes


class DayInput(forms.DateInput):
    """What the browser's own calendar reads, in whatever language the page is."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


def day_field(label: Any, *, required: bool = False) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DayInput())


def use_choices() -> list[tuple[str, Any]]:
    codes = [leaf.code for leaf in engine.USES.leaves]
    return [(code, USES.get(code, code)) for code in codes]


class TitleField(forms.CharField):
    """A title by its name, out of the list that stands on the page once for all lines; a program may write its key."""

    default_error_messages = {
        "unlisted": gettext_lazy("“%(said)s” is none of these titles; choose one from the list.")
    }
    titles: Mapping[str, str] = {}  # names by keys; each form gives its own

    def prepare_value(self, value: Any) -> Any:
        return self.titles.get(value, value)

    def clean(self, value: Any) -> str:
        said: str = super().clean(value)
        if not said or said in self.titles:
            return said
        for key, name in self.titles.items():
            if name == said:
                return key
        raise forms.ValidationError(
            self.error_messages["unlisted"], code="unlisted", params={"said": said}
        )


class RightsForm(forms.Form):
    territories = forms.CharField(
        label=gettext_lazy("Territories"),
        max_length=500,
        help_text=gettext_lazy("ISO codes or groups, with commas: LA, TH; ASEAN; World except CN"),
    )
    languages = forms.CharField(
        label=gettext_lazy("Languages"),
        max_length=300,
        help_text=gettext_lazy("With commas, perhaps with the kind: lo, zh-Hans/sub, th/dub; all"),
    )
    uses = forms.MultipleChoiceField(
        label=gettext_lazy("Uses"),
        choices=use_choices,
        widget=forms.CheckboxSelectMultiple,
    )
    start_on = day_field(gettext_lazy("From"), required=True)
    end_on = day_field(gettext_lazy("Until (that day not included)"))

    def rights(self) -> Rights:
        told = self.cleaned_data
        found = Rights(
            territories=split_codes(told["territories"]),
            languages=split_codes(told["languages"]),
            uses=tuple(told["uses"]),
            start_on=told["start_on"],
            end_on=told["end_on"],
        )
        found.box()
        return found

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors:
            try:
                self.rights()
            except Invalid as error:
                self.add_error(error.field if error.field in self.fields else None, str(error))
            except ValidationError as error:
                self.add_error(None, sentence_of(error))
        return told


class LineForm(RightsForm):
    work = TitleField(label=gettext_lazy("Title"), max_length=300)
    exclusive = forms.BooleanField(label=gettext_lazy("Exclusive"), required=False)
    runs = forms.IntegerField(
        label=gettext_lazy("Runs at most"), required=False, min_value=1, max_value=10_000
    )
    sublicensing = forms.IntegerField(
        label=gettext_lazy("Sub-licences, how deep"), required=False, min_value=0, max_value=5
    )
    overspill = forms.BooleanField(
        label=gettext_lazy("The signal may be received beyond the territories (satellite)"),
        required=False,
    )
    holdback_uses = forms.MultipleChoiceField(
        label=gettext_lazy("Held back: uses"),
        choices=use_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What the seller grants nobody meanwhile."),
    )
    holdback_territories = forms.CharField(
        label=gettext_lazy("Held back: territories"), required=False, max_length=500
    )
    holdback_until = day_field(gettext_lazy("Held back until"))
    option_until = day_field(gettext_lazy("Option: the same rights until"))
    option_lapses = day_field(gettext_lazy("Option: to be used before"))

    part = forms.IntegerField(
        label=gettext_lazy("Part of the guarantee"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=gettext_lazy(
            "For example 3 here and 2 at the next title; without parts they are equal."
        ),
    )

    field_order = ("work", "territories", "languages", "uses", "start_on", "end_on", "exclusive")
    more = (
        "runs", "sublicensing", "overspill", "holdback_uses", "holdback_territories", "holdback_until",
        "option_until", "option_lapses", "part",
    )  # fmt: skip

    def __init__(
        self, *args: Any, titles: Mapping[str, str], returned: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.returned = returned
        if returned:
            del self.fields["part"]
        field = self.fields["work"]
        assert isinstance(field, TitleField)
        field.titles = titles
        field.widget.attrs["list"] = "returned-titles" if returned else "titles"

    def has_changed(self) -> bool:
        """A further line without a title is no line: that is how one is taken off."""
        return bool(self["work"].value())

    def main_fields(self) -> list[forms.BoundField]:
        return [bound for bound in self if bound.name not in self.more]

    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.more if name in self.fields]

    @property
    def has_more(self) -> bool:
        return any(bound.value() or bound.errors for bound in self.more_fields())

    def line(self) -> Line:
        told = self.cleaned_data
        rights = self.rights()
        holdbacks: tuple[Rights, ...] = ()
        if told["holdback_uses"]:
            kept = {
                "uses": tuple(told["holdback_uses"]),
                "territories": split_codes(told["holdback_territories"]) or rights.territories,
                "end_on": told["holdback_until"] or rights.end_on,
            }
            holdbacks = (rights.model_copy(update=kept),)
        option = None
        if told["option_until"] and told["option_lapses"]:
            option = Option(until_on=told["option_until"], lapses_on=told["option_lapses"])
        return Line(
            work=told["work"],
            rights=rights,
            exclusive=told["exclusive"],
            holdbacks=holdbacks,
            runs=told["runs"],
            sublicensing=told["sublicensing"] or 0,
            option=option,
            overspill=told["overspill"],
            returned=self.returned,
            part=told.get("part"),
        )

    @staticmethod
    def initial_of(line: Line) -> dict[str, Any]:
        rights = line.rights
        told: dict[str, Any] = {
            "work": line.work,
            "territories": ", ".join(rights.territories),
            "languages": ", ".join(rights.languages),
            "uses": leaves_of(rights.uses),
            "start_on": rights.start_on,
            "end_on": rights.end_on,
            "exclusive": line.exclusive,
            "runs": line.runs,
            "sublicensing": line.sublicensing or None,
            "overspill": line.overspill,
            "part": line.part,
        }
        for kept in line.holdbacks[:1]:
            told |= {
                "holdback_uses": leaves_of(kept.uses),
                "holdback_territories": ", ".join(kept.territories),
                "holdback_until": kept.end_on,
            }
        if line.option:
            told |= {"option_until": line.option.until_on, "option_lapses": line.option.lapses_on}
        return told


LineForms: Any = formset_factory(LineForm, extra=0, min_num=1, max_num=20, validate_min=True)
ReturnForms: Any = formset_factory(LineForm, extra=0, max_num=20)  # what the seller gets


def leaves_of(uses: Iterable[str]) -> list[str]:
    """The boxes to tick: every single use, whatever words it was written in.

    >>> leaves_of(["SVOD", "broadcast"])
    ['broadcast.free', 'broadcast.pay', 'vod.svod']
    """
    return list(engine.USES.codes(engine.USES.mask(", ".join(uses))))


def sentence_of(error: ValidationError) -> str:
    """What is wrong, without the names of our classes."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}."
