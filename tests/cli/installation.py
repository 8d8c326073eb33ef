"""An installation of its own, with `sampan` as a person runs it: other processes, their own folder and database."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

SAMPAN = Path(sys.executable).with_name("sampan")
GIVEN = os.environ.get("SAMPAN_DATABASE", "sqlite:")
IS_SQLITE = GIVEN.startswith("sqlite")


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Installation:
    folder: Path
    database: str

    @property
    def environment(self) -> dict[str, str]:
        """Ours without what was set for other tests, and with what makes it another installation."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMPAN_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        return {**kept, "SAMPAN_VAR": str(self.folder), "SAMPAN_DATABASE": self.database}

    def run(self, *arguments: object, given: bytes = b"", **environment: str) -> Done:
        done = subprocess.run(
            [SAMPAN, *map(str, arguments)],
            env=self.environment | environment,
            input=given,
            capture_output=True,
            timeout=600,
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, *arguments: object, **environment: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [SAMPAN, *map(str, arguments)],
            env=self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


def database_of(folder: Path) -> str:
    """The address of a database that is not there yet, of the kind that the tests run on."""
    if IS_SQLITE:
        return f"sqlite:///{folder / 'sampan.sqlite3'}"
    return urlunsplit(urlsplit(GIVEN)._replace(path=f"/cli_{os.getpid()}_{folder.name}".lower()))


@contextmanager
def installed(folder: Path, *, like: Installation | None = None) -> Iterator[Installation]:
    """An empty installation in the folder, or a copy of another one."""
    folder.mkdir(exist_ok=True)
    one = Installation(folder, database_of(folder))
    if like is not None:
        shutil.copytree(like.folder, folder, dirs_exist_ok=True)
    if IS_SQLITE:
        yield one
        return
    name = urlsplit(one.database).path.lstrip("/")
    template = f'TEMPLATE "{urlsplit(like.database).path.lstrip("/")}"' if like else ""
    with psycopg.connect(GIVEN, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" {template}')
        yield one
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
