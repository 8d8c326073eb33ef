"""The same columns as Parquet files, for DuckDB, Spark and notebooks: masks as lanes of 60 bits, days as dates.

DuckDB writes them; it comes with the extra `report`.
"""

import itertools
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from sampan.engines.rights.box import Box
from sampan.engines.rights.grant import Grant

from .lanes import LANE_COLUMNS, lanes
from .rows import Kind, Row

_ROWS_AT_ONCE = 1 << 16
_SALES = {"subject": "VARCHAR", "seller": "VARCHAR", "kind": "UTINYINT"}
_GRANTS = {
    "id": "VARCHAR", "verb": "VARCHAR", "licensor": "VARCHAR", "licensee": "VARCHAR", "subject": "VARCHAR",
    "clause": "VARCHAR", "source": "VARCHAR", "sublicensing": "INTEGER", "runs": "INTEGER", "waives": "VARCHAR",
    "signed": "BOOLEAN", "overspill": "BOOLEAN",
}  # fmt: skip


class NoDuckDB(RuntimeError):
    """DuckDB is not installed; `str()` says what to do."""


def write_sales(path: Path, rows: Iterable[Row]) -> None:
    """Write the rows of a snapshot (see `sale_rows`) as one Parquet file: subject, seller, kind (a number of `Kind`),
    the lanes, `starts` and `ends` (NULL: without end). Raises NoDuckDB.
    """
    _write(
        path, _SALES, (((row[0], row[1], int(row[2])), row[3:6], row[6], row[7]) for row in rows)
    )


def write_grants(path: Path, grants: Iterable[Grant]) -> None:
    """Write grants as one Parquet file: their terms, the lanes of their boxes, `starts` and `ends`. Raises NoDuckDB."""
    _write(
        path,
        _GRANTS,
        (
            (
                _terms(one),
                (one.box.territories, one.box.languages, one.box.uses),
                one.box.start,
                one.box.end,
            )
            for one in grants
        ),
    )


def _terms(grant: Grant) -> tuple[object, ...]:
    return tuple(grant.verb.value if name == "verb" else getattr(grant, name) for name in _GRANTS)


_Masks = tuple[int, int, int]


def _write(
    path: Path,
    terms: dict[str, str],
    rows: Iterable[tuple[Iterable[object], _Masks, date, date | None]],
) -> None:
    connection = _connect()
    columns = [
        *(f"{name} {kind}" for name, kind in terms.items()),
        *(f"{name} BIGINT" for name in LANE_COLUMNS),
    ]
    connection.execute(f"CREATE TABLE kept ({', '.join(columns)}, starts DATE, ends DATE)")
    left = iter(rows)
    while some := list(itertools.islice(left, _ROWS_AT_ONCE)):
        connection.register("batch", _arrays(list(terms), some))
        connection.execute("INSERT INTO kept SELECT * FROM batch")
        connection.unregister("batch")
    connection.execute(
        "COPY (SELECT * FROM kept ORDER BY ALL) TO $1 (FORMAT parquet, COMPRESSION zstd)",
        [str(path)],
    )
    connection.close()


def _arrays(
    terms: Sequence[str], rows: Sequence[tuple[Iterable[object], _Masks, date, date | None]]
) -> dict[str, Any]:
    told = list(zip(*(values for values, _, _, _ in rows), strict=True))
    arrays: dict[str, Any] = {
        name: np.array(values, object) for name, values in zip(terms, told, strict=True)
    }
    packed = np.array([lanes(*masks) for _, masks, _, _ in rows], np.int64)
    arrays |= {name: packed[:, place].copy() for place, name in enumerate(LANE_COLUMNS)}
    arrays["starts"] = _days([start for _, _, start, _ in rows])
    arrays["ends"] = _days([end for _, _, _, end in rows])
    return arrays


def _days(days: list[date | None]) -> Any:
    """Days as numpy has them; NaT where there is none."""
    return np.array([None if day is None else day.isoformat() for day in days], "datetime64[s]")


def _connect() -> Any:
    try:
        import duckdb  # noqa: PLC0415 - it comes with an extra
    except ImportError as error:
        raise NoDuckDB(
            "Parquet needs DuckDB; install it with the extra “report” (pip install sampan[report])."
        ) from error
    return duckdb.connect()


# The cells of a question, each with the days on which the rows of a title give it; and titles from which some is taken.
_AVAILABLE = """
WITH sales AS (
    SELECT *, coalesce(ends, DATE '9999-12-31') AS until FROM read_parquet($path)
    WHERE starts < $last AND (ends IS NULL OR ends > $first) AND {meets}),
taken AS (SELECT DISTINCT subject, seller FROM sales WHERE kind IN ({takes})),
given AS (
    SELECT subject, seller, cell, starts, until,
        max(until) OVER (PARTITION BY subject, seller, cell ORDER BY starts, until
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
    FROM sales JOIN (VALUES {cells}) AS cells (cell, {names}) ON {holds}
    WHERE kind = {gives}),
covered AS (
    SELECT subject, seller, cell FROM given GROUP BY ALL
    HAVING min(starts) <= $first AND max(until) >= $last
        AND count(*) FILTER (WHERE starts > greatest(coalesce(reached, $first), $first)) = 0)
SELECT subject, seller FROM covered ANTI JOIN taken USING (subject, seller)
GROUP BY ALL HAVING count(*) = {count} ORDER BY ALL
"""


def parquet_avails(path: Path, question: Box, *, exclusive: bool = False) -> list[tuple[str, str]]:
    """Title and seller of all that cover the whole window for certain, asked of a file of `write_sales` by SQL alone.

    The same answer as `Snapshot.avails` gives to "cover-entire". Raises NoDuckDB.
    """
    kinds = [
        Kind.TAKES,
        Kind.TAKES_IN_DOUBT,
        *([Kind.SHARES, Kind.SHARES_IN_DOUBT] if exclusive else []),
    ]
    cells = [lanes(*cell) for cell in _cells(question)]
    sql = _AVAILABLE.format(
        meets=_meets(question),
        takes=", ".join(str(int(kind)) for kind in kinds),
        gives=int(Kind.GIVES),
        cells=", ".join(
            f"({', '.join(map(str, (place, *cell)))})" for place, cell in enumerate(cells)
        ),
        names=", ".join(f"c{name}" for name in LANE_COLUMNS),
        holds=" AND ".join(f"({name} & c{name}) = c{name}" for name in LANE_COLUMNS),
        count=len(cells),
    )
    connection = _connect()
    values = {"path": str(path), "first": question.start, "last": question.end or date.max}
    found: list[tuple[str, str]] = connection.execute(sql, values).fetchall()
    connection.close()
    return found


def _cells(question: Box) -> Iterable[_Masks]:
    bits = [
        [1 << place for place in range(mask.bit_length()) if mask >> place & 1]
        for mask in (question.territories, question.languages, question.uses)
    ]
    yield from itertools.product(*bits)


def _meets(question: Box) -> str:
    asked = zip(
        LANE_COLUMNS, lanes(question.territories, question.languages, question.uses), strict=True
    )
    tests: dict[str, list[str]] = {}
    for name, lane in asked:
        if lane:
            tests.setdefault(name[0], []).append(f"({name} & {lane}) <> 0")
    return " AND ".join(f"({' OR '.join(lanes_)})" for lanes_ in tests.values())
