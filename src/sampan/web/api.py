"""The API: one door for programs, put together from the desks' own. Its description is at /api/openapi.json."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from sampan import __version__
from sampan.catalogue.api import router as catalogue
from sampan.partners.api import BearerToken
from sampan.partners.errors import Invalid, Refused

api = NinjaAPI(
    title="Sampan",
    version=__version__,
    description="Stories, rights, matches and facts, for programs of the partners.",
    auth=BearerToken(),
    docs_url=None,  # its page would load scripts from elsewhere
)
api.add_router("/catalogue", catalogue)
for _desk in settings.DESKS:
    _address = "/wire" if _desk == "newswire" else f"/{_desk}"
    api.add_router(_address, import_string(f"sampan.desks.{_desk}.api.router"))


def _say(
    request: HttpRequest, sentence: str, status: int, field: str | None = None
) -> HttpResponse:
    return api.create_response(request, {"error": sentence, "field": field}, status=status)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return _say(request, str(error), 403)


@api.exception_handler(Invalid)
def invalid(request: HttpRequest, error: Invalid) -> HttpResponse:
    return _say(request, str(error), 422, error.field)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return _say(request, "Send a valid key of your organisation as a bearer token.", 401)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, _error: Http404) -> HttpResponse:
    return _say(request, "There is nothing here, or it has not been shared with you.", 404)


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    # Of ("query", "asked", "page") the first is the place, and a name of ours may follow it.
    place = [str(part) for part in first["loc"]]
    where = place[-1] if place else ""
    return _say(request, f"{where}: {first['msg']}.", 422, where)


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _say(request, str(error), error.status_code)
