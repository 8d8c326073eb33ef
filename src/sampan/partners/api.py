"""What every desk's API shares: keys as bearer tokens, scopes, and answers that are sentences."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import ninja
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Schema
from ninja.decorators import decorate_view
from ninja.security import HttpBearer

from .actor import Actor
from .errors import Invalid, Refused
from .idempotency import HEADER, KEY, answer_once
from .models import Scope
from .tokens import actor_of_token

Row = TypeVar("Row", bound=Model)


class Problem(Schema):
    """Why a request was not carried out, as a sentence; and which field has to change, where one is to blame."""

    error: str
    field: str | None = None


# Every operation may answer so; schemathesis holds us to it.
PROBLEMS: dict[int, Any] = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem}


class BearerToken(HttpBearer):
    """The key of an organisation; a program acts for it within the key's scopes."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:  # noqa: ARG002  # ninja's signature
        return actor_of_token(token, at=timezone.now())


def acting(request: HttpRequest, scope: Scope) -> Actor:
    """The program that asks, when its key has the scope."""
    actor = getattr(request, "auth", None)
    if not isinstance(actor, Actor):
        raise Refused(_("Send the key of your organisation as a bearer token."))
    _demand(actor, scope)
    request.__dict__.setdefault("scopes", []).append(scope.value)
    return actor


def _demand(actor: Actor, scope: Scope) -> None:
    if not actor.within(scope):
        sentence = _("This key may not be used for “%(scope)s”; issue one that has this scope.")
        raise Refused(sentence % {"scope": scope.value})


class Paging(Schema):
    """Which part of a list; 100 rows at the most."""

    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(30, ge=1, le=100)

    def cut(self, rows: QuerySet[Row]) -> list[Row]:
        start = (self.page - 1) * self.size
        return list(rows[start : start + self.size])


Run = Callable[..., HttpResponse]
_WRITING = {"POST", "PUT", "PATCH", "DELETE"}


class Router(ninja.Router):
    """For every part of the API: what writes may be sent again under its Idempotency-Key, and is done once."""

    def add_api_operation(
        self, path: str, methods: list[str], view_func: Callable[..., Any], **options: Any
    ) -> None:
        if _WRITING.isdisjoint(methods):
            super().add_api_operation(path, methods, view_func, **options)
            return
        extra = options.pop("openapi_extra", None) or {}
        extra["parameters"] = [*extra.get("parameters", ()), _header()]
        super().add_api_operation(path, methods, view_func, openapi_extra=extra, **options)
        decorate_view(_once)(view_func)


def _header() -> dict[str, Any]:
    schema = {"type": "string", "minLength": 16, "maxLength": 255, "pattern": f"^{KEY}$"}
    return {"name": HEADER, "in": "header", "required": False, "schema": schema}


def _once(run: Run) -> Run:
    @wraps(run)
    def run_once(request: HttpRequest, **arguments: Any) -> HttpResponse:
        key, actor = request.headers.get(HEADER), BearerToken()(request)
        if key is None or not isinstance(actor, Actor):
            return run(request, **arguments)

        def work() -> tuple[HttpResponse, list[str]]:
            reply = run(request, **arguments)
            return reply, request.__dict__.get("scopes", [])

        try:
            reply, scopes = answer_once(
                request=request,
                organisation=actor.organisation,
                key=key,
                work=work,
                at=timezone.now(),
            )
            for scope in scopes:
                _demand(actor, Scope(scope))
        except Invalid as error:
            return JsonResponse({"error": str(error), "field": error.field}, status=422)
        except Refused as error:
            return JsonResponse({"error": str(error), "field": None}, status=403)
        return reply

    return run_once
