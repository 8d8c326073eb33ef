"""What this site says to machines: of what everybody sees, by settings; of what members see, that all is reserved.

A story that is taken out says for itself what its grants allow, and its headers the same.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from sampan.engines.rights.reservation import (
    Policy,
    odrl,
    write_headers,
    write_robots,
    write_rsl,
    write_tdmrep,
)

_RESERVED = Policy(frozenset())


def public_policy() -> Policy:
    """The policy of what the site shows to everybody: its first page, its published reports."""
    terms = settings.AI_TERMS or settings.PUBLIC_URL + reverse("ai-policy")
    return Policy(frozenset(settings.AI_ALLOW), terms=terms)


class ReservationMiddleware:
    """Headers for machines on every answer that does not bring its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_public = not (request.user.is_authenticated or "authorization" in request.headers)
        for name, value in write_headers(public_policy() if is_public else _RESERVED).items():
            response.headers.setdefault(name, value)
        return response


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    licence = f"License: {settings.PUBLIC_URL}{reverse('rsl')}\n\n"
    return HttpResponse(licence + write_robots(public_policy()), content_type="text/plain")


@require_safe
def tdmrep(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(write_tdmrep(public_policy()), content_type="application/json")


@require_safe
def rsl(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(write_rsl(public_policy()), content_type="application/rsl+xml")


@require_safe
def policy(_request: HttpRequest) -> JsonResponse:
    """The same in ODRL, use by use: what a tdm-policy points to where the house names no terms of its own."""
    said = odrl(public_policy(), f"{settings.PUBLIC_URL}/")
    return JsonResponse(said, content_type="application/ld+json", json_dumps_params={"indent": 2})
