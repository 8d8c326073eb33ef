"""The operator's pages: who takes part, and what the worker could not do. No partner's work is shown here."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sampan.engines.rights import bloc_of
from sampan.partners import services
from sampan.partners.errors import Invalid, Refused
from sampan.partners.forms import FoundForm
from sampan.partners.mail import interface_language
from sampan.partners.models import Handling, Organisation, Person

View = Callable[..., HttpResponse]


def operator_required(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not _operator(request).is_operator:
            raise Refused(_("This page is for the operator of the installation."))
        return view(request, *args, **kwargs)

    return guarded


@operator_required
def index(request: HttpRequest) -> HttpResponse:
    houses = Organisation.objects.annotate(people=Count("memberships__person", distinct=True))
    dead = Handling.objects.dead().select_related("event").order_by("-id")
    context = {
        "houses": houses.order_by("name"),
        "page": Paginator(dead, 50).get_page(request.GET.get("page")),
        "replay": "partners:operator_replay",
    }
    return render(request, "partners/operator.html", context)


@operator_required
def found(request: HttpRequest) -> HttpResponse:
    """Let a partner in, with its first owner, who sets a password by the link for forgotten ones."""
    form = FoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            house = _found(request, form)
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("%(house)s takes part from now on.") % {"house": house})
            return redirect("partners:operator")
    context = {"form": form, "title": _("Let a partner in")}
    return render(request, "partners/form.html", context, status=422 if form.is_bound else 200)


@require_POST
@operator_required
def replay_one(request: HttpRequest, pk: int) -> HttpResponse:
    dead = Handling.objects.dead().select_related("event")
    services.replay(actor=_operator(request), handling=get_object_or_404(dead, pk=pk))
    return redirect("partners:operator")


def _found(request: HttpRequest, form: FoundForm) -> Organisation:
    told, today = form.cleaned_data, timezone.localdate()
    owner = Person.objects.filter(email=told["owner_email"].lower()).first()
    bloc = bloc_of(told["territory"], today)
    return services.create_organisation(
        operator=_operator(request),
        owner=owner
        or Person.objects.create_user(
            email=told["owner_email"],
            name=told["owner_name"],
            language=interface_language(told["languages"]),
        ),
        blocs=[(bloc.code, today)] if bloc else (),
        **form.told(),
    )


def _operator(request: HttpRequest) -> Person:
    return cast("Person", request.user)
