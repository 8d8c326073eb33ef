"""Who asks the API: a program, by the key of its organisation, within the scopes of that key."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from .actor import Actor
from .errors import Refused
from .models import Scope
from .tokens import actor_of_token


class BearerToken(HttpBearer):
    """The key of an organisation; a program acts for it within the key's scopes."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:  # noqa: ARG002  # ninja's signature
        return actor_of_token(token, at=timezone.now())


def acting(request: HttpRequest, scope: Scope) -> Actor:
    """The program that asks, when its key has the scope."""
    actor = getattr(request, "auth", None)
    if not isinstance(actor, Actor):
        raise Refused(_("Send the key of your organisation as a bearer token."))
    demand_scope(actor, scope)
    request.__dict__.setdefault("scopes", []).append(scope.value)
    return actor


def demand_scope(actor: Actor, scope: Scope) -> None:
    if not actor.within(scope):
        sentence = _("This key may not be used for “%(scope)s”; issue one that has this scope.")
        raise Refused(sentence % {"scope": scope.value})
