"""What every desk's API shares: keys as bearer tokens, scopes, and answers that are sentences."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

import ninja
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Field, Schema
from ninja.decorators import decorate_view
from ninja.errors import HttpError

from .actor import Actor
from .bearer import BearerToken, acting, demand_scope
from .errors import Invalid, Refused
from .idempotency import HEADER, KEY, answer_once
from .models import Scope

__all__ = [
    "CONFLICTS", "PROBLEMS", "BearerToken", "Paging", "Problem", "Router", "acting", "as_things_stand",
]  # fmt: skip

Row = TypeVar("Row", bound=Model)


class Problem(Schema):
    """Why a request was not carried out, as a sentence; and which field has to change, where one is to blame."""

    error: str
    field: str | None = None


# Every operation may answer so; schemathesis holds us to it.
PROBLEMS: dict[int, Any] = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem}
CONFLICTS: dict[int, Any] = {**PROBLEMS, 409: Problem}
"""Of what is well said, and cannot always be done; see `as_things_stand`."""


@contextmanager
def as_things_stand() -> Iterator[None]:
    """What is well said and cannot be done is a conflict: 409, with the sentence that says why."""
    try:
        yield
    except Invalid as error:
        raise HttpError(409, str(error)) from error


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
                demand_scope(actor, Scope(scope))
        except Invalid as error:
            return JsonResponse({"error": str(error), "field": error.field}, status=422)
        except Refused as error:
            return JsonResponse({"error": str(error), "field": None}, status=403)
        return reply

    return run_once
