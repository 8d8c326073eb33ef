"""The same statement in Spark's SQL."""

import re

from .script import Statement

_MARK = re.compile(r"\$([a-z_0-9]+)")


def to_spark(statement: Statement) -> Statement:
    """A statement of DuckDB as Spark SQL, with named parameters as `spark.sql(sql, args=...)` takes them.

    >>> to_spark(Statement("SELECT CAST(f.a AS VARCHAR) AS a FROM f WHERE f.b = $unit", {"unit": "slots"}, ())).sql
    'SELECT CAST(f.a AS STRING) AS a FROM f WHERE f.b = :unit'
    """
    import sqlglot  # noqa: PLC0415 - only where Spark is used

    marked = _MARK.sub(r":\1", statement.sql)
    sql = sqlglot.transpile(marked, read="duckdb", write="spark")[0]
    return Statement(sql, statement.bound, statement.keys)
