"""Starting Django for a command that needs it, and turning what fails there into sentences."""

import os

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import DatabaseError

from .output import CannotRun


def start_django(*, log_level: str = "WARNING") -> None:
    """Load the settings. A command that goes on logs what it does; one that ends says it itself."""
    if settings.configured:
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sampan.web.settings")
    os.environ.setdefault("SAMPAN_LOG_LEVEL", log_level)
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise CannotRun(str(error)) from None


def sentence_of(error: Exception) -> str | None:
    """What to tell a person about an error that a command did not expect; None for a fault of the program."""
    if isinstance(error, DatabaseError):
        return _about_database(str(error).strip())
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        return f"{place}{error.strerror or error}."
    return str(error) if _is_sentence(error) else None


def _is_sentence(error: Exception) -> bool:
    from sampan.partners.errors import Invalid, Refused, Unreachable  # noqa: PLC0415  # needs Django started

    return isinstance(error, Invalid | Refused | Unreachable)


def _about_database(said: str) -> str:
    lines = said.splitlines() or ["it gave no reason"]
    if "is locked" in said:
        return "The database is busy: another program has been writing for long. Try again in a moment."
    if "no such table" in said or "does not exist" in lines[0]:
        return f"The database is not made yet ({lines[0]}); “sampan serve” makes it."
    return f"The database cannot be used: {lines[0]}."
