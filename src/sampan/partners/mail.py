"""Mail to people, in the language of whoever reads it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from .models import Organisation, Person


def interface_language(tags: Iterable[str]) -> str:
    """The first of these that the interface speaks; English where it speaks none.

    >>> interface_language(["km", "zh-Hans", "th"])
    'zh-hans'
    """
    spoken = [code for code, _name in settings.LANGUAGES]
    return next((tag.lower() for tag in tags if tag.lower() in spoken), "en")


@contextmanager
def language_of(email: str, *, otherwise: str | None = None) -> Iterator[None]:
    """Speak the language of the person at this address; of one who is not known, `otherwise` or what is spoken now."""
    known = Person.objects.filter(email=email.strip().lower()).values_list("language", flat=True)
    with translation.override(known.first() or otherwise or translation.get_language()):
        yield


def send_invitation(*, house: Organisation, email: str, address: str, language: str) -> None:
    """The link by mail; it is shown on the page too, since a small house may have no mail server."""
    with language_of(email, otherwise=language):
        subject = _("%(house)s invites you to Sampan") % {"house": house}
        text = _(
            "%(house)s invites you to work with it on Sampan. Open this address within fourteen days:"
        ) % {"house": house}
    send_mail(subject, f"{text}\n\n{address}\n", None, [email], fail_silently=True)
