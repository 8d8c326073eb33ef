"""The flow report over generated viewing: compiled measures beside SQL written by hand, Polars, pandas and Spark.

    ./run bench circulation [--rows 10000000] [--parts speed,large,frames,spark,intervals,cover,raking] [--keep FOLDER]

Every part checks that its peers give equal rows before it prints a figure.
"""

import argparse
import gc
import json
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

import circulation_by_hand as by_hand
from circulation_cover import cover
from circulation_rows import generate
from figures import emit, milliseconds
from sampan.engines.circulation.certainty.estimates import estimates
from sampan.engines.circulation.certainty.raking import rake
from sampan.engines.circulation.compile import Question, compiled
from sampan.engines.circulation.facts import Store
from sampan.engines.circulation.running import Columns, on_duckdb, on_spark
from spark_session import local_cluster

MEMORY = "200MB"
PARTS = ("speed", "large", "frames", "spark", "intervals", "cover", "raking")
Times = dict[tuple[str, str], list[float]]


def asked(measure: str, *by: str) -> Question:
    return Question(measure, "fractional", "minutes", by, joins="none")


REPORT = {
    "flow matrix": asked("viewing-share", "origin", "territory"),
    "origins in hand": asked("concentration-hhi", "territory"),
    "ten largest works": asked("concentration-cr10", "work", "territory"),
    "trend": asked("viewing-share", "origin", "quarter"),
    "dependency": asked("dependency", "territory"),
    "segments": asked("viewing-share", "origin", "segment"),
}


def equal(ours: Columns, theirs: Columns, what: str) -> None:
    """Stop where two answers differ by more than one part in a thousand million."""
    for name in theirs:
        if ours[name].dtype == object:
            assert ours[name].tolist() == theirs[name].tolist(), (what, name)
        else:
            np.testing.assert_allclose(
                np.asarray(ours[name], float),
                np.asarray(theirs[name], float),
                rtol=1e-9,
                err_msg=f"{what} {name}",
            )


def speed(store: Store, rows: int, turns: int = 10, *, each: bool = True) -> None:
    """Compiled and hand-written statements in turns; the median of each, and the peak memory (of `each` alone).

    A ratio is of two runs beside each other, and the median over turns in which each was first equally often: other
    work of the machine, and who finds the file read already, then weigh on both alike.
    """
    assert turns % 2 == 0
    took = _turns(store, turns)
    size = f"{rows // 1_000_000}M rows"
    for what, times in zip(("wall clock", "processor time"), took, strict=True):
        middle = {key: statistics.median(some) for key, some in times.items()}
        ours, theirs = (sum(middle[kind, name] for name in REPORT) for kind in ("compiled", "hand"))
        emit(
            figure=f"flow report, {size}, {what}",
            value=round(ours, 2),
            unit="s",
            bar=None,
            better="lower",
            peer={"hand-written DuckDB SQL": round(theirs, 2)},
        )
        emit(
            figure=f"flow report, {size}, {what}, compiled over hand-written, median of {turns}",
            value=round(_ratio(times, REPORT), 3),
            unit="ratio",
            bar=1.05,
            better="lower",
            peer={name: round(_ratio(times, [name]), 3) for name in REPORT},
        )
    peaks = {kind: alone(store.folder, kind) for kind in ("compiled", "hand")} if each else {}
    emit(
        figure=f"flow report, {size}, peak memory"
        + ("" if each else " of the process that ran both"),
        value=peaks.get("compiled", peak()),
        unit="MB",
        bar=450,
        better="lower",
        peer={"hand-written DuckDB SQL": peaks["hand"]} if each else None,
    )


def _ratio(times: Times, names: Iterable[str]) -> float:
    """Compiled over hand-written of these questions together, in the median turn."""
    sums = [
        [sum(turn) for turn in zip(*(times[kind, name] for name in names), strict=True)]
        for kind in ("compiled", "hand")
    ]
    return statistics.median(ours / theirs for ours, theirs in zip(*sums, strict=True))


def peak() -> float:
    """The most memory that this process has held, in MB."""
    return float(round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def _turns(store: Store, turns: int) -> tuple[Times, Times]:
    """Wall clock and processor time of every run, by who wrote the statement and which it is."""
    wall: Times = defaultdict(list)
    work: Times = defaultdict(list)
    with store.connect(memory=MEMORY, threads=2) as connection:
        run = on_duckdb(connection)
        for turn in range(turns):
            began = time.perf_counter()
            for name, question in REPORT.items():
                asked_for = {"compiled": compiled(question), "hand": by_hand.statement(name)}
                answers = {}
                for kind in sorted(asked_for, reverse=turn % 2 == 1):
                    start, busy = time.perf_counter(), time.process_time()
                    answers[kind] = run(asked_for[kind])
                    wall[kind, name].append(time.perf_counter() - start)
                    work[kind, name].append(time.process_time() - busy)
                equal(answers["compiled"], answers["hand"], name)
            progress(f"turn {turn + 1} of {turns}: {time.perf_counter() - began:.0f} s")
    return wall, work


def large(rows: int = 100_000_000, turns: int = 4) -> None:
    """The same on a hundred million rows of its own, which are deleted afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        speed(generate(Path(folder), rows), rows, turns, each=False)


def progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def alone(folder: Path, kind: str) -> float:
    """The peak resident memory of a process that runs the report once."""
    call = [sys.executable, __file__, "--once", kind, "--keep", str(folder)]
    done = subprocess.run(call, check=True, capture_output=True, text=True)
    return float(json.loads(done.stdout)["peak"])


def once(store: Store, kind: str) -> None:
    with store.connect(memory=MEMORY, threads=2) as connection:
        run = on_duckdb(connection)
        for name, question in REPORT.items():
            run(compiled(question) if kind == "compiled" else by_hand.statement(name))
    print(json.dumps({"peak": peak()}))


def frames(store: Store, rows: int) -> None:
    """The flow matrix and the trend in Polars and pandas, equal to ours."""
    names = ("flow matrix", "trend")
    with store.connect(memory=MEMORY, threads=2) as connection:
        run = on_duckdb(connection)
        ours = {name: run(compiled(REPORT[name])) for name in names}
        took = {
            "compiled": sum(milliseconds(lambda n=name: run(compiled(REPORT[n]))) for name in names)
        }  # type: ignore[misc]
    for kind, answer in (("Polars", by_hand.polars), ("pandas", by_hand.pandas)):
        start = time.perf_counter()
        answers = {name: answer(store.folder, name) for name in names}
        took[kind] = (time.perf_counter() - start) * 1000
        for name in names:
            equal(ours[name], answers[name], f"{kind} {name}")
        gc.collect()
    peers = {kind: round(took[kind] / 1000, 2) for kind in ("Polars", "pandas")}
    emit(
        figure=f"flow matrix and trend, {rows // 1_000_000}M rows",
        value=round(took["compiled"] / 1000, 2),
        unit="s",
        bar=min(peers.values()),
        better="lower",
        peer=peers,
    )


def spark(store: Store, rows: int) -> None:
    """The whole report on two executors of their own processes, from the same definitions."""
    worst, took, compared = 0.0, 0.0, 0
    start = time.perf_counter()
    with store.connect(memory=MEMORY, threads=2) as connection, local_cluster(store) as session:
        ours, theirs = on_duckdb(connection), on_spark(session)
        progress(f"Spark is up after {time.perf_counter() - start:.0f} s")
        for name, question in REPORT.items():
            statement = compiled(question)
            mine = ours(statement)
            start = time.perf_counter()
            other = theirs(statement)
            took += time.perf_counter() - start
            progress(f"Spark, {name}: {time.perf_counter() - start:.0f} s")
            equal(other, mine, name)
            worst = max(worst, apart(mine, other))
            compared += len(next(iter(mine.values())))
    size = f"{rows // 1_000_000}M rows"
    emit(
        figure=f"Spark local-cluster[2,1,2048], {size}, greatest relative difference to DuckDB",
        value=worst,
        unit="ratio",
        bar=1e-9,
        better="lower",
        peer={"answers, rows compared": compared, "questions": len(REPORT)},
    )
    emit(
        figure=f"Spark local-cluster[2,1,2048], {size}, report",
        value=round(took, 1),
        unit="s",
        bar=None,
        better="lower",
    )


def apart(one: Columns, other: Columns) -> float:
    worst = 0.0
    for name, values in one.items():
        if values.dtype != object:
            mine, theirs = np.asarray(values, float), np.asarray(other[name], float)
            worst = max(
                worst,
                float(
                    np.max(np.abs(mine - theirs) / np.maximum(np.abs(mine), 1e-300), initial=0.0)
                ),
            )
    return worst


def intervals(store: Store, rows: int) -> None:
    """Values and intervals of all cells of the report, from the moments that its statements gave."""
    with store.connect(memory=MEMORY, threads=2) as connection:
        run = on_duckdb(connection)
        answers = [(question, run(compiled(question))) for question in REPORT.values()]
    cells = sum(len(next(iter(columns.values()))) for _, columns in answers)
    took = (
        milliseconds(lambda: [estimates(question, columns) for question, columns in answers]) / 1000
    )
    emit(
        figure=f"intervals of all {cells} cells, {rows // 1_000_000}M rows",
        value=round(took, 5),
        unit="s",
        bar=0.3,
        better="lower",
        peer={"dense bootstrap, measured before": 3.0},
    )


def raking(*, people: int = 1_000_000) -> None:
    """Five margins of a million respondents, and the same weights as svy gives."""
    random = np.random.default_rng(5)
    sizes = {"age": 6, "sex": 2, "income": 5, "education": 4, "territory": 11}
    answers = {
        n: np.array([f"{n}{k}" for k in range(size)])[random.integers(0, size, people)]
        for n, size in sizes.items()
    }
    margins = {}
    for name, size in sizes.items():
        wanted = random.dirichlet(np.full(size, 20.0)) * people
        margins[name] = (answers[name], {f"{name}{k}": float(wanted[k]) for k in range(size)})
    took = milliseconds(lambda: rake(np.ones(people), margins)) / 1000
    few = 20_000
    less = {
        n: (a[:few], {k: v * few / people for k, v in wanted.items()})
        for n, (a, wanted) in margins.items()
    }
    ours = rake(np.ones(few), less).weights
    theirs, slow = by_hand.svy_rake(
        {n: a for n, (a, _) in less.items()}, {n: w for n, (_, w) in less.items()}
    )
    emit(
        figure="raking, 1M respondents by 5 margins",
        value=round(took, 2),
        unit="s",
        bar=2.0,
        better="lower",
    )
    emit(
        figure="raking, greatest relative difference to svy",
        value=float(np.max(np.abs(ours / theirs - 1))),
        unit="ratio",
        bar=1e-6,
        better="lower",
        peer={"svy, seconds for 20k by 5": round(slow, 3)},
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--once", choices=("compiled", "hand"))
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was made is deleted
    if given.once:
        once(Store(given.keep), given.once)
        return
    parts = given.parts.split(",")
    on_rows: dict[str, Callable[[Store, int], Any]] = {
        "speed": speed,
        "frames": frames,
        "spark": spark,
        "intervals": intervals,
    }
    with tempfile.TemporaryDirectory() as made:
        folder = given.keep or Path(made)
        store = (
            generate(folder, given.rows)
            if any(part in on_rows for part in parts)
            else Store(folder)
        )
        for part in parts:
            if part in on_rows:
                on_rows[part](store, given.rows)
            else:
                {"large": large, "cover": cover, "raking": raking}[part]()


if __name__ == "__main__":
    main()
