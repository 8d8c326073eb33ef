"""What every desk's API shares: keys as bearer tokens, scopes, and answers that are sentences."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Schema
from ninja.security import HttpBearer

from .actor import Actor
from .errors import Refused
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
        raise Refused("Send the key of your organisation as a bearer token.")
    if not actor.within(scope):
        raise Refused(
            f"This key may not be used for “{scope.value}”; issue one that has this scope."
        )
    return actor


class Paging(Schema):
    """Which part of a list; 100 rows at the most."""

    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(30, ge=1, le=100)

    def cut(self, rows: QuerySet[Row]) -> list[Row]:
        start = (self.page - 1) * self.size
        return list(rows[start : start + self.size])
