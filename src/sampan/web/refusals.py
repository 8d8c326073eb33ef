"""Turns the sentences of services into pages, so that views need not catch them."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sampan.partners.errors import Invalid, Refused


class RefusalMiddleware:
    """Refused becomes 403 and Invalid 400: a page, or plain text for htmx, which shows it in the corner."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # No text has a zero character in it, and PostgreSQL refuses to look for one.
        if "%00" in request.META.get("QUERY_STRING", ""):
            return say(
                request, _("There is a character in the address that is no text."), status=400
            )
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return say(request, str(error), status=403)
        if isinstance(error, Invalid):
            return say(request, str(error), status=400)
        return None


def say(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"error": sentence, "field": None}, status=status)
    if request.headers.get("HX-Request"):
        return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    return render(request, f"{status}.html", {"sentence": sentence}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's signature
    return say(request, _("What your browser sent could not be understood."), status=400)


def permission_denied(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    return say(request, str(exception) or _("Your account may not open this page."), status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's signature
    sentence = _("There is nothing at this address, or it has not been shared with you.")
    return say(request, sentence, status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django's signature
    sentence = _(
        "This form was open for too long, or your browser refuses cookies. "
        "Go back, load the page again and send it once more."
    )
    return say(request, sentence, status=403)
