"""The ways in which an action says no. All are sentences for people."""

from typing import TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


class Refused(Exception):
    """A rule forbids it to this person or organisation."""


class Invalid(Exception):
    """The input cannot be used as it is; `field` names what has to change, where one field is to blame."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class Unreachable(Exception):
    """Something outside could not be fetched or told; says what and why."""


def valid(row: Row) -> Row:
    """The row itself when its fields and constraints hold; else Invalid, with the first field to blame."""
    try:
        row.full_clean()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Invalid(sentences[0], field=None if field == NON_FIELD_ERRORS else field) from error
    return row
