"""The database as one file: copied while it is in use, and put back."""

import os
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection


class DatabaseFault(Exception):
    """The database could not be copied or put back; the sentence says why."""


def dump(target: Path) -> None:
    """Copy the live database into one file: SQLite by its own backup, PostgreSQL by pg_dump."""
    if settings.IS_SQLITE:
        with (
            closing(sqlite3.connect(_sqlite_path())) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy, pages=2048)
            _sound(copy)
        return
    _run("pg_dump", "--format=custom", "--no-owner", f"--file={target}", _postgresql()["dbname"])


def load(source: Path) -> None:
    """Put a dumped database in the place of this installation's."""
    connection.close()
    if settings.IS_SQLITE:
        with closing(sqlite3.connect(source)) as copy:
            _sound(copy)
            with closing(sqlite3.connect(_sqlite_path())) as target:
                copy.backup(target)
        return
    _run(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error",
        f"--dbname={_postgresql()['dbname']}", str(source),
    )  # fmt: skip


def _sound(copy: sqlite3.Connection) -> None:
    answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if answer != "ok":
        raise DatabaseFault(f"The copy of the database is not sound: {answer}.")


def _sqlite_path() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def _postgresql() -> Mapping[str, str]:
    wanted = settings.DATABASES["default"]
    return {
        "PGHOST": wanted["HOST"],
        "PGPORT": str(wanted["PORT"] or 5432),
        "PGUSER": wanted["USER"],
        "PGPASSWORD": wanted["PASSWORD"],
        "dbname": connection.settings_dict["NAME"],
    }


def _run(program: str, *arguments: str) -> None:
    try:
        done = subprocess.run(  # noqa: S603  # a fixed program, arguments of our own
            [program, *arguments],
            env={**os.environ, **_postgresql()},
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise DatabaseFault(
            f"{program} is not installed; install postgresql-client, then try again."
        ) from None
    if done.returncode:
        raise DatabaseFault(f"{program} stopped: {done.stderr.strip() or 'it gave no reason'}.")
