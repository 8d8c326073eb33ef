"""Every address of the site. A desk's own addresses stand in its urls.py."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from . import pages, preferences, reservation
from .api import api
from .operations.health import healthz
from .operations.metrics import metrics

PLACES = {"newswire": "wire"}  # where a desk's address is not its name
urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.front, name="today"),
    path("style/", pages.style, name="style"),
    path("language/", preferences.language, name="language"),
    path("theme/", preferences.theme, name="theme"),
    path("switch/", preferences.switch, name="switch"),
    *[
        path(f"{PLACES.get(desk, desk)}/", include(f"sampan.desks.{desk}.urls"))
        for desk in settings.DESKS
    ],
    path("", include("sampan.catalogue.urls")),
    path("", include("sampan.partners.urls")),
    path("api/", api.urls),
    path("account/", include("allauth.account.urls")),
    path("account/two-step/", include("allauth.mfa.urls")),
    path("robots.txt", reservation.robots, name="robots"),
    path(".well-known/tdmrep.json", reservation.tdmrep, name="tdmrep"),
    path("rsl.xml", reservation.rsl, name="rsl"),
    path("ai-policy.json", reservation.policy, name="ai-policy"),
    path("healthz", healthz, name="healthz"),
    path("metrics", metrics, name="metrics"),
]

handler400 = "sampan.web.refusals.bad_request"
handler403 = "sampan.web.refusals.permission_denied"
handler404 = "sampan.web.refusals.page_not_found"
