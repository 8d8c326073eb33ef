"""Two hundred houses accept clashing offers for one programme at the same moment: who wins, what the others are told.

Runs on the database that SAMPAN_DATABASE names (a new SQLite file otherwise), in eight processes. Each of the two
hundred has a thread and a connection of its own, as far as the server allows so many connections.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from figures import emit

ACCEPTS = 200
PROCESSES = 8
EXCHANGE = Path(__file__).with_name("accepting.py")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "SAMPAN_DATABASE": f"sqlite:///{folder}/accepts.sqlite3",
            "SAMPAN_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "sampan.web.settings",
            **os.environ,
            "SAMPAN_VAR": folder,
        }
        ask(environment, "prepare")
        outcomes, seconds = race(environment)
        state = json.loads(ask(environment, "state"))
    report(outcomes, state, seconds, environment["SAMPAN_DATABASE"].partition(":")[0])


def ask(environment: dict[str, str], part: str) -> str:
    command = [sys.executable, str(EXCHANGE), part]
    return subprocess.run(
        command, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def race(environment: dict[str, str]) -> tuple[list[str], float]:
    """Start everybody, let go all at once, and collect what each was told."""
    command = [sys.executable, str(EXCHANGE), "accept"]
    started = [
        subprocess.Popen(
            [*command, str(number)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    start = time.perf_counter()
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate()[0] for process in started]
    seconds = time.perf_counter() - start
    return [line for text in said for line in text.splitlines()], seconds


def report(outcomes: list[str], state: dict[str, int], seconds: float, database: str) -> None:
    for fault in sorted({outcome for outcome in outcomes if outcome.startswith("fault")}):
        print(fault, file=sys.stderr)
    counted = Counter(outcome.partition(" ")[0] for outcome in outcomes)
    clauses = sum(
        outcome.startswith("Sold exclusively: ") and outcome.endswith("(clause 2.1).")
        for outcome in outcomes
    )
    rows = (
        ("accepts at once", len(outcomes), "accepts", ACCEPTS, "higher"),
        ("winners", counted["won"], "accepts", 1, "lower"),
        ("told which clause stands in the way", clauses, "accepts", ACCEPTS - 1, "higher"),
        ("contracts", state["contracts"], "rows", 1, "lower"),
        ("licences in force", state["licences"], "rows", 1, "lower"),
        ("deals told to the report", state["events"], "events", 1, "lower"),
        ("seconds for all", round(seconds, 2), "s", None, "lower"),
    )
    for figure, value, unit, bar, better in rows:
        emit(figure=f"{figure} ({database})", value=value, unit=unit, bar=bar, better=better)


if __name__ == "__main__":
    main()
