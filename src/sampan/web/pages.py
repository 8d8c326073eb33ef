"""The pages that belong to no desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sampan.partners.acting import ActingRequest

from .specimens import specimens
from .today import gather


def front(request: ActingRequest) -> HttpResponse:
    """Today for a member; for a visitor, what the exchange is."""
    if request.actor is not None:
        return render(request, "today.html", {"today": gather(request.actor, at=timezone.now())})
    if request.user.is_authenticated:
        return render(request, "alone.html")
    return render(request, "front.html", {"words": NEWS})


def style(request: HttpRequest) -> HttpResponse:
    return render(request, "style.html", specimens(request))


# “News”, as each of the working languages says it.
NEWS = (
    ("zh-Hans", "新闻"),
    ("lo", "ຂ່າວ"),
    ("en", "news"),
    ("km", "ព័ត៌មាន"),
    ("vi", "tin tức"),
    ("my", "သတင်း"),
    ("id", "berita"),
    ("th", "ข่าว"),
    ("fil", "balita"),
    ("pt", "notícias"),
    ("ms", "warta"),
    ("tet", "notísia"),
)
