"""Kill -9 of writers and workers at random moments, for half a minute: nothing is lost, nothing is doubled."""

import json
import logging
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from standardwebhooks import Webhook as Verifier

from partners.receiver import Asked, plainly, receiving

pytestmark = pytest.mark.crash
log = logging.getLogger(__name__)
EXCHANGE = Path(__file__).with_name("exchange.py")
SAMPAN = Path(sys.executable).with_name("sampan")
SEED = 20_261_122
KILLS = 20
LONGEST = 30  # seconds, on a machine too slow for all of them


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """A database of its own, of the kind that the tests run on."""
    given = os.environ.get("SAMPAN_DATABASE", "sqlite:")
    if given.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'crash.sqlite3'}"
        return
    name = f"crash_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@dataclass
class Exchange:
    """The environment in which the processes run."""

    environment: dict[str, str]
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    def ask(self, *arguments: str) -> Any:
        command = [sys.executable, EXCHANGE, *arguments]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, EXCHANGE, *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.running.append(process)
        return process

    def kill(self, process: subprocess.Popen[str]) -> None:
        process.kill()
        process.communicate()
        self.running.remove(process)

    def check_events(self) -> tuple[int, str]:
        done = subprocess.run(
            [SAMPAN, "check", "events"],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        return done.returncode, done.stdout.strip()


@pytest.fixture
def exchange(database: str, tmp_path: Path) -> Iterator[Exchange]:
    here = {
        "SAMPAN_DATABASE": database,
        "SAMPAN_VAR": str(tmp_path),
        "SAMPAN_FETCH_ALLOW": "127.0.0.1",
        "SAMPAN_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "light",
        "PYTHONPATH": str(EXCHANGE.parent),
    }
    one = Exchange({**os.environ, **here})
    yield one
    for process in list(one.running):
        one.kill(process)


def torment(exchange: Exchange, chance: random.Random) -> int:
    """Two workers and a writer; some are killed a moment after they are ready, and followed by others."""
    kinds = [("work",), ("work",), ("write", "first")]
    living = [exchange.start(*kind) for kind in kinds]
    killed = 0
    end = time.monotonic() + LONGEST
    while killed < KILLS and time.monotonic() < end:
        doomed = chance.choice([[0], [1], [2], [0, 1], [0, 1, 2]])
        for index in doomed:
            stdout = living[index].stdout
            assert stdout is not None
            assert stdout.readline() == "ready\n"
        time.sleep(chance.random())
        for index in doomed:
            exchange.kill(living[index])
            killed += 1
            kind = ("write", str(killed)) if index == 2 else ("work",)
            living[index] = exchange.start(*kind)
    for process in living:
        exchange.kill(process)
    return killed


@dataclass
class Messages:
    """What the receiver took, each signature checked; slow at times, and failing before or after it took one."""

    chance: random.Random
    secret: str = ""
    taken: list[tuple[str, int, str]] = field(default_factory=list)  # subject, number, id

    def answer(self, handler: BaseHTTPRequestHandler, asked: Asked) -> None:
        message = Verifier(self.secret).verify(asked.body, asked.headers)
        fate = self.chance.random()
        if fate < 0.03:
            plainly(500)(handler, asked)
            return
        place, number = message["subject"].partition(":")[2], message["data"]["number"]
        self.taken.append((place, number, asked.headers["webhook-id"]))
        if fate < 0.06:
            time.sleep(0.2)
        plainly(503 if fate > 0.98 else 204)(handler, asked)


def test_nothing_is_lost_or_doubled(exchange: Exchange) -> None:
    chance = random.Random(SEED)
    messages = Messages(chance)
    with receiving() as receiver:
        receiver.answers["/hook"] = messages.answer
        messages.secret = str(exchange.ask("prepare", receiver.url("/hook"))["secret"])
        killed = torment(exchange, chance)
        end = exchange.ask("settle")
    written: dict[str, int] = end["written"]
    everything = [(place, n) for place, last in written.items() for n in range(1, last + 1)]
    log.info("%d killed, %d events, %d messages", killed, len(everything), len(messages.taken))
    assert killed >= 5
    assert len(everything) >= 50
    assert (end["events"], end["states"]) == (len(everything), ["done"])
    heard_once_in_order(everything, end["effects"])
    told_at_least_once_in_order(everything, messages.taken)
    assert (end["fault"], end["unchained"]) == ("", 0)
    a_touched_row_is_named(exchange)


def heard_once_in_order(everything: list[tuple[str, int]], effects: list[str]) -> None:
    split = [effect.partition(":")[::2] for effect in effects]
    heard = [(place, int(number)) for place, number in split]
    assert sorted(heard) == sorted(everything)
    assert sorted(heard, key=lambda one: one[0]) == sorted(heard)  # a stable sort by subject alone


def told_at_least_once_in_order(
    everything: list[tuple[str, int]], taken: list[tuple[str, int, str]]
) -> None:
    told = [(place, number) for place, number, _ in taken]
    assert set(told) == set(everything)
    assert sorted(told, key=lambda one: one[0]) == sorted(told)
    assert len({key for *_, key in taken}) == len(everything)


def a_touched_row_is_named(exchange: Exchange) -> None:
    assert exchange.check_events() == (0, "All is well.")
    key = exchange.ask("tamper", "7")
    assert exchange.check_events() == (
        1,
        f"events: The chain is broken at position 7: the event {key} was changed after it was written.",
    )
