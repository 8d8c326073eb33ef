"""Who is acting on this page: the signed-in person, in the organisation that they chose."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from .actor import Actor
from .errors import Refused
from .models import Membership, Organisation, Person, Role

SESSION_KEY = "organisation"
Page = Callable[[HttpRequest], HttpResponse]
P = ParamSpec("P")


class ActingRequest(HttpRequest):
    """A request after ActingMiddleware."""

    actor: Actor | None
    organisations: tuple[Organisation, ...]


class MemberRequest(ActingRequest):
    """A request that passed member_required."""

    actor: Actor


@dataclass(frozen=True, slots=True)
class Seats:
    """All organisations that a person belongs to, with the roles held in each."""

    roles: dict[Organisation, set[Role]]

    @classmethod
    def of(cls, person: Person) -> "Seats":
        roles: dict[Organisation, set[Role]] = {}
        for membership in Membership.objects.of(person).order_by("organisation__name", "id"):
            roles.setdefault(membership.organisation, set()).add(Role(membership.role))
        return cls(roles)

    def actor(self, person: Person, wanted: int | None) -> Actor | None:
        """In the organisation asked for, or else in the first one."""
        for organisation in sorted(self.roles, key=lambda one: one.pk != wanted):
            held = frozenset(self.roles[organisation])
            return Actor(person=person, organisation=organisation, roles=held)
        return None


class ActingMiddleware:
    """Sets request.actor and request.organisations, and speaks the person's language in their time zone."""

    def __init__(self, get_response: Page) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        acting = cast("ActingRequest", request)
        acting.actor, acting.organisations = None, ()
        if not request.user.is_authenticated:
            return self.get_response(request)
        person = request.user
        seats = Seats.of(person)
        acting.organisations = tuple(seats.roles)
        acting.actor = seats.actor(person, request.session.get(SESSION_KEY))
        translation.activate(person.language)
        request.LANGUAGE_CODE = translation.get_language()
        with timezone.override(person.time_zone):
            response = self.get_response(request)
        response.headers["Content-Language"] = translation.get_language() or "en"
        return response


def member_required(
    *roles: Role,
) -> Callable[
    [Callable[Concatenate[MemberRequest, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """For views: a visitor is sent to sign in, a person without an organisation or one of these roles is refused."""

    def decorate(
        view: Callable[Concatenate[MemberRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            judge(cast("ActingRequest", request).actor, roles)
            return view(cast("MemberRequest", request), *args, **kwargs)

        return guarded

    return decorate


def judge(actor: Actor | None, roles: tuple[Role, ...]) -> None:
    """Refuses with the sentence that tells the person whom to ask."""
    if actor is None:
        raise Refused(
            _("You do not belong to an organisation yet. Ask the owner of yours to invite you.")
        )
    if roles and not actor.has(*roles):
        raise Refused(
            _(
                "This page is for these roles at %(organisation)s: %(roles)s. "
                "Ask an owner of %(organisation)s to give you one of them."
            )
            % {
                "organisation": actor.organisation,
                "roles": get_text_list([str(role.label) for role in roles], _("or")),
            }
        )
