"""What people fill in at the protection desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.uploads import UploadField, read_upload
from sampan.catalogue.wording import territories
from sampan.partners.models import Organisation

from .models import MatchState

_DECISIONS = [
    (state.value, state.label)
    for state in (MatchState.PURSUED, MatchState.SETTLED, MatchState.DISMISSED)
]


class SightingForm(forms.Form):
    file = UploadField(
        label=_("File"), required=False, help_text=_("The page or the article as you found it.")
    )
    text = forms.CharField(
        label=_("Or its text"), required=False, widget=forms.Textarea(attrs={"rows": 10})
    )
    outlet = forms.CharField(label=_("Where it was seen"), max_length=200)
    party = forms.ModelChoiceField(
        label=_("If that is a partner"), queryset=Organisation.objects.active(), required=False
    )
    territory = forms.ChoiceField(label=_("Territory"), choices=territories)
    url = forms.URLField(label=_("Address"), required=False, assume_scheme="https", max_length=1000)

    def clean(self) -> dict[str, object]:
        told = super().clean() or {}
        if not told.get("file") and not told.get("text"):
            self.add_error("text", _("Give the file or the text of what you saw."))
        return told

    def bytes(self) -> tuple[str, bytes]:
        """A name and the bytes, from whichever was given."""
        file = self.cleaned_data["file"]
        if file:
            return file.name, read_upload(file)
        return "seen.txt", self.cleaned_data["text"].encode()


class SettleForm(forms.Form):
    state = forms.ChoiceField(label=_("What follows"), choices=_DECISIONS)
    note = forms.CharField(label=_("Note"), required=False, max_length=1000)
