"""What the house wants from the wire, and where it takes it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from sampan.desks.newswire import services
from sampan.desks.newswire.forms import SubscriptionForm
from sampan.desks.newswire.models import Delivery, Destination, Subscription
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.models import Role


@member_required(Role.EDITOR)
def index(request: MemberRequest) -> HttpResponse:
    organisation = request.actor.organisation
    destinations = (
        Destination.objects.visible_to(organisation)
        .filter(is_active=True)
        .prefetch_related("subscriptions")
        .order_by("name")
    )
    deliveries = Delivery.objects.sent_to(organisation).select_related(
        "version__edition__house", "route__destination"
    )
    context = {
        "destinations": destinations,
        "recalled": services.recalled_from(organisation=organisation)[:30],
        "deliveries": deliveries.order_by("-queued_at", "-pk")[:30],
    }
    return render(request, "newswire/receiving.html", context)


@member_required(Role.EDITOR)
def add_subscription(request: MemberRequest, pk: int) -> HttpResponse:
    destination = destination_of(request, pk)
    form = SubscriptionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        services.subscribe(
            actor=request.actor,
            destination=destination,
            name=told["name"],
            languages=told["languages"],
            topics=told["topics"],
            places=told["places"].upper().split(),
            agencies=[house.slug for house in told["agencies"]],
        )
        return redirect("newswire:receiving")
    context = {"form": form, "destination": destination}
    return render(request, "newswire/subscribe.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_required(Role.EDITOR)
def end_subscription(request: MemberRequest, pk: int) -> HttpResponse:
    visible = Subscription.objects.visible_to(request.actor.organisation)
    subscription = get_object_or_404(visible.select_related("destination"), pk=pk)
    services.unsubscribe(actor=request.actor, subscription=subscription)
    return redirect("newswire:receiving")


def destination_of(request: MemberRequest, pk: int) -> Destination:
    return get_object_or_404(Destination.objects.visible_to(request.actor.organisation), pk=pk)
