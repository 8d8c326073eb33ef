"""What stands around every page: the bar of desks, the search box, the languages, the theme."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

THEMES = {"auto": _("As the device"), "light": _("Light"), "dark": _("Dark")}
THEME_COOKIE = "theme"

# A desk appears in the bar as soon as the page of this name exists.
DESKS = (
    ("today", _("Today")),
    ("newswire:index", _("Wire")),
    ("market:index", _("Market")),
    ("translation:index", _("Translation")),
    ("protection:index", _("Protection")),
    ("report:index", pgettext_lazy("desk", "Report")),
    ("calls:index", _("Calls")),
)
SEARCH = "catalogue:search"


@dataclass(frozen=True, slots=True)
class Desk:
    label: str | Promise
    url: str
    is_current: bool


def context(request: HttpRequest) -> dict[str, Any]:
    # A request that was refused at the door has no user yet, and its page has this frame all the same.
    is_member = hasattr(request, "user") and request.user.is_authenticated
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    return {
        "actor": getattr(request, "actor", None),
        "organisations": getattr(request, "organisations", ()),
        "desks": _desks(request) if is_member else (),
        "search_url": _address(SEARCH) if is_member else None,
        "languages": settings.LANGUAGES,
        "themes": THEMES,
        "theme": theme if theme in THEMES else "auto",
    }


def _desks(request: HttpRequest) -> tuple[Desk, ...]:
    found = []
    for name, label in DESKS:
        url = _address(name)
        if url is not None:
            is_current = request.path == url if url == "/" else request.path.startswith(url)
            found.append(Desk(label, url, is_current))
    return tuple(found)


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
