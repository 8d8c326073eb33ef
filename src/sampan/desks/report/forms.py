"""What people fill in at the report desk."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.uploads import UploadField
from sampan.catalogue.wording import language_name
from sampan.engines.circulation import document
from sampan.engines.circulation.figure import thawed
from sampan.engines.language import LANGUAGES

from . import drawing
from .models import Block, BlockKind, PlacedFigure, Report

# Those that the document has words in.
_LANGUAGES = [
    (each.tag, format_html('<span lang="{}">{}</span>', each.tag, each.autonym))
    for each in LANGUAGES
    if each.tag in document.LANGUAGES
]


def text_fields(
    form: forms.Form, name: str, wanted: Sequence[str], *, long: bool = False
) -> list[str]:
    """One field a language, each marked with its language; their names."""
    made = []
    for language in wanted:
        attributes: dict[str, Any] = {"lang": language}
        if long:
            attributes["rows"] = 6
        widget = forms.Textarea(attributes) if long else forms.TextInput(attributes)
        field = f"{name}_{language}"
        form.fields[field] = forms.CharField(
            label=language_name(language), required=False, widget=widget, max_length=20_000
        )
        made.append(field)
    return made


class ReportForm(forms.Form):
    title = forms.CharField(label=pgettext_lazy("report", "Title"), max_length=200)
    slug = forms.SlugField(
        label=_("Address"),
        max_length=60,
        help_text=_("The end of its public address: letters, digits and hyphens, as 2027."),
    )
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    first = forms.ChoiceField(
        label=_("Language of the title"),
        choices=[(each.tag, each.autonym) for each in LANGUAGES if each.tag in document.LANGUAGES],
        help_text=_("The report is written in it first; the other languages follow it."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=_LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    previous = forms.ModelChoiceField(
        label=_("Carry on from"),
        queryset=Report.objects.none(),
        required=False,
        help_text=_("Its chapters, texts and recommendations stand in the new one to begin with."),
    )

    def __init__(self, *args: Any, reports: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        previous = self.fields["previous"]
        assert isinstance(previous, forms.ModelChoiceField)
        previous.empty_label = "–"
        previous.queryset = reports

    def in_order(self) -> list[str]:
        """The languages of the report: that of its title, then the others."""
        first = self.cleaned_data["first"]
        return [first, *(each for each in self.cleaned_data["languages"] if each != first)]


class TextsForm(forms.Form):
    """The same words in each language of a report."""

    def __init__(self, *args: Any, report: Report, long: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.languages = report.languages
        text_fields(self, "text", report.languages, long=long)

    def texts(self) -> dict[str, str]:
        told = self.cleaned_data
        return {each: told[f"text_{each}"] for each in self.languages}

    @staticmethod
    def showing(texts: dict[str, str]) -> dict[str, str]:
        return {f"text_{language}": text for language, text in texts.items()}


class FiguresField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Figures by their codes and by what they show."""

    def label_from_instance(self, obj: PlacedFigure) -> str:
        heading = drawing.heading_of([thawed(obj.content)], get_language() or drawing.FIRST)
        return f"{obj.code} · {heading}"


class BlockForm(TextsForm):
    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        report = options["report"]
        super().__init__(*args, long=True, **options)
        if kind != BlockKind.TEXT:
            self.fields["figures"] = FiguresField(
                label=_("Figures that carry it"),
                queryset=PlacedFigure.objects.filter(chapter__report=report).order_by("code"),
                required=kind == BlockKind.RECOMMENDATION,
                widget=forms.CheckboxSelectMultiple,
            )

    def figures(self) -> list[PlacedFigure]:
        return list(self.cleaned_data.get("figures") or ())

    @classmethod
    def of(cls, block: Block, data: Any = None) -> "BlockForm":
        initial = cls.showing(block.texts) | {"figures": block.figures.all()}
        return cls(data, kind=block.kind, report=block.chapter.report, initial=initial)


class PublishForm(forms.Form):
    at = forms.DateTimeField(
        label=_("Not before"),
        required=False,
        help_text=_("Empty: at once. In your time zone."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Write the day and the hour, as 2027-01-31 09:00.")},
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=1000)


class SourceForm(forms.Form):
    file = UploadField(
        label=_("File"),
        help_text=_(
            "CSV, XLSX or SPSS: a catalogue, a top ten, an export of a platform, a survey."
        ),
    )
