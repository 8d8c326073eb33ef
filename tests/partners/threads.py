"""Several threads at work on one database: on PostgreSQL the test's own, on SQLite a copy of it in a file."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from django.db import connection, connections

T = TypeVar("T")
Together = Callable[..., list[T]]


def sharing(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """From now on other threads see what the test has written; SQLite in memory could not be shared."""
    if connection.vendor == "sqlite":
        file = str(folder / "shared.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [file])
        monkeypatch.setitem(connections.settings["default"], "NAME", file)


def together(*calls: Callable[[], T]) -> list[T]:
    """What each answered; all begin at the same moment."""
    answers: dict[int, T] = {}
    gate = threading.Barrier(len(calls))

    def run(place: int, call: Callable[[], T]) -> None:
        try:
            gate.wait()
            answers[place] = call()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=told) for told in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[place] for place in range(len(calls))]
