"""What people fill in about their house."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from sampan.engines.language import LANGUAGES

from .models import OrganisationKind, Role, Scope


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    language = forms.ChoiceField(
        label=_("Language of the mail"),
        choices=settings.LANGUAGES,
        help_text=_("Whoever is known here gets it in the language that they chose."),
    )


class TokenForm(forms.Form):
    name = forms.CharField(label=_("What it is for"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=_("What it may be used for"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    expires_at = forms.DateTimeField(
        label=_("Ends at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class WebhookForm(forms.Form):
    url = forms.URLField(label=_("Address"), assume_scheme="https", max_length=500)
    names = forms.CharField(
        label=_("Events"),
        required=False,
        help_text=_("Names with blanks between, such as newswire.story.published; empty for all."),
    )


class JoinForm(forms.Form):
    """For somebody who has no account yet."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class FoundForm(forms.Form):
    """A new partner, let in by the operator."""

    slug = forms.SlugField(
        label=_("Short name"), max_length=60, help_text=_("Letters, digits and hyphens; it stays.")
    )
    name = forms.CharField(label=_("Name in English"), max_length=200)
    name_own = forms.CharField(label=_("Name in its own language"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    territory = forms.CharField(
        label=_("Territory"), max_length=6, help_text=_("ISO 3166, such as LA.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[(one.tag, f"{one.autonym} · {one.name}") for one in LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
    )
    owner_name = forms.CharField(label=_("Its first owner"), max_length=150)
    owner_email = forms.EmailField(label=_("The owner's e-mail address"))

    def clean_territory(self) -> str:
        return str(self.cleaned_data["territory"]).upper()

    def told(self) -> dict[str, Any]:
        names = ("slug", "name", "name_own", "kind", "territory", "languages")
        return {name: self.cleaned_data[name] for name in names}
