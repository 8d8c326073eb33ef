"""The database as one file: copied while it is in use, and put back."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import connection, transaction


class DatabaseFault(Exception):
    """The database could not be copied or put back; the sentence says why."""


class Cursor(Protocol):
    """What the drivers of both databases offer alike."""

    def execute(self, sql: str, /) -> object: ...
    def fetchall(self) -> list[Any]: ...


@contextmanager
def copied(target: Path) -> Iterator[Cursor]:
    """Copy the live database into one file; a cursor onto the very state that was copied.

    Nobody has to wait: SQLite copies inside one reading transaction, and pg_dump reads from our snapshot.
    """
    if settings.IS_SQLITE:
        with closing(sqlite3.connect(target)) as copy:
            with closing(_existing()) as source:
                source.backup(copy)
            _check_sound(copy)
            yield copy.cursor()
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        [(snapshot,)] = cursor.fetchall()
        _run(
            "pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={target}",
            _postgresql()["dbname"],
        )  # fmt: skip
        yield cursor


def load(source: Path) -> None:
    """Put a copied database in the place of this installation's, in one transaction."""
    if not settings.IS_SQLITE:
        _load_postgresql(source)
        return
    connection.close()
    with closing(sqlite3.connect(source)) as copy:
        _check_sound(copy)
        with closing(sqlite3.connect(_sqlite_path(), timeout=20)) as target:
            copy.backup(target)


# What migrations made besides tables; what extensions brought stays.
_FUNCTIONS = """
SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


def _load_postgresql(source: Path) -> None:
    """Tables that the backup does not know go too, or an upgrade of it would find them in its way."""
    script = source.with_suffix(".sql")
    _run("pg_restore", "--no-owner", f"--file={script}", str(source))
    tables = ", ".join(f'"{name}"' for name in connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(_FUNCTIONS)
        functions = ", ".join(name for (name,) in cursor.fetchall())
    connection.close()
    clearing = ["--command", f"DROP TABLE {tables} CASCADE"] if tables else []
    clearing += ["--command", f"DROP FUNCTION {functions}"] if functions else []
    _run(
        "psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", *clearing,
        f"--file={script}", _postgresql()["dbname"],
    )  # fmt: skip


def _existing() -> sqlite3.Connection:
    path = _sqlite_path()
    if not path.exists():
        raise DatabaseFault(f"There is no database yet in {path.parent}; “sampan serve” makes it.")
    return sqlite3.connect(path)


def _check_sound(copy: sqlite3.Connection) -> None:
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
