"""The same definitions on Spark: two executors, each a process of its own, give DuckDB's rows."""

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engines.circulation.exchange import large
from sampan.engines.circulation.compile import Question, compiled
from sampan.engines.circulation.facts import TABLES
from sampan.engines.circulation.registry import RULES, measures
from sampan.engines.circulation.running import on_duckdb, on_spark

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is absent; Spark needs version 17"),
    pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="pyspark is absent (extra scale)"),
]  # fmt: skip

SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.session.timeZone": "UTC",
}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    folder: Path = tmp_path_factory.mktemp("facts")
    builder = SparkSession.builder.master("local-cluster[2,1,2048]")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    for table in TABLES:
        large().execute(f"COPY {table} TO '{folder}/{table}.parquet' (FORMAT parquet)")
        made.read.parquet(f"{folder}/{table}.parquet").createOrReplaceTempView(table)
    yield made
    made.stop()


def questions() -> list[Question]:
    found = [
        Question("viewing-share", rule, "slots", ("origin", "territory", "quarter"))
        for rule in RULES
    ]
    for one in measures().values():
        unit = "slots" if "slots" in one.units else one.units[0]
        by = ("territory",) if "territory" in one.dimensions and one.form != "lift" else ()
        found.append(Question(one.id, "fractional", unit, by))
    return found


@pytest.mark.parametrize("question", questions(), ids=lambda q: f"{q.measure} {q.origin_rule}")
def test_rows_are_duckdbs(session: Any, question: Question) -> None:
    statement = compiled(question)
    ours, theirs = on_duckdb(large())(statement), on_spark(session)(statement)
    assert list(ours) == list(theirs)
    for name, values in ours.items():
        if values.dtype == object:
            assert theirs[name].tolist() == values.tolist()
        else:
            np.testing.assert_allclose(
                theirs[name].astype(float), values.astype(float), rtol=1e-9, atol=1e-12
            )
    assert len(next(iter(ours.values()))) > 0
