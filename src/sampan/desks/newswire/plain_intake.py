"""What the reader of news did to a story: its terms in the language of whoever looks, its own words beside."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Intake, Message

REPAIRS: dict[str, Promise] = {
    "attachment": _("A file could not be hung on the story"),
    "composition": _("Letters were put together"),
    "control characters": _("Characters that no text may hold were replaced"),
    "encoding": _("The encoding was found"),
    "entities": _("Names of characters were replaced"),
    "headline": _("A doubled headline was taken out"),
    "language": _("The language was found"),
    "markup": _("Broken markup was read as far as it goes"),
    "mojibake": _("Text that had been misread was read again"),
    "zawgyi": _("Zawgyi was converted to Unicode"),
}
REASONS: dict[str, Promise] = {
    "advertisement": _("Advertisement"),
    "header of a forwarded mail": _("Header of a forwarded mail"),
    "hidden on the page": _("Hidden on the page"),
    "legal notice of the mail": _("Legal notice of the mail"),
    "page header": _("Header of the page"),
    "prefix of a mail's subject": _("Prefix of a mail’s subject"),
    "quoted from another mail": _("Quoted from another mail"),
    "signature of the mail": _("Signature of the mail"),
    "subject of the mail that brought this story": _("Subject of the mail that brought this story"),
    "title of the page": _("Title of the page"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A term in the reader's language, and the engine's own words where they say more."""

    label: str | Promise
    detail: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A text that was set aside, under the number by which it is put back."""

    number: int
    text: str
    language: str
    why: Said


@dataclass(frozen=True, slots=True)
class PlainIntake:
    message: Message
    repairs: tuple[Said, ...]
    set_aside: tuple[Aside, ...]


def plain(intake: Intake) -> PlainIntake:
    """The intake of a story as its page tells it; the same repair of several parts is told once."""
    repairs = dict.fromkeys((told["kind"], told["detail"]) for told in intake.repairs)
    return PlainIntake(
        message=intake.message,
        repairs=tuple(Said(REPAIRS.get(kind, kind), detail) for kind, detail in repairs),
        set_aside=tuple(
            Aside(number, told["text"], told.get("language", ""), _why(told["reason"]))
            for number, told in enumerate(intake.set_aside)
        ),
    )


def _why(reason: str) -> Said:
    head, _colon, rest = reason.partition(": ")
    return Said(REASONS[head], rest) if head in REASONS else Said(_("Page furniture"), reason)
