"""Files that people and programs send in, none larger than the readers of news take; told before any is read."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from sampan.engines.news import LIMIT
from sampan.partners.errors import Invalid


def read_upload(file: "UploadedFile[bytes]") -> bytes:
    """Its bytes. Raises Invalid, with a sentence, for more than may come in at once."""
    size = file.size or 0
    if size > LIMIT:
        raise Invalid(_too_large(size), field="file")
    data: bytes = file.read()
    return data


class UploadField(forms.FileField):
    """The same, for a form."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file and file.size > LIMIT:
            raise ValidationError(_too_large(file.size), code="too_large")
        return file


def _too_large(size: int) -> str:
    return _("The file has %(size)d MB; %(most)d MB is the most. Send it in parts.") % {
        "size": -(-size // 2**20),
        "most": LIMIT // 2**20,
    }
