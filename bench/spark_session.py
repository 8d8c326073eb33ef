"""A Spark of two executors, each a process of its own, on loopback alone."""
# ruff: noqa: PLC0415 - peers are imported where they are measured; their SQL keeps its lines

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sampan.engines.circulation.facts import TABLES, Store


@contextmanager
def local_cluster(store: Store) -> Iterator[Any]:
    """A session in which the tables of a store are views; those without a file are there and empty."""
    from pyspark.sql import SparkSession

    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.session.timeZone": "UTC",
    }
    builder = SparkSession.builder.master("local-cluster[2,1,2048]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    kinds = {
        "VARCHAR": "STRING",
        "INTEGER": "INT",
        "BIGINT": "BIGINT",
        "DOUBLE": "DOUBLE",
        "DATE": "DATE",
    }
    try:
        for table in TABLES.values():
            if table.name in store.tables:
                columns = ", ".join(f"{one.name} {kinds[one.type]}" for one in table.columns)
                read = session.read.schema(columns).parquet(str(store.path(table.name)))
            else:
                nothing = (
                    f"CAST(NULL AS {kinds[one.type]}) AS {one.name}" for one in table.columns
                )
                read = session.sql(f"SELECT {', '.join(nothing)} WHERE false")
            read.createOrReplaceTempView(table.name)
        yield session
    finally:
        session.stop()
