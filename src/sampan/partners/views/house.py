"""The house: who it is, who works here, in which roles."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sampan.partners import rules, services
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid
from sampan.partners.forms import InviteForm
from sampan.partners.mail import interface_language, send_invitation
from sampan.partners.models import Invitation, Membership, Organisation, Person, Role


@member_required()
def index(request: MemberRequest) -> HttpResponse:
    house = request.actor.organisation
    roles = Membership.objects.filter(organisation=house).order_by("role")
    people = Person.objects.filter(memberships__organisation=house).distinct().order_by("name")
    open_invitations = Invitation.objects.filter(
        organisation=house, accepted_at=None, expires_at__gt=timezone.now()
    )
    context = {
        "house": house,
        "people": people.prefetch_related(Prefetch("memberships", queryset=roles, to_attr="here")),
        "invitations": open_invitations.order_by("-created_at"),
        "may_manage": rules.may_manage_members(request.actor),
        "may_read_log": rules.may_read_events(request.actor),
    }
    return render(request, "partners/house.html", context)


@member_required()
def profile(request: MemberRequest, slug: str) -> HttpResponse:
    """What partners see of one another."""
    house = get_object_or_404(Organisation.objects.active(), slug=slug)
    return render(request, "partners/profile.html", {"house": house, "blocs": house.blocs.all()})


@member_required(Role.OWNER)
def invite_person(request: MemberRequest) -> HttpResponse:
    spoken = interface_language(request.actor.organisation.languages)
    form = InviteForm(request.POST or None, initial={"language": spoken})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            _invitation, secret = services.invite(
                actor=request.actor, email=told["email"], role=told["role"]
            )
        except Invalid as error:
            form.add_error(error.field, str(error))
        else:
            address = settings.PUBLIC_URL + reverse("partners:join", args=[secret])
            send_invitation(
                house=request.actor.organisation,
                email=told["email"],
                address=address,
                language=told["language"],
            )
            context = {"address": address, "email": told["email"]}
            return render(request, "partners/invited.html", context)
    status = 422 if form.is_bound else 200
    return render(
        request, "partners/form.html", {"form": form, "title": _("Invite")}, status=status
    )


@require_POST
@member_required()
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    here = Person.objects.filter(memberships__organisation=request.actor.organisation).distinct()
    services.remove_member(actor=request.actor, person=get_object_or_404(here, pk=pk))
    messages.success(request, _("Done."))
    return redirect("partners:house")
