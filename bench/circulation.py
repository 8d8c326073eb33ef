"""The flow report over generated viewing: compiled measures beside SQL written by hand, Polars, pandas and Spark.

    ./run bench circulation [--rows 10000000] [--parts speed,frames,spark,intervals,cover,raking] [--keep FOLDER]

Every part checks that its peers give equal rows before it prints a figure.
"""

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

import circulation_by_hand as by_hand
from figures import emit, milliseconds
from sampan.engines.circulation.certainty.estimates import estimates
from sampan.engines.circulation.certainty.intervals import effective, score
from sampan.engines.circulation.certainty.raking import rake
from sampan.engines.circulation.compile import Question, compiled
from sampan.engines.circulation.facts import TABLES, Store
from sampan.engines.circulation.running import Columns, on_duckdb, on_spark
from spark_session import local_cluster

MEMORY = "200MB"
WORKS = 20_000
PARTS = ("speed", "frames", "spark", "intervals", "cover", "raking")


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


def generate(folder: Path, rows: int) -> Store:
    """Viewing of works whose popularity follows a power law, in eleven territories over two years of weeks."""
    folder.mkdir(parents=True, exist_ok=True)
    made = duckdb.connect(config={"memory_limit": "1GB", "preserve_insertion_order": "false"})
    countries = "['CN','TH','VN','ID','MY','PH','SG','KR','JP','US','IN','LA','KH','MM','GB','FR','ES','TR','HK','BN']"
    there = "['TH','VN','ID','MY','PH','SG','KH','LA','MM','CN','BN']"
    tables = {
        "work": f"""SELECT concat('w', i) AS work_id, concat('Title ', i) AS title, 'series' AS kind
            FROM range({WORKS}) AS t(i)""",
        "origin": f"""SELECT concat('w', i) AS work_id, {countries}[1 + (hash(i * 7 + p) % 20)::INT] AS country,
            CASE WHEN p = 0 THEN 'main' ELSE 'minor' END AS role, 1.0 AS share, p + 1 AS position, 's' AS source,
            1.0 AS confidence FROM range({WORKS}) AS t(i), range(3) AS s(p)
            WHERE hash(i) % 100 >= 8 AND (p = 0 OR hash(i * 31 + p) % 5 = 0)
            QUALIFY row_number() OVER (PARTITION BY i, country ORDER BY p) = 1""",
        "engagement": f"""SELECT concat('w', floor({WORKS} * pow((hash(i) % 1000003) / 1000003.0, 3))::INT) AS work_id,
            'sv' AS service_id, {there}[1 + (hash(i + 1) % 11)::INT] AS territory,
            DATE '2022-01-03' + (7 * (hash(i + 2) % 104))::INT AS period_start, 7 AS period_days, 'minutes' AS unit,
            (1 + hash(i + 3) % 600)::DOUBLE AS value, NULL AS rank,
            CASE WHEN hash(i + 4) % 5 = 0 THEN ['a','b','c','d','e'][1 + (hash(i + 5) % 5)::INT] END AS segment,
            's' AS source_id FROM range({rows}) AS t(i)""",
        "territory": f"SELECT unnest({there}) AS code, code AS name, if(code = 'CN', 'CHINA', 'ASEAN') AS bloc",
    }
    for name, query in tables.items():
        path = folder / f"{name}.parquet"
        if not path.is_file():
            has = {row[0] for row in made.execute(f"DESCRIBE {query}").fetchall()}
            columns = ", ".join(
                f"CAST({column.name if column.name in has else 'NULL'} AS {column.type}) AS {column.name}"
                for column in TABLES[name].columns
            )
            made.execute(
                f"COPY (SELECT {columns} FROM ({query})) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
            )
    made.close()
    return Store(folder)


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


def speed(store: Store, rows: int) -> None:
    """Compiled and hand-written statements in turns; the best of three each, and the peak memory of each alone."""
    wall: dict[tuple[str, str], float] = {}
    work: dict[tuple[str, str], float] = {}
    with store.connect(memory=MEMORY, threads=2) as connection:
        run = on_duckdb(connection)
        for turn in range(3):
            for name, question in REPORT.items():
                asked_for = {"compiled": compiled(question), "hand": by_hand.statement(name)}
                answers = {}
                for kind in sorted(asked_for, reverse=turn % 2 == 1):
                    start, busy = time.perf_counter(), time.process_time()
                    answers[kind] = run(asked_for[kind])
                    for best, took in (
                        (wall, time.perf_counter() - start),
                        (work, time.process_time() - busy),
                    ):
                        best[kind, name] = min(took, best.get((kind, name), took))
                equal(answers["compiled"], answers["hand"], name)
    size = f"{rows // 1_000_000}M rows"
    for what, best, bar in (("wall clock", wall, 1.05), ("processor time", work, 1.05)):
        ours, theirs = (sum(best[kind, name] for name in REPORT) for kind in ("compiled", "hand"))
        emit(
            figure=f"flow report, {size}, {what}",
            value=round(ours, 2),
            unit="s",
            bar=None,
            better="lower",
            peer={"hand-written DuckDB SQL": round(theirs, 2)},
        )
        emit(
            figure=f"flow report, {size}, {what}, compiled over hand-written",
            value=round(ours / theirs, 3),
            unit="ratio",
            bar=bar,
            better="lower",
            peer={n: round(best["compiled", n] / best["hand", n], 3) for n in REPORT},
        )
    peaks = {kind: alone(store.folder, kind) for kind in ("compiled", "hand")}
    emit(
        figure=f"flow report, {size}, peak memory",
        value=peaks["compiled"],
        unit="MB",
        bar=450,
        better="lower",
        peer={"hand-written DuckDB SQL": peaks["hand"]},
    )


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
    print(json.dumps({"peak": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}))


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
    with store.connect(memory=MEMORY, threads=2) as connection, local_cluster(store) as session:
        ours, theirs = on_duckdb(connection), on_spark(session)
        worst, took = 0.0, 0.0
        for name, question in REPORT.items():
            statement = compiled(question)
            mine = ours(statement)
            start = time.perf_counter()
            other = theirs(statement)
            took += time.perf_counter() - start
            equal(other, mine, name)
            worst = max(worst, apart(mine, other))
    size = f"{rows // 1_000_000}M rows"
    emit(
        figure=f"Spark local-cluster[2,1,2048], {size}, greatest relative difference to DuckDB",
        value=worst,
        unit="ratio",
        bar=1e-9,
        better="lower",
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


def cover(*, draws: int = 4000) -> None:
    """How often the 95 % interval holds the truth, on titles whose sizes follow Zipf's law; two that lose beside it."""
    shapes = [
        (n, s, p) for n in (300, 1000, 3000) for s in (0.6, 0.8, 1.0) for p in (0.05, 0.1, 0.3)
    ]
    found: dict[str, list[float]] = {"ours": [], "naive binomial": [], "linearised, titles": []}
    random = np.random.default_rng(11)
    for shape in shapes:
        for kind, rate in covered(random, *shape, draws=draws).items():
            found[kind].append(rate)
    what = f"cover of the 95 % interval, {len(shapes)} shapes of Zipf clusters"
    picks: dict[str, Callable[[list[float]], float]]
    picks = {"mean": lambda rates: sum(rates) / len(rates), "least": min, "greatest": max}
    for name, pick in picks.items():
        said = {kind: round(100 * pick(rates), 1) for kind, rates in found.items()}
        high = name == "greatest"
        emit(
            figure=f"{what}: {name}",
            value=said.pop("ours"),
            unit="%",
            bar=97 if high else 93,
            better="lower" if high else "higher",
            peer=said,
        )
    leaning = {
        kind: round(100 * rate, 1)
        for kind, rate in covered(random, 1000, 0.8, 0.1, draws=draws, lean=0.3).items()
    }
    emit(
        figure="cover where large titles are likelier of the origin",
        value=leaning.pop("ours"),
        unit="%",
        bar=None,
        better="higher",
        peer=leaning,
    )


def covered(
    random: np.random.Generator,
    titles: int,
    exponent: float,
    share: float,
    *,
    draws: int,
    lean: float = 0.0,
) -> dict[str, float]:
    """Rates of cover. With `lean`, the odds that a title is of the origin rise with that power of its size."""
    x = 1.0 + random.poisson(5000 / np.arange(1, titles + 1) ** exponent, (draws, titles))
    odds = share / (1 - share) * np.exp(lean * (np.log(x) - np.log(x).mean(1, keepdims=True)))
    chance = odds / (1 + odds)
    truth = (x * chance).sum(1) / x.sum(1)
    y = x * (random.random((draws, titles)) < chance)
    total, value = x.sum(1), y.sum(1) / x.sum(1)
    wide = 1.96 * np.sqrt(((y - value[:, None] * x) ** 2).sum(1)) / total
    ends = {
        "ours": score(value, effective(total, (x * x).sum(1))),
        "naive binomial": score(value, total),
        "linearised, titles": (value - wide, value + wide),
    }
    return {
        kind: float(np.mean((low <= truth) & (truth <= high))) for kind, (low, high) in ends.items()
    }


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
                {"cover": cover, "raking": raking}[part]()


if __name__ == "__main__":
    main()
