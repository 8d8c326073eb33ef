"""`sampan check` and `sampan work`."""

import json
import sqlite3

import pytest

from cli.conftest import ENGLISH
from cli.installation import IS_SQLITE, Installation

FAST = {"SAMPAN_LOG_LEVEL": "WARNING"}


def test_all_is_well(filled: Installation) -> None:
    done = filled.run("check")
    assert (done.code, done.out) == (0, "All is well.\n")
    length, last, waiting = done.err.rstrip(".\n").split("; ")
    assert length.endswith(" events are whole")
    assert len(last.removeprefix("the last digest is ")) == 64
    assert waiting == "0 wait for the worker"


def test_nothing_is_there_yet(empty: Installation) -> None:
    well = empty.run("check", "--json")
    assert (well.code, well.out) == (0, "")
    assert well.err == "There is no database yet, and so no events to check.\n"
    asked = empty.run("check", "events")
    assert (asked.code, asked.out) == (2, "")


def test_settings_that_do_not_fit_others(filled: Installation) -> None:
    done = filled.run("check", "--deploy", "--json")
    assert done.code == 1
    assert {row["part"] for row in done.rows} == {"settings"}
    reachable = {
        "SAMPAN_LOCAL": "no",
        "SAMPAN_SECRET_KEY": "p5Vb2nQ8xLr7Wc4Kd9Hs3Jf6Tg1Yz0MuEaRiOoPlNhBv-XkQw-3zT",
        "SAMPAN_HOSTS": "wire.example.org",
        "SAMPAN_PUBLIC_URL": "https://wire.example.org",
    }
    assert filled.run("check", "--deploy", **reachable).out == "All is well.\n"
    without_key = filled.run("check", **reachable | {"SAMPAN_SECRET_KEY": ""})
    assert (without_key.code, without_key.err) == (
        2,
        "Error: SAMPAN_SECRET_KEY is empty; set 50 or more random characters.\n",
    )


def test_a_setting_that_nobody_knows(filled: Installation) -> None:
    done = filled.run("check", "settings", "--json", SAMPAN_HOST="x")
    assert done.rows == [
        {
            "part": "settings",
            "sentence": "SAMPAN_HOST is set, but there is no such setting; "
            "see docs/settings.md. (sampan.W004)",
        }
    ]
    assert done.code == 1


def test_work_once_does_what_is_due(installation: Installation) -> None:
    nothing = installation.run("work", "--once", "--json", **FAST)
    assert (nothing.code, nothing.rows) == (0, [{"handled": 0}])
    story = ENGLISH.replace("Monday", "Friday").encode()
    installation.run("wire", "ingest", "-", given=story)
    done = installation.run("work", "--once", **FAST)
    assert (done.code, done.err) == (0, "")
    assert int(done.out.removesuffix(" handled.\n")) > 0


def test_work_where_nothing_is_installed(empty: Installation) -> None:
    empty.folder.mkdir(exist_ok=True)
    done = empty.run("work", "--once")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: The database is not made yet (")
    assert done.err.endswith("); “sampan serve” makes it.\n")


@pytest.mark.slow
@pytest.mark.skipif(not IS_SQLITE, reason="PostgreSQL lets many write at once")
def test_a_database_that_somebody_holds(installation: Installation) -> None:
    """Another program holds the only file for longer than anybody waits."""
    path = installation.folder / "sampan.sqlite3"
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    done = installation.run("wire", "ingest", "-", given=b"Fog\n\nThe fog came at seven.")
    holder.close()
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "Error: The database is busy: another program has been writing for long. "
        "Try again in a moment.\n"
    )


@pytest.mark.skipif(not IS_SQLITE, reason="it is about a file")
def test_a_file_that_is_no_database(empty: Installation) -> None:
    (empty.folder / "sampan.sqlite3").write_bytes(json.dumps(["not a database"]).encode() * 100)
    done = empty.run("wire", "search", "fog")
    assert (done.code, done.out) == (2, "")
    assert done.err == "Error: The database cannot be used: file is not a database.\n"
