"""The three small choices that a reader makes in the frame: language, light or dark, organisation."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from sampan.partners.acting import SESSION_KEY, ActingRequest
from sampan.partners.errors import Refused
from sampan.partners.models import Person

from .frame import THEME_COOKIE, THEMES

YEAR = 365 * 24 * 3600


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Kept in a cookie, and with the person who is signed in."""
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        Person.objects.filter(pk=request.user.pk).update(language=chosen)
    return set_language(request)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    response = redirect(_back(request))
    chosen = request.POST.get("theme", "auto")
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE,
            chosen,
            max_age=YEAR,
            samesite="Lax",
            secure=not settings.LOCAL,
            httponly=True,
        )
    return response


@require_POST
def switch(request: ActingRequest) -> HttpResponse:
    """To another organisation that the person belongs to."""
    wanted = request.POST.get("organisation", "")
    if wanted not in {str(one.pk) for one in request.organisations}:
        raise Refused(_("You do not belong to that organisation."))
    request.session[SESSION_KEY] = int(wanted)
    return redirect("/")


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if is_ours else "/"
