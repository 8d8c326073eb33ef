"""Where the house takes its stories: added, looked at, woken, removed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sampan.desks.newswire import services
from sampan.desks.newswire.forms import DestinationFormPage
from sampan.desks.newswire.models import Delivery, Destination
from sampan.desks.newswire.models.delivery import DestinationForm, DestinationKind, EmbargoPolicy
from sampan.desks.newswire.services.delivery import WAITING
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.errors import Invalid
from sampan.partners.models import Role


@member_required(Role.EDITOR)
def add(request: MemberRequest) -> HttpResponse:
    form = DestinationFormPage(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            destination, secret = services.add_destination(
                actor=request.actor,
                name=told["name"],
                kind=DestinationKind(told["kind"]),
                url=told["url"],
                form=DestinationForm(told["form"]),
                embargo=EmbargoPolicy(told["embargo"]),
            )
        except Invalid as error:
            form.add_error(error.field, str(error))
        else:
            return _show_secret(request, destination, secret)
    return render(
        request,
        "newswire/add_destination.html",
        {"form": form},
        status=422 if form.is_bound else 200,
    )


@member_required(Role.EDITOR)
def destination(request: MemberRequest, pk: int) -> HttpResponse:
    """One destination: whether it takes what is sent, and what it missed."""
    shown = _destination(request, pk)
    deliveries = Delivery.objects.filter(route__destination=shown)
    waiting = deliveries.filter(state__in=WAITING).count() if shown.is_push else 0
    rows = deliveries.select_related("version__edition__house", "route__destination")
    context = {
        "destination": shown,
        "waiting": waiting,
        "may_wake": shown.is_active and bool(shown.suspended_at or shown.has_missed),
        "page": Paginator(rows.order_by("-queued_at", "-pk"), 30).get_page(request.GET.get("page")),
    }
    return render(request, "newswire/destination.html", context)


@require_POST
@member_required(Role.EDITOR)
def wake(request: MemberRequest, pk: int) -> HttpResponse:
    services.wake_destination(actor=request.actor, destination=_destination(request, pk))
    messages.success(request, _("Woken. What it missed is on its way, in order."))
    return redirect("newswire:destination", pk=pk)


@require_POST
@member_required(Role.EDITOR)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    services.remove_destination(actor=request.actor, destination=_destination(request, pk))
    return redirect("newswire:receiving")


def _destination(request: MemberRequest, pk: int) -> Destination:
    return get_object_or_404(Destination.objects.visible_to(request.actor.organisation), pk=pk)


def _show_secret(request: MemberRequest, destination: Destination, secret: str) -> HttpResponse:
    """Shown this once: it is kept sealed (push) or as a digest (feed)."""
    address = request.build_absolute_uri(reverse("newswire:feed", args=[secret]))
    context = {"destination": destination, "secret": secret, "address": address}
    return render(request, "newswire/secret.html", context)
