"""`sampan serve`: the site and its worker, from one command until told to stop. Real processes, some of them killed."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import ENGLISH
from cli.installation import Installation

pytestmark = pytest.mark.crash
SOON = 30  # seconds; on an idle machine it takes one or two


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


Serve = Callable[..., tuple["subprocess.Popen[str]", str]]


@pytest.fixture
def serve(installation: Installation, fonts: Path) -> Iterator[Serve]:
    """serve() -> the process, once it said that it answers, and where."""
    shutil.copytree(fonts, installation.folder / "fonts")
    running: list[subprocess.Popen[str]] = []

    def start(*options: str) -> tuple["subprocess.Popen[str]", str]:
        bind = f"127.0.0.1:{free_port()}"
        process = installation.start(
            "serve", "--bind", bind, "--processes", "1", "--json", *options
        )
        running.append(process)
        assert process.stdout is not None
        assert json.loads(process.stdout.readline()) == {"address": f"http://{bind}/"}
        return process, f"http://{bind}"

    yield start
    for process in running:
        for child in children(process):
            os.kill(child, signal.SIGKILL)
        process.kill()
        process.communicate()


def children(process: "subprocess.Popen[str]") -> dict[int, str]:
    """Processes that it started, and what they run."""
    return children_of(process.pid)


def children_of(pid: int) -> dict[int, str]:
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            line = (folder / "cmdline").read_text().replace("\0", " ").strip()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(parent) == pid:
            found[int(folder.name)] = line
    return found


def health(address: str) -> tuple[int, dict[str, Any]]:
    with urllib.request.urlopen(f"{address}/healthz", timeout=10) as answer:
        return answer.status, json.load(answer)


def test_it_serves_until_it_is_told_to_stop(serve: Serve, installation: Installation) -> None:
    process, address = serve()
    status, parts = health(address)
    assert (status, set(parts.values())) == (200, {True, "ok"})
    started = children(process)
    assert [("gunicorn" in line, line.endswith("sampan work")) for line in started.values()] == [
        (True, False),
        (False, True),
    ]
    story = ENGLISH.replace("Monday", "Friday").encode()
    assert installation.run("wire", "ingest", "-", given=story).code == 0
    _until(lambda: "0 wait for the worker" in installation.run("check", "events").err)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=SOON)
    assert (process.returncode, out, "Traceback" in err) == (0, "", False)
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []


def test_ctrl_c_stops_it_cleanly(serve: Serve) -> None:
    process, _ = serve()
    for pid in [process.pid, *children(process)]:  # as a terminal sends it, to all at once
        os.kill(pid, signal.SIGINT)
    _, err = process.communicate(timeout=SOON)
    assert (process.returncode, "Traceback" in err) == (0, False)


@pytest.mark.parametrize(("which", "word"), [("worker", "sampan work"), ("site", "gunicorn")])
def test_when_one_dies_the_other_is_stopped(serve: Serve, which: str, word: str) -> None:
    process, _ = serve()
    started = children(process)
    (doomed,) = [pid for pid, line in started.items() if word in line]
    os.kill(doomed, signal.SIGKILL)
    _, err = process.communicate(timeout=SOON)
    other = {"worker": "site", "site": "worker"}[which]
    assert process.returncode == 2
    assert err.splitlines()[-1] == (
        f"The {which} was killed by signal 9; the {other} was stopped too. "
        "Its last lines above say why, if it could."
    )
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []


def test_without_a_worker(serve: Serve) -> None:
    process, address = serve("--no-worker")
    assert len(children(process)) == 1
    assert health(address)[0] == 200


def test_a_port_that_is_taken(installation: Installation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        bind = f"127.0.0.1:{other.getsockname()[1]}"
        done = installation.run("serve", "--bind", bind)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"Error: {bind} cannot be served on: Address already in use. "
        "Stop what listens there, or name another place with --bind.\n"
    )


@pytest.mark.parametrize("bind", ["8000", "127.0.0.1:", "127.0.0.1:port", "127.0.0.1:99999"])
def test_what_is_no_address(installation: Installation, bind: str) -> None:
    done = installation.run("serve", "--bind", bind)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"Error: “{bind}” is no address to serve on; it reads like 127.0.0.1:8000.\n"
    )


def _until(holds: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < give_up_at
        time.sleep(0.5)


def test_killed_without_a_word_it_leaves_nobody_behind(serve: Serve) -> None:
    process, _ = serve()
    started = children(process)
    grandchildren = [pid for child in started for pid in children_of(child)]
    assert (len(started), len(grandchildren)) == (2, 1)
    process.kill()
    process.communicate()
    everybody = [*started, *grandchildren]
    _until(lambda: not any(is_alive(pid) for pid in everybody))


def is_alive(pid: int) -> bool:
    """A process that has ended stays in the list until its new parent has looked."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
