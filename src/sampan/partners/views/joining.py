"""Taking up an invitation: signed in, or by making an account on the way."""

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from sampan.partners import services
from sampan.partners.errors import Invalid
from sampan.partners.forms import JoinForm
from sampan.partners.models import Invitation, Person
from sampan.partners.tokens import digest_of

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def join(request: HttpRequest, secret: str) -> HttpResponse:
    invitation = (
        Invitation.objects.filter(digest=digest_of(secret)).select_related("organisation").first()
    )
    if invitation is None:
        raise Invalid(_("This invitation is not known; ask for a new one."))
    known = Person.objects.filter(email=invitation.email).exists()
    form = JoinForm(request.POST or None) if not known else None
    if request.method == "POST" and (request.user.is_authenticated or (form and form.is_valid())):
        person = _join(request, invitation, secret, form)
        login(request, person, backend=_BACKEND)
        return redirect("today")
    context = {"form": form, "invitation": invitation, "known": known}
    return render(
        request, "partners/join.html", context, status=422 if form and form.errors else 200
    )


@transaction.atomic
def _join(
    request: HttpRequest, invitation: Invitation, secret: str, form: JoinForm | None
) -> Person:
    if request.user.is_authenticated:
        person = request.user
    else:
        assert form is not None
        person = Person.objects.create_user(
            email=invitation.email,
            password=form.cleaned_data["password"],
            name=form.cleaned_data["name"],
            language=translation.get_language() or "en",
        )
    services.accept_invitation(person=person, secret=secret)
    return person
