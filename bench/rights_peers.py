"""PostgreSQL and DuckDB, asked of the rights of a whole catalogue what bench/rights.py asks of Sampan."""

import itertools
from datetime import date

import numpy as np

from sampan.engines.rights import LANE_COLUMNS, Row, box, lanes

QUESTION = box("LA, TH, VN", "lo/dub", "SVOD, AVOD", date(2027, 1, 1), date(2028, 1, 1))

# The same question as SQL over lanes. `{meets}` and `{holds}` compare the lanes that the question names.
TAKEN = "SELECT DISTINCT title FROM grants WHERE kind <> 0 AND {meets} AND {during}"
ALONE = "SELECT DISTINCT title FROM grants WHERE kind = 0 AND {holds} AND {spans}"
EXACT = """
WITH taken AS MATERIALIZED ({taken}), alone AS MATERIALIZED ({alone}),
near AS MATERIALIZED (
    SELECT g.* FROM grants g
    WHERE kind = 0 AND {meets} AND {during}
      AND title NOT IN (SELECT title FROM taken) AND title NOT IN (SELECT title FROM alone)),
together AS ({together})
SELECT title FROM alone WHERE title NOT IN (SELECT title FROM taken)
UNION SELECT title FROM together
"""


def _lane_tests(*, holds: bool) -> str:
    tests = []
    asked = dict(
        zip(
            LANE_COLUMNS,
            lanes(QUESTION.territories, QUESTION.languages, QUESTION.uses),
            strict=True,
        )
    )
    for axis in "tlu":
        named = [(name, lane) for name, lane in asked.items() if name[0] == axis and lane]
        if holds:
            tests += [f"({name} & {lane}) = {lane}" for name, lane in named]
        else:
            tests.append("(" + " OR ".join(f"({name} & {lane}) <> 0" for name, lane in named) + ")")
    return " AND ".join(tests)


def _cells() -> list[str]:
    """A condition for each (territory, language, use) of the question."""
    bits = [
        [1 << place for place in range(mask.bit_length()) if mask >> place & 1]
        for mask in (QUESTION.territories, QUESTION.languages, QUESTION.uses)
    ]
    cells = []
    for cell in itertools.product(*bits):
        named = [
            (name, lane) for name, lane in zip(LANE_COLUMNS, lanes(*cell), strict=True) if lane
        ]
        cells.append(" AND ".join(f"({name} & {lane}) <> 0" for name, lane in named))
    return cells


def exact_sql(*, during: str, spans: str, covered: str) -> str:
    """The whole question. `covered` says when the rows of one title that hold one cell cover the window."""
    together = " INTERSECT ".join(
        f"SELECT title FROM near WHERE {cell} GROUP BY title HAVING {covered}" for cell in _cells()
    )
    tests = {
        "meets": _lane_tests(holds=False),
        "holds": _lane_tests(holds=True),
        "during": during,
        "spans": spans,
    }
    return EXACT.format(
        taken=TAKEN.format(**tests),
        alone=ALONE.format(**tests),
        together=together,
        meets=tests["meets"],
        during=during,
    )


class PostgreSQL:
    """The peer of record: one row a grant, masks in lanes, an index on the title, parallel workers, warm."""

    def __init__(self, rows: list[Row]) -> None:
        import psycopg  # noqa: PLC0415 - only where there is a server

        self.connection = psycopg.connect("", autocommit=True)
        columns = ", ".join(f"{name} bigint NOT NULL" for name in LANE_COLUMNS)
        self.run("DROP TABLE IF EXISTS grants")
        self.run(f"CREATE TABLE grants (title int, kind smallint, {columns}, during daterange)")
        with self.connection.cursor().copy("COPY grants FROM STDIN") as copy:
            for row in rows:
                values = lanes(row.territories, row.languages, row.uses)
                copy.write_row(
                    (int(row.subject), int(row.kind), *values, f"[{row.start},{row.end or ''})")
                )
        self.run("CREATE INDEX ON grants (title)")
        self.run("VACUUM ANALYZE grants")
        self.run("SET work_mem = '256MB'")
        window = f"daterange('{QUESTION.start}', '{QUESTION.end}')"
        self.sql = exact_sql(
            during=f"during && {window}",
            spans=f"during @> {window}",
            covered=f"range_agg(during) @> {window}",
        )

    def run(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        cursor = self.connection.execute(sql, values)
        return cursor.fetchall() if cursor.description else []

    def titles(self) -> set[int]:
        return {int(row[0]) for row in self.run(self.sql)}

    def clashes(self, title: int) -> object:
        window = f"daterange('{QUESTION.start}', '{QUESTION.end}')"
        tests = f"{_lane_tests(holds=False)} AND during && {window}"
        return self.run(
            f"SELECT kind, during FROM grants WHERE title = %s AND kind <> 0 AND {tests}", (title,)
        )


class DuckDB:
    """The same columns and the same question in DuckDB, in memory."""

    def __init__(self, rows: list[Row]) -> None:
        import duckdb  # noqa: PLC0415 - only where it is installed

        self.connection = duckdb.connect()
        self.connection.execute("SET threads = 2")
        packed = np.array(
            [lanes(row.territories, row.languages, row.uses) for row in rows], np.int64
        )
        arrays = {name: packed[:, place].copy() for place, name in enumerate(LANE_COLUMNS)}
        arrays["title"] = np.array([int(row.subject) for row in rows], np.int32)
        arrays["kind"] = np.array([int(row.kind) for row in rows], np.int8)
        arrays["first"] = np.array([row.start.toordinal() for row in rows], np.int32)
        arrays["last"] = np.array(
            [row.end.toordinal() if row.end else 2**31 - 1 for row in rows], np.int32
        )
        self.connection.register("arrays", arrays)
        self.connection.execute("CREATE TABLE grants AS SELECT * FROM arrays")
        first, last = QUESTION.start.toordinal(), (QUESTION.end or date.max).toordinal()
        # Rows in order of their first day, each carrying the window's beginning on as far as it joins.
        reach = "lambda a, b: CASE WHEN b[1] <= a[2] THEN [a[1], greatest(a[2], b[2])] ELSE a END"
        ordered = f"list_concat([[{first}, {first}]], list_sort(list([first, last])))"
        self.sql = exact_sql(
            during=f"first < {last} AND last > {first}",
            spans=f"first <= {first} AND last >= {last}",
            covered=f"list_reduce({ordered}, {reach})[2] >= {last}",
        )

    def titles(self) -> set[int]:
        return {int(row[0]) for row in self.connection.execute(self.sql).fetchall()}
