"""The licence calendar as a page, and as a feed for calendar programs."""

from datetime import date, timedelta
from itertools import groupby

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from sampan.desks.market import deal_rules
from sampan.desks.market.agenda import KINDS, as_ics, entries
from sampan.desks.market.models import CalendarKey
from sampan.desks.market.paper_words import month_name
from sampan.desks.market.services.calendars import digest_of_key, make_key
from sampan.partners.acting import MemberRequest, member_required
from sampan.partners.models import Role

_BACK, _AHEAD = timedelta(days=31), timedelta(days=550)


@member_required()
def calendar(request: MemberRequest) -> HttpResponse:
    """A month a heading; `?kind=` filters."""
    today = timezone.localdate()
    found = entries(request.actor.organisation, after=today - _BACK, before=today + _AHEAD)
    if wanted := request.GET.getlist("kind"):
        found = [entry for entry in found if entry.kind in wanted]
    months = [
        (month_name(date(year, month, 1)), list(some))
        for (year, month), some in groupby(found, key=lambda one: (one.on.year, one.on.month))
    ]
    context = {
        "months": months,
        "count": len(found),
        "today": today,
        "kinds": [{"value": kind.value, "label": label} for kind, label in KINDS.items()],
        "has_feed": CalendarKey.objects.filter(house=request.actor.organisation).exists(),
        "may_deal": deal_rules.is_dealing(request.actor),
    }
    return render(request, "market/calendar.html", context)


@require_POST
@member_required(Role.SELLER, Role.BUYER)
def open_feed(request: MemberRequest) -> HttpResponse:
    """A new secret address, shown this once; the one before stops working."""
    secret = make_key(actor=request.actor)
    address = request.build_absolute_uri(reverse("market:calendar_feed", args=[secret]))
    return render(request, "market/calendar_feed.html", {"address": address})


@require_GET
def feed(_request: HttpRequest, key: str) -> HttpResponse:
    """Whoever has the address reads it; calendar programs cannot sign in."""
    found = CalendarKey.objects.filter(digest=digest_of_key(key)).select_related("house").first()
    if found is None or not found.house.is_active:
        raise Http404
    today = timezone.localdate()
    language = (found.house.languages or ["en"])[0]
    told = entries(found.house, after=today - _BACK, before=today + _AHEAD, language=language)
    body = as_ics(told, title=f"Sampan · {found.house.name}", address=settings.PUBLIC_URL)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


urls = [
    path("calendar/", calendar, name="calendar"),
    path("calendar/feed/", open_feed, name="open_calendar"),
    path("calendar/<str:key>.ics", feed, name="calendar_feed"),
]
