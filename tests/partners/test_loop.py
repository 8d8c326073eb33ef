"""The worker as it runs: `sampan work` and `sampan check` as processes, on a database of their own."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from partners.receiver import Receiver, plainly
from sampan.cli import main
from sampan.engines.rights.reservation import LEAVES
from sampan.partners import services
from sampan.partners.actor import Actor
from sampan.partners.loop import work
from sampan.partners.models import Event, Handling
from sampan.partners.outbox import hand_out
from sampan.partners.worker import Worker

Happen = Callable[..., Event]
SAMPAN = Path(sys.executable).with_name("sampan")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.django_db
def test_work_once(happen: Happen, hear: Callable[..., None]) -> None:
    heard: list[int] = []
    hear(lambda event: heard.append(event.data["n"]))
    happen(data={"n": 1})
    happen(data={"n": 2})
    done = run("work", "--once", "--json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, {"handled": 2})
    assert heard == [1, 2]
    assert run("work", "--once").stdout == "0 handled.\n"


@pytest.mark.django_db
def test_check_events(happen: Happen) -> None:
    for _ in range(3):
        happen()
    hand_out()
    last = Event.objects.get(position=3)
    done = run("check", "events")
    assert (done.exit_code, done.stdout) == (0, "All is well.\n")
    assert (
        done.stderr
        == f"3 events are whole; the last digest is {last.digest}; 0 wait for the worker.\n"
    )
    touched = Event.objects.filter(position=2)
    touched.update(data={"n": 9})
    sentence = (
        f"The chain is broken at position 2: the event {touched.get().key} "
        "was changed after it was written."
    )
    done = run("check", "events")
    assert (done.exit_code, done.stdout) == (1, f"events: {sentence}\n")
    done = run("check", "events", "--json")
    assert (done.exit_code, json.loads(done.stdout)) == (
        1,
        {"part": "events", "sentence": sentence},
    )


@pytest.mark.django_db
def test_check_settings_names_what_cannot_work(
    settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FETCH_ALLOW = ["10.0.0.0/40"]
    settings.PUBLIC_URL = "exchange.example"
    settings.AI_ALLOW = ["ai.dream"]
    monkeypatch.setenv("SAMPAN_SECRETKEY", "misspelt")
    done = run("check", "settings")
    found = [line for line in done.stdout.splitlines() if "sampan." in line]
    assert (done.exit_code, sorted(found)) == (
        1,
        [
            f"settings: {sentence}"
            for sentence in (
                (
                    "SAMPAN_AI_ALLOW: “ai.dream” is no use by AI; write one of "
                    f"{', '.join(LEAVES)}. (sampan.E005)"
                ),
                (
                    "SAMPAN_FETCH_ALLOW: “10.0.0.0/40” is neither a host (wire.example) nor a network"
                    " (10.1.0.0/16). (sampan.E001)"
                ),
                (
                    "SAMPAN_PUBLIC_URL is “exchange.example”; it begins with https:// and a host."
                    " (sampan.E002)"
                ),
                (
                    "SAMPAN_SECRETKEY is set, but there is no such setting; see docs/settings.md."
                    " (sampan.W004)"
                ),
            )
        ],
    )


@pytest.fixture
def apart(tmp_path: Path) -> dict[str, str]:
    """An environment with a database of its own, and with the kernel alone."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "light",
        "PYTHONPATH": str(Path(__file__).parents[1] / "crash"),
        "SAMPAN_VAR": str(tmp_path),
        "SAMPAN_DATABASE": f"sqlite:///{tmp_path / 'own.sqlite3'}",
    }


def test_check_without_a_database_cannot_look_at_events(apart: dict[str, str]) -> None:
    check = [SAMPAN, "check", "events"]
    done = subprocess.run(
        check, env=apart, capture_output=True, text=True, timeout=300, check=False
    )
    assert (done.returncode, done.stderr) == (
        2,
        (
            "Error: The events cannot be read (no such table: partners_chainhead);"
            " “sampan serve” makes the database.\n"
        ),
    )


def test_work_ends_gracefully_on_sigterm(apart: dict[str, str]) -> None:
    migrate = [sys.executable, "-m", "django", "migrate", "-v", "0"]
    subprocess.run(migrate, env=apart, check=True, timeout=300)
    process = subprocess.Popen(
        [SAMPAN, "work", "--json"],
        env=apart,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert (
        process.stderr.readline() == "INFO sampan.partners.loop: at work, with 4 threads outside\n"
    )
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=300)
    assert (process.returncode, json.loads(said)) == (0, {"handled": 0})


@pytest.fixture
def in_threads(transactional_db: None) -> None:
    """SQLite in memory lets no other thread see a half-written row; what it says then is that a table is locked."""
    if connection.vendor == "sqlite":
        pytest.skip("threads share SQLite only by a file; tests/crash does that with processes")


def test_a_slow_receiver_does_not_hold_up_the_others(
    in_threads: None, owner: Actor, receiver: Receiver, happen: Happen
) -> None:
    released = threading.Event()
    receiver.answers["/slow"] = lambda handler, asked: (
        released.wait(10),
        plainly()(handler, asked),
    )[1]
    services.add_webhook(actor=owner, url=receiver.url("/slow"), names=["partners.thing.happened"])
    services.add_webhook(actor=owner, url=receiver.url("/fast"), names=["partners.thing.happened"])
    for number in range(3):
        happen(data={"number": number})
    stop = threading.Event()
    worker = threading.Thread(
        target=work, kwargs={"stop": stop, "worker": Worker(), "outside_threads": 2}
    )
    worker.start()
    end = time.monotonic() + 8
    while time.monotonic() < end and [a.path for a in receiver.asked].count("/fast") < 3:
        time.sleep(0.05)
    paths = [asked.path for asked in receiver.asked]
    released.set()
    stop.set()
    worker.join()
    assert (paths.count("/fast"), paths.count("/slow")) == (3, 1)
    assert Handling.objects.filter(state="running").count() == 0
