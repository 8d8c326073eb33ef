"""What people fill in on the wire."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.content import Content, blocks
from sampan.catalogue.models import Work
from sampan.catalogue.uploads import UploadField
from sampan.catalogue.wording import territories
from sampan.engines.language import LANGUAGES
from sampan.partners.models import Organisation
from sampan.partners.models.organisations import OrganisationQuerySet

from .models.delivery import DestinationForm, DestinationKind, EmbargoPolicy
from .plain_rights import USES
from .topics import TOPICS, topics_chosen

LANGUAGE_CHOICES = [
    (language.tag, f"{language.autonym} · {language.name}") for language in LANGUAGES
]


class StoryForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGE_CHOICES)
    headline = forms.CharField(label=_("Headline"), max_length=500)
    summary = forms.CharField(
        label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    text = forms.CharField(
        label=_("Text"),
        help_text=_("An empty line begins a new paragraph."),
        widget=forms.Textarea(attrs={"class": "tall"}),
    )
    byline = forms.CharField(label=_("Byline"), required=False, max_length=200)
    dateline = forms.CharField(label=_("Dateline"), required=False, max_length=200)
    topics = forms.MultipleChoiceField(
        label=_("Topics"), choices=TOPICS.items, required=False, widget=forms.CheckboxSelectMultiple
    )
    places = forms.CharField(
        label=_("Places"),
        required=False,
        max_length=200,
        help_text=_("ISO codes, such as LA or LA-VT, blank between."),
    )
    note = forms.CharField(
        label=_("What changed"),
        required=False,
        max_length=500,
        help_text=_("Partners read this beside a correction."),
    )

    def content(self, previous: Content | None = None) -> Content:
        told = self.cleaned_data
        before = previous.blocks if previous else ()
        fields = {name: told[name] for name in ("headline", "summary", "byline", "dateline")}
        kept = previous or Content(headline=told["headline"])
        return replace(kept, **fields, blocks=blocks(_paragraphs(told["text"]), previous=before))

    def topics_of(self, work: Work | None = None) -> list[dict[str, str]]:
        return topics_chosen(self.cleaned_data["topics"], work.topics if work else [])

    def places_of(self, work: Work | None = None) -> list[dict[str, str]]:
        known = {place["code"]: place for place in work.places} if work else {}
        codes = self.cleaned_data["places"].upper().split()
        return [known.get(code, {"code": code, "name": ""}) for code in codes]

    @classmethod
    def translating(cls, content: Content, language: str, work: Work) -> "StoryForm":
        """An empty form to write the translation into; what is no text is taken over."""
        return cls.showing(replace(content, headline="", summary="", blocks=()), language, work)

    @classmethod
    def showing(cls, content: Content, language: str, work: Work) -> "StoryForm":
        fields = ("headline", "summary", "byline", "dateline")
        return cls(
            initial={name: getattr(content, name) for name in fields}
            | {"language": language, "text": "\n\n".join(content.paragraphs)}
            | {
                "topics": [topic["code"] for topic in work.topics],
                "places": " ".join(place["code"] for place in work.places),
            }
        )


def _paragraphs(text: str) -> list[str]:
    parts = text.replace("\r\n", "\n").split("\n\n")
    return [" ".join(part.split("\n")).strip() for part in parts if part.strip()]


class PublishForm(forms.Form):
    to = forms.ModelMultipleChoiceField(
        label=_("Only these partners"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to publish to every partner."),
    )
    embargoed_until = forms.DateTimeField(
        label=_("Embargo until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, partners: OrganisationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, forms.ModelMultipleChoiceField)
        to.queryset = partners

    def clean_embargoed_until(self) -> datetime | None:
        until: datetime | None = self.cleaned_data["embargoed_until"]
        if until and until <= timezone.now():
            raise forms.ValidationError(
                _("The embargo must end in the future; leave it empty for none.")
            )
        return until


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500)


class UploadForm(forms.Form):
    file = UploadField(
        label=_("File"),
        help_text=_(
            "Mail, text in any encoding, HTML, ninjs, NewsML-G2, NITF or a feed; at most 32 MB."
        ),
    )


class PermitForm(forms.Form):
    use = forms.ChoiceField(label=_("Use"), choices=USES)
    territory = forms.ChoiceField(label=_("Territory"), choices=territories)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGE_CHOICES)
    on = forms.DateField(
        label=_("Day"),
        # What the browser's own calendar reads, in whatever language the page is.
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )


class DestinationFormPage(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), choices=DestinationKind.choices)
    url = forms.URLField(label=_("Push address"), required=False, assume_scheme="https")
    form = forms.ChoiceField(label=_("Format"), choices=DestinationForm.choices)
    embargo = forms.ChoiceField(label=_("Embargoed stories"), choices=EmbargoPolicy.choices)


class SubscriptionForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=LANGUAGE_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    agencies = forms.ModelMultipleChoiceField(
        label=_("Houses"),
        queryset=Organisation.objects.active(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"), choices=TOPICS.items, required=False, widget=forms.CheckboxSelectMultiple
    )
    places = forms.CharField(
        label=_("Places"),
        required=False,
        help_text=_("ISO codes, such as LA or LA-VT, blank between."),
    )
