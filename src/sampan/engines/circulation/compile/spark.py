"""The same statement in Spark's SQL."""

import re
from collections.abc import Mapping

from .script import Statement

_MARK = re.compile(r"\$([a-z_0-9]+)")
_SCAN = "_rows"  # how the parts are named that read all facts


def to_spark(statement: Statement) -> Statement:
    """A statement of DuckDB as Spark SQL, with named parameters as `spark.sql(sql, args=...)` takes them.

    >>> to_spark(Statement("SELECT CAST(f.a AS VARCHAR) AS a FROM f WHERE f.b = $unit", {"unit": "slots"}, ())).sql
    'SELECT CAST(f.a AS STRING) AS a FROM f WHERE f.b = :unit'
    """
    import sqlglot  # noqa: PLC0415 - only where Spark is used

    marked = _MARK.sub(r":\1", statement.sql)
    sql = sqlglot.transpile(marked, read="duckdb", write="spark")[0]
    return Statement(sql, statement.bound, statement.keys)


def scans_apart(statement: Statement) -> tuple[Mapping[str, str], str]:
    """The parts of a statement for Spark that read all facts, by name, and what is left of it without them.

    Spark writes a part into every place that names it, so it would read all facts as often.

    >>> made = Statement("WITH f_rows AS (SELECT 1 AS a), g AS (SELECT a FROM f_rows) SELECT a FROM g", {}, ())
    >>> scans_apart(made)
    ({'f_rows': 'SELECT 1 AS a'}, 'WITH g AS (SELECT a FROM f_rows) SELECT a FROM g')
    """
    import sqlglot  # noqa: PLC0415 - only where Spark is used

    tree = sqlglot.parse_one(statement.sql, read="spark")
    scans = {}
    for part in list(getattr(tree, "ctes", [])):
        if part.alias.endswith(_SCAN):
            scans[part.alias] = part.this.sql(dialect="spark")
            part.pop()
    return scans, tree.sql(dialect="spark")
