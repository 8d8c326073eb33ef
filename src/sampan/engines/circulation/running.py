"""Where a statement runs: on DuckDB, or on Spark from the same definition."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from .compile import Statement, scans_apart, to_spark

Columns = Mapping[str, npt.NDArray[np.generic]]
Run = Callable[[Statement], Columns]


class DuckDB(Protocol):
    """What is used of a DuckDB connection."""

    def execute(self, query: str, parameters: Any = ...) -> Any: ...


class Spark(Protocol):
    """What is used of a Spark session."""

    catalog: Any

    def sql(self, sqlQuery: str, args: Any = ...) -> Any: ...  # noqa: N803


def on_duckdb(connection: DuckDB) -> Run:
    """Statements answered by a DuckDB connection that sees the tables of facts.

    >>> import duckdb
    >>> on_duckdb(duckdb.connect())(Statement("SELECT 1.5 AS y, 'LA' AS origin", {}, ("origin",)))["y"]
    array([1.5])
    """

    def run(statement: Statement) -> Columns:
        found = connection.execute(statement.sql, statement.bound).fetchnumpy()
        return {name: _plain(values) for name, values in found.items()}

    return run


def on_spark(session: Spark) -> Run:
    """Statements answered by a Spark session in which the tables of facts are views; each reads the facts once."""

    def run(statement: Statement) -> Columns:
        said = to_spark(statement)
        scans, rest = scans_apart(said)
        held = {name: session.sql(sql, args=said.bound).cache() for name, sql in scans.items()}
        try:
            for name, frame in held.items():
                frame.createOrReplaceTempView(name)
            answer = session.sql(rest, args=said.bound)
            rows, names = answer.collect(), answer.columns
        finally:
            for name, frame in held.items():
                session.catalog.dropTempView(name)
                frame.unpersist()
        return {name: _column([row[at] for row in rows]) for at, name in enumerate(names)}

    return run


def _plain(values: Any) -> npt.NDArray[np.generic]:
    """Keys as objects, numbers as floats or integers; what is empty is None or NaN."""
    if not isinstance(values, np.ma.MaskedArray):
        return np.asarray(values)
    whole = np.array(values.tolist(), dtype=object)
    return whole if values.dtype.kind in "OUS" else _column(whole.tolist())


def _column(values: list[Any]) -> npt.NDArray[np.generic]:
    if any(isinstance(value, str) for value in values):
        return np.array(values, dtype=object)
    return np.array([np.nan if value is None else float(value) for value in values])
