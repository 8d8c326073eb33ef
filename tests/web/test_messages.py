"""Every string of the interface is there in every language, and keeps its placeholders."""

import re
import shutil

import pytest
from django import forms
from django.utils import translation
from django.utils.translation import gettext

from sampan.web import messages

NEEDS_GETTEXT = pytest.mark.skipif(shutil.which("xgettext") is None, reason="GNU gettext is absent")


@NEEDS_GETTEXT
def test_no_language_lacks_a_string() -> None:
    """To mend: python -m sampan.web.messages, then fill what it lists."""
    assert messages.missing() == {language: [] for language in messages.LANGUAGES}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_markup_survives_translation(language: str) -> None:
    text = "\n".join(path.read_text("utf-8") for path in messages.catalogues(language))
    entries = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"', text, re.MULTILINE)
    assert entries != []
    wrong = [
        source
        for source, target in entries
        if re.findall(r"</?\w+", source) != re.findall(r"</?\w+", target)
    ]
    assert wrong == []


def test_what_no_speaker_has_read_is_listed() -> None:
    review = (messages.LOCALE / "REVIEW.md").read_text("utf-8")
    assert [language for language in messages.LANGUAGES if f"`{language}`" not in review] == []


@pytest.mark.parametrize("code", ["zh-hans", "lo", "th", "vi"])
def test_a_reader_meets_their_language(code: str) -> None:
    with translation.override(code):
        assert gettext("Sign in") != "Sign in"
        assert gettext("This field is required.") != "This field is required."


class Everything(forms.Form):
    """A field of each kind that our forms have, with its limits."""

    count = forms.IntegerField(min_value=5)
    price = forms.DecimalField(max_digits=3, decimal_places=1)
    slug = forms.SlugField()
    name = forms.CharField(min_length=3, max_length=4)
    file = forms.FileField()
    kind = forms.MultipleChoiceField(choices=[("a", "A")])


@pytest.mark.parametrize("code", ["zh-hans", "lo", "th", "vi"])
@pytest.mark.parametrize(
    "told",
    [
        {"count": "4", "price": "12.34", "slug": "ກ", "name": "ab", "kind": ["b"]},
        {"count": "x", "price": "1234", "slug": "", "name": "abcde", "kind": []},
    ],
)
def test_what_a_form_refuses_is_said_in_the_readers_language(
    code: str, told: dict[str, object]
) -> None:
    refused, in_theirs = refusals("en", told), refusals(code, told)
    assert set(refused) == set(in_theirs) == set(Everything.base_fields)
    assert [name for name in refused if refused[name] == in_theirs[name]] == []


def refusals(code: str, told: dict[str, object]) -> dict[str, list[str]]:
    with translation.override(code):
        errors = Everything(told, {}).errors
        return {name: [str(fault) for fault in faults] for name, faults in errors.items()}
