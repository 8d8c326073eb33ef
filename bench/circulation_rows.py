"""Viewing to measure: works whose popularity follows a power law, in eleven territories over two years of weeks."""

import sys
import time
from pathlib import Path

import duckdb

from sampan.engines.circulation.facts import TABLES, Store

WORKS = 20_000
_COUNTRIES = "['CN','TH','VN','ID','MY','PH','SG','KR','JP','US','IN','LA','KH','MM','GB','FR','ES','TR','HK','BN']"
_THERE = "['TH','VN','ID','MY','PH','SG','KH','LA','MM','CN','BN']"


def _queries(rows: int) -> dict[str, str]:
    return {
        "work": f"""SELECT concat('w', i) AS work_id, concat('Title ', i) AS title, 'series' AS kind
            FROM range({WORKS}) AS t(i)""",
        "origin": f"""SELECT concat('w', i) AS work_id, {_COUNTRIES}[1 + (hash(i * 7 + p) % 20)::INT] AS country,
            CASE WHEN p = 0 THEN 'main' ELSE 'minor' END AS role, 1.0 AS share, p + 1 AS position, 's' AS source,
            1.0 AS confidence FROM range({WORKS}) AS t(i), range(3) AS s(p)
            WHERE hash(i) % 100 >= 8 AND (p = 0 OR hash(i * 31 + p) % 5 = 0)
            QUALIFY row_number() OVER (PARTITION BY i, country ORDER BY p) = 1""",
        "engagement": f"""SELECT concat('w', floor({WORKS} * pow((hash(i) % 1000003) / 1000003.0, 3))::INT) AS work_id,
            'sv' AS service_id, {_THERE}[1 + (hash(i + 1) % 11)::INT] AS territory,
            DATE '2022-01-03' + (7 * (hash(i + 2) % 104))::INT AS period_start, 7 AS period_days, 'minutes' AS unit,
            (1 + hash(i + 3) % 600)::DOUBLE AS value, NULL AS rank,
            CASE WHEN hash(i + 4) % 5 = 0 THEN ['a','b','c','d','e'][1 + (hash(i + 5) % 5)::INT] END AS segment,
            's' AS source_id FROM range({rows}) AS t(i)""",
        "territory": f"SELECT unnest({_THERE}) AS code, code AS name, if(code = 'CN', 'CHINA', 'ASEAN') AS bloc",
    }


def generate(folder: Path, rows: int) -> Store:
    """The tables as Parquet, written row group by row group as they are made, so that memory does not grow with rows.

    What is there already is kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    made = duckdb.connect(config={"memory_limit": "1GB", "preserve_insertion_order": "false"})
    for name, query in _queries(rows).items():
        path, part = folder / f"{name}.parquet", folder / f"{name}.part"
        if path.is_file():
            continue
        has = {row[0] for row in made.execute(f"DESCRIBE {query}").fetchall()}
        columns = ", ".join(
            f"CAST({column.name if column.name in has else 'NULL'} AS {column.type}) AS {column.name}"
            for column in TABLES[name].columns
        )
        copied = f"COPY (SELECT {columns} FROM ({query})) TO '{part}'"
        made.execute(f"{copied} (FORMAT parquet, COMPRESSION zstd)")
        part.rename(path)
    made.close()
    size = sum(path.stat().st_size for path in folder.glob("*.parquet")) / 1e6
    took = time.perf_counter() - start
    print(f"{rows:,} rows made in {took:.0f} s, {size:.0f} MB", file=sys.stderr, flush=True)
    return Store(folder)
