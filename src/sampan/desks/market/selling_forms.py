"""What a seller fills in: the same columns as a catalogue workbook has, written in the same way."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sampan.catalogue.models import Genre, Purpose, Title, TitleKind
from sampan.catalogue.uploads import UploadField
from sampan.engines.language import LANGUAGES
from sampan.partners.models import Organisation

from .importing.columns import Cells, right, title
from .importing.preview import Record
from .importing.workbook import title_cells

_LANGUAGES = [(one.tag, f"{one.autonym} · {one.name}") for one in LANGUAGES]
_SMALL = forms.Textarea(attrs={"rows": 2})


class _Sheet(forms.Form):
    """Fields that stand for the columns of one row; what is wrong with a column is said beside its field."""

    COLUMNS: dict[str, str] = {}
    faults_of = staticmethod(title)
    read: Any = None

    def clean(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        texts = {column: told.get(name) for name, column in self.COLUMNS.items()}
        texts["Genres"] = "; ".join(told.get("genres", ()))
        cells = Cells("", 1, texts)
        self.read = self.faults_of(cells)
        names = {column: name for name, column in self.COLUMNS.items()}
        for fault in cells.faults:
            if not fault.warning and not self.has_error(names.get(fault.column, "")):
                self.add_error(names.get(fault.column), f"{fault.what} {fault.remedy}")
        return told


class TitleForm(_Sheet):
    COLUMNS = {
        "reference": "Reference", "kind": "Kind", "parent": "Parent", "number": "Number", "year": "Year",
        "minutes": "Minutes", "episodes": "Episodes", "original": "Original", "countries": "Countries",
        "people": "People", "ratings": "Ratings", "versions": "Versions", "eidr": "EIDR", "isan": "ISAN",
    }  # fmt: skip
    reference = forms.CharField(label=_("Our own reference"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), choices=TitleKind.choices)
    language = forms.ChoiceField(label=_("Language of these words"), choices=_LANGUAGES)
    name = forms.CharField(label=_("Name"), max_length=500)
    short = forms.CharField(label=_("In one line"), required=False, max_length=2000)
    synopsis = forms.CharField(label=_("Synopsis"), required=False, widget=forms.Textarea)
    original = forms.ChoiceField(
        label=_("Original language"), choices=[("", "–"), *_LANGUAGES], required=False
    )
    genres = forms.MultipleChoiceField(
        label=_("Genre"), choices=Genre.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1890, max_value=2100)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1)
    episodes = forms.IntegerField(label=_("Episodes"), required=False, min_value=1)
    parent = forms.CharField(label=_("Part of (its reference)"), required=False, max_length=80)
    number = forms.IntegerField(label=_("Number in it"), required=False, min_value=0)
    countries = forms.CharField(
        label=_("Made in"), required=False, help_text=_("With shares, as in LA 60; CN 40")
    )
    people = forms.CharField(
        label=pgettext_lazy("of a programme", "People"), required=False, widget=_SMALL,
        help_text=_("As in director: lo=ຄຳຫຼ້າ ພູມີໄຊ | en=Khamla Phoumixay; cast: th=มานี | en=Manee"),
    )  # fmt: skip
    ratings = forms.CharField(label=_("Ratings"), required=False, help_text=_("As in TH 13; SG PG"))
    versions = forms.CharField(
        label=_("To be had"), required=False, help_text=_("As in lo/original; zh-Hans/dub; en/sub")
    )
    eidr = forms.CharField(label="EIDR", required=False, max_length=40)
    isan = forms.CharField(label="ISAN", required=False, max_length=40)

    def record(self) -> Record:
        """The whole row as the import takes it, with the words of one language."""
        told = self.cleaned_data
        words = {
            told["language"]: [told["name"], told["short"], told["synopsis"].replace("\r\n", "\n")]
        }
        return {**self.read, "words": words}

    @classmethod
    def showing(cls, found: Title, record: Record, language: str) -> "TitleForm":
        cells = dict(zip(cls.COLUMNS, _in_order(record), strict=True))
        name, short, synopsis = record["words"].get(language, ("", "", ""))
        return cls(
            initial=cells
            | {
                "genres": found.genres,
                "language": language,
                "name": name,
                "short": short,
                "synopsis": synopsis,
            }
        )


def _in_order(record: Record) -> list[Any]:
    """The cells of a row without its genres, which the form has as boxes to tick."""
    return [cell for place, cell in enumerate(title_cells(dict(record))) if place != 7]


class RightsForm(_Sheet):
    """A clause by which the house holds rights in its title."""

    COLUMNS = {
        "territories": "Territories", "languages": "Languages", "uses": "Uses", "start": "Start", "end": "End",
        "contract": "Contract", "clause": "Clause", "text": "Text",
    }  # fmt: skip
    territories = forms.CharField(label=_("Territories"), help_text=_("As in World; or LA; TH; CN"))
    languages = forms.CharField(
        label=_("Languages"), initial="all", help_text=_("As in all; or lo; en/sub")
    )
    uses = forms.CharField(
        label=_("Uses"), initial="all-media", help_text=_("As in all-media; or vod; fast")
    )
    start = forms.CharField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    end = forms.CharField(
        label=_("Until, not included"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    contract = forms.CharField(label=_("Contract"), required=False, max_length=80)
    clause = forms.CharField(label=_("Clause"), max_length=40)
    text = forms.CharField(label=_("What it says"), widget=_SMALL)

    @staticmethod
    def faults_of(cells: Cells) -> Record:  # type: ignore[override]
        cells.texts = {**cells.texts, "Reference": "this one"}
        return right(cells)[1]


class FileForm(forms.Form):
    purpose = forms.ChoiceField(label=_("What for"), choices=Purpose.choices)
    file = UploadField(label=_("File"))
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", "–"), *_LANGUAGES], required=False
    )
    alternative = forms.CharField(
        label=_("For those who cannot see it"), required=False, max_length=500
    )


class OfferForm(forms.Form):
    to = forms.ModelMultipleChoiceField(
        label=_("Only these partners"),
        queryset=Organisation.objects.active().order_by("name"),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to offer it to every partner."),
    )
