"""A process of our own that tells how far it is, line by line, and is ended when nobody wants it any more."""

import json
import subprocess
from collections.abc import Iterable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

from .watching import Watch

_LOOK = 1.0  # seconds between two looks while it is silent


def run(command: Sequence[str], asked: str, *, seconds: float, watch: Watch) -> tuple[int, bytes]:
    """Its exit code and its last line; what it writes on standard error stands in the log of this process.

    Lines before the last are JSON: `step`, `done`, `of`. Raises TimeoutExpired, and Stopped.
    """
    with subprocess.Popen(  # noqa: S603  # our own module, by our own interpreter, no shell
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            lines = _heard(process.stdout)
            _ask(process, asked)
            last = _followed(lines, watch, command, seconds)
        except BaseException:
            process.kill()
            raise
        return process.wait(), last


def _ask(process: subprocess.Popen[bytes], asked: str) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(asked.encode())
        process.stdin.close()
    except BrokenPipeError:
        return  # it ended before it had read all; its code says why


def _heard(stream: Iterable[bytes]) -> "SimpleQueue[bytes | None]":
    """Its lines as they come; None at the end."""
    lines: SimpleQueue[bytes | None] = SimpleQueue()

    def hear() -> None:
        for line in stream:
            lines.put(line)
        lines.put(None)

    Thread(target=hear, daemon=True).start()
    return lines


def _followed(
    lines: "SimpleQueue[bytes | None]", watch: Watch, command: Sequence[str], seconds: float
) -> bytes:
    """The last line; each before it is told on."""
    until, last = monotonic() + seconds, b""
    while monotonic() < until:
        try:
            line = lines.get(timeout=_LOOK)
        except Empty:
            watch.look()
            continue
        if line is None:
            return last
        if last:
            watch.tell(**json.loads(last))
        last = line
    raise subprocess.TimeoutExpired(command, seconds)
