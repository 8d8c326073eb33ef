"""/healthz: each part says itself when it is not well."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError
from django.test import Client
from django.utils import timezone

from sampan.partners.models import Event
from sampan.partners.worker import drain
from sampan.web.operations import health

WELL = {"well": True, "database": "ok", "migrations": "ok", "worker": "ok", "disk": "ok"}


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


def test_all_is_well(client: Client, db: None) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, WELL)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "wire.example.org", "10.0.0.7"])
def test_it_answers_beside_the_front_door(
    client: Client, db: None, settings: Any, host: str
) -> None:
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["wire.example.org"]
    answer = client.get("/healthz", headers={"Host": host})
    assert (answer.status_code, answer.json()) == (200, WELL)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get("/", headers={"Host": "wire.example.org"}).status_code == 301


def happened(ago: timedelta) -> Event:
    return Event.objects.create(
        name="partners.thing.happened", subject="x.y:1", at=timezone.now() - ago
    )


def test_a_worker_that_seals_nothing(client: Client, transactional_db: None) -> None:
    event = happened(timedelta(minutes=3))
    answer = client.get("/healthz")
    silent = f"nothing was handled since {event.at:%Y-%m-%d %H:%M} UTC; is “sampan work” running?"
    assert (answer.status_code, answer.json()) == (503, WELL | {"well": False, "worker": silent})
    drain()
    assert client.get("/healthz").json() == WELL


def test_a_moment_is_no_silence(client: Client, db: None) -> None:
    happened(timedelta(minutes=1))
    assert client.get("/healthz").json() == WELL


def test_a_migration_that_was_not_applied(client: Client, db: None) -> None:
    last = MigrationRecorder(connection).migration_qs.filter(app="report").latest("id")
    last.delete()
    answer = client.get("/healthz")
    behind = "not all applied, 1 wait; start “sampan serve” anew, it applies them"
    assert (answer.status_code, answer.json()) == (
        503,
        WELL | {"well": False, "migrations": behind},
    )


def test_a_full_disk() -> None:
    assert health.disk_answer(10 * 2**20, "var") == "only 10 MB are free in var"
    assert health.disk_answer(300 * 2**20, "var") == "ok"


def test_a_folder_that_is_gone(client: Client, db: None, settings: Any) -> None:
    settings.VAR = settings.VAR / "gone"
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (
        503,
        WELL | {"well": False, "disk": "no answer (FileNotFoundError)"},
    )


def test_a_database_that_does_not_answer(client: Client, db: None) -> None:
    """Whatever asks the database says so for its own part; nobody sees a trace."""

    def broken(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        raise OperationalError("the server closed the connection")

    with connection.execute_wrapper(broken):
        answer = client.get("/healthz")
    silent = dict.fromkeys(("database", "migrations", "worker"), "no answer (OperationalError)")
    assert (answer.status_code, answer.json()) == (503, WELL | {"well": False} | silent)
