"""Two hundred clashing acceptances at once, each by a connection of its own: the bench run as a test."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]


def test_exactly_one_wins_and_the_others_are_told_the_clause(tmp_path: Path) -> None:
    given = os.environ.get("SAMPAN_DATABASE", "sqlite:")
    if given.startswith("sqlite"):
        figures = run(f"sqlite:///{tmp_path / 'clash.sqlite3'}")
    else:
        name = f"clash_{os.getpid()}"
        with psycopg.connect(given, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
            figures = run(urlunsplit(urlsplit(given)._replace(path=f"/{name}")))
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    assert figures == {
        "accepts at once": 200,
        "winners": 1,
        "told which clause stands in the way": 199,
        "contracts": 1,
        "licences in force": 1,
        "deals told to the report": 1,
    }


def run(database: str) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, ROOT / "bench" / "accepts.py"],
        env={**os.environ, "SAMPAN_DATABASE": database},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {row["figure"].partition(" (")[0]: row["value"] for row in rows if row["unit"] != "s"}
