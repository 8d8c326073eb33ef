"""The site and its worker as processes: started together, watched, and ended together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import click

from .orphans import with_parent
from .output import CannotRun

PATIENCE = 40  # seconds that the two have to finish what they began; systemd waits longer

Children = dict[str, "subprocess.Popen[bytes]"]

bind_option = click.option(
    "--bind", default="127.0.0.1:8000", show_default=True, help="Address and port of the site."
)


def check_free(bind: str, *, option: str = "--bind") -> None:
    """That nobody listens there yet. Raises CannotRun, before anything is done."""
    family, address = _address(bind)
    if family == socket.AF_UNIX:
        return  # gunicorn takes the place of a socket that was left behind
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise CannotRun(
                f"{bind} cannot be served on: {error.strerror or error}. "
                f"Stop what listens there, or name another place with {option}."
            ) from error


def serve_until_stopped(*, bind: str, processes: int, with_worker: bool, ready: str) -> int:
    """The site, and the worker beside it; `ready` is said once it answers. The exit code of it all."""
    is_stopping = _stop_signals()
    children: Children = {"site": _site(bind, processes)}
    if with_worker:
        sampan = Path(sys.executable).with_name("sampan")
        children["worker"] = subprocess.Popen(  # noqa: S603  # our own
            [sampan, "work"],
            stdout=sys.stderr.fileno(),
            preexec_fn=with_parent(),  # noqa: PLW1509  # this command has one thread
        )
    ended = _watch(children, is_stopping, answers=lambda: _answers(bind), ready=ready)
    if ended is None:
        return 0
    name, code = ended
    how = f"was killed by signal {-code}" if code < 0 else f"ended by itself with code {code}"
    others = " and ".join(f"the {other}" for other in children if other != name)
    also = f"; {others} was stopped too" if others else ""
    click.echo(f"The {name} {how}{also}. Its last lines above say why, if it could.", err=True)
    return CannotRun.exit_code


def _site(bind: str, processes: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603  # our own interpreter, arguments of our own
        [
            sys.executable,
            "-m",
            "gunicorn",
            "sampan.web.wsgi",
            f"--bind={bind}",
            f"--workers={processes}",
            "--worker-class=gthread",
            "--threads=4",
            "--max-requests=5000",
            "--max-requests-jitter=500",
            "--timeout=60",
            "--log-level=warning",
        ],
        preexec_fn=with_parent(),  # noqa: PLW1509  # this command has one thread
        # A page asks for one short text's meaning: more threads wait for one another longer than they work.
        env={"OMP_NUM_THREADS": "1", **os.environ},
    )


def _watch(
    children: Children, is_stopping: Callable[[], bool], *, answers: Callable[[], bool], ready: str
) -> tuple[str, int] | None:
    """Until told to stop (None), or until one of them ends by itself (which, and how); then end the others."""
    is_said = False
    ended = None
    while not is_stopping() and ended is None:
        time.sleep(0.2)
        if not is_said and answers():
            click.echo(ready)
            is_said = True
        ended = next(((n, c.returncode) for n, c in children.items() if c.poll() is not None), None)
    _end(children)
    return None if is_stopping() else ended


def _end(children: Children) -> None:
    """Ask them to finish; kill what has not after a while. Whatever was begun is taken up again at the next start."""
    for child in children.values():
        child.terminate()
    until = time.monotonic() + PATIENCE
    for child in children.values():
        try:
            child.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _stop_signals() -> Callable[[], bool]:
    """From now on Ctrl-C and SIGTERM only note that the end is wanted."""
    told: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return lambda: bool(told)


def _address(bind: str) -> tuple[socket.AddressFamily, tuple[str, int] | str]:
    if bind.startswith("unix:"):
        return socket.AF_UNIX, bind.removeprefix("unix:")
    host, _colon, port = bind.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise CannotRun(f"“{bind}” is no address to serve on; it reads like 127.0.0.1:8000.")
    host = host.strip("[]")
    return socket.AF_INET6 if ":" in host else socket.AF_INET, (host, int(port))


def _answers(bind: str) -> bool:
    family, address = _address(bind)
    with socket.socket(family) as probe:
        probe.settimeout(1)
        return probe.connect_ex(address) == 0
