"""The empty test database, kept once all migrations ran over it: making it takes seconds, in each worker of each run.

It is kept under a digest of every migration, so a changed one is run anew, and Django still applies whatever the copy
lacks. Tests of the command line always migrate from nothing, and so does PostgreSQL.
"""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

FOLDER = Path(settings.VAR) / "migrated"


def begin() -> sqlite3.Connection:
    """The memory that Django is about to make its test database in, filled from the copy where there is one."""
    memory = _memory()
    kept = _kept()
    if kept.exists():
        with closing(sqlite3.connect(kept)) as copy:
            copy.backup(memory)
    return memory  # it lasts while somebody is connected


def keep() -> None:
    """Keep what Django made, before a test writes to it."""
    kept = _kept()
    if kept.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    written = kept.with_suffix(f".{os.getpid()}")  # another worker writes its own
    with closing(_memory()) as memory, closing(sqlite3.connect(written)) as copy:
        memory.backup(copy)
    written.replace(kept)


def _memory() -> sqlite3.Connection:
    return sqlite3.connect(connection.creation._get_test_db_name(), uri=True)


def _kept() -> Path:
    digest = hashlib.sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"{app.label} {path.name}".encode() + path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:16]}.sqlite3"
