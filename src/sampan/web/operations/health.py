"""/healthz: one line a part, 200 when all are well and 503 when one is not."""

import shutil
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from sampan.partners.models import Event

from .installation import waiting_migrations

# A worker seals within seconds; one that has not for this long has stopped.
SILENCE = timedelta(minutes=2)
LEAST_FREE = 200 * 2**20


class HealthMiddleware:
    """Answers before hosts and schemes are judged: who asks by 127.0.0.1 stands beside the machine's front door."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return healthz(request) if request.path == "/healthz" else self.get_response(request)


def healthz(_request: HttpRequest) -> JsonResponse:
    parts = {name: _ask(check) for name, check in CHECKS.items()}
    well = all(answer == "ok" for answer in parts.values())
    return JsonResponse({"well": well, **parts}, status=200 if well else 503)


def _ask(check: Callable[[], str]) -> str:
    try:
        return check()
    except (DatabaseError, OSError) as error:
        return f"no answer ({type(error).__name__})"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations() -> str:
    waiting = waiting_migrations()
    if not waiting:
        return "ok"
    return f"not all applied, {waiting} wait; start “sampan serve” anew, it applies them"


def _worker() -> str:
    """An event that nobody has sealed for minutes says that no worker runs."""
    oldest = Event.objects.filter(position=None).order_by("id").values_list("at", flat=True).first()
    if oldest is None or timezone.now() - oldest < SILENCE:
        return "ok"
    return f"nothing was handled since {oldest:%Y-%m-%d %H:%M} UTC; is “sampan work” running?"


def _disk() -> str:
    return disk_answer(shutil.disk_usage(settings.VAR).free, settings.VAR.name)


def disk_answer(free: int, folder: str) -> str:
    return "ok" if free > LEAST_FREE else f"only {free // 2**20} MB are free in {folder}"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "worker": _worker,
    "disk": _disk,
}
