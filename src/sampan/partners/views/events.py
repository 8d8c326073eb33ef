"""The log of the house, and what could not be told to its own programs."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from sampan.partners import services
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.models import Event, Handling, Role


@member_required(Role.AUDITOR)
def index(request: MemberRequest) -> HttpResponse:
    """Every event of the house, with its place in the chain."""
    log = Event.objects.told_to(request.actor.organisation).select_related("person", "token")
    names = log.order_by("name").values_list("name", flat=True).distinct()
    if wanted := request.GET.getlist("name"):
        log = log.filter(name__in=wanted)
    page = Paginator(log.order_by("-id"), 50).get_page(request.GET.get("page"))
    options = [{"value": name, "label": name} for name in names]
    return render(request, "partners/events.html", {"page": page, "names": options})


@member_required(Role.OWNER, Role.AUDITOR)
def undelivered(request: MemberRequest) -> HttpResponse:
    """What was given up after many tries."""
    dead = Handling.objects.of(request.actor.organisation).dead().select_related("event")
    page = Paginator(dead.order_by("-id"), 50).get_page(request.GET.get("page"))
    return render(request, "partners/undelivered.html", {"page": page, "replay": "partners:replay"})


@require_POST
@member_required(Role.OWNER)
def replay_one(request: MemberRequest, pk: int) -> HttpResponse:
    own = Handling.objects.of(request.actor.organisation).select_related("event")
    services.replay(actor=request.actor, handling=get_object_or_404(own, pk=pk))
    return redirect("partners:undelivered")
