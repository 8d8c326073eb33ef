"""Every string of the interface is there in every language, and keeps its placeholders."""

import re
import shutil

import pytest
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
