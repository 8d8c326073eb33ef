"""The flow report as somebody would write it by hand: DuckDB SQL, Polars and pandas, and svy for raking."""
# ruff: noqa: PLC0415, E501 - peers are imported where they are measured; their SQL keeps its lines

import time
from pathlib import Path
from typing import Any

import numpy as np

from sampan.engines.circulation.compile import Statement
from sampan.engines.circulation.running import Columns

_PLACES = """
    o AS (SELECT work_id, country AS origin, 1.0 / count(*) OVER (PARTITION BY work_id) AS w
          FROM origin WHERE role <> 'service')"""


def _titles(*columns: str, segment: str = "IS NULL") -> str:
    listed = ", ".join(columns)
    return f"""
    t AS (SELECT work_id, {listed}, sum(value) AS x, count(*) AS n FROM engagement
          WHERE unit = 'minutes' AND segment {segment} AND territory <> '001' GROUP BY ALL)"""


def _shares(group: str, column: str, *, segment: str = "IS NULL", shown: str = "") -> str:
    """Shares of origins in a group, with what their interval needs."""
    return f"""WITH {_titles(f"{column} AS {group}", segment=segment)}, {_PLACES},
    c AS (SELECT {group}, coalesce(origin, 'unknown') AS origin, sum(x * coalesce(w, 1)) AS y,
                 sum(x * x * coalesce(w, 1) ** 2) AS yy, sum(x * x * coalesce(w, 1)) AS xy, sum(n) AS n,
                 count(*) AS clusters FROM t LEFT JOIN o USING (work_id) GROUP BY ALL),
    g AS (SELECT {group}, sum(x) FILTER (known) AS x, sum(x * x) FILTER (known) AS xx,
                 sum(x * x * x) FILTER (known) AS xxx, max(x) FILTER (known) AS x_top, sum(x) AS x_all,
                 sum(x * x) AS xx_all, sum(x * x * x) AS xxx_all, max(x) AS x_all_top, sum(n) AS n_all,
                 count(*) AS titles
          FROM (SELECT *, work_id IN (SELECT work_id FROM origin) AS known FROM t) GROUP BY ALL)
    SELECT origin, {shown or group} AS {group}, y, yy, xy, n, clusters, x, xx, xxx, x_top,
        x_all, xx_all, xxx_all, x_all_top, n_all, titles
    FROM c JOIN g USING ({group}) ORDER BY 1, 2"""


def _hhi() -> str:
    return f"""WITH {_titles("territory")}, {_PLACES},
    p AS (SELECT work_id, territory, origin, x * w AS y FROM t JOIN o USING (work_id)),
    j AS (SELECT territory, origin, sum(y) AS y FROM p GROUP BY ALL),
    i AS (SELECT territory, origin, y / sum(y) OVER (PARTITION BY territory) AS s FROM j),
    z AS (SELECT work_id, territory, sum(y * 2 * s) AS z, sum(y) AS x FROM p JOIN i USING (territory, origin) GROUP BY ALL),
    a AS (SELECT territory, sum(z * z) AS zz, sum(z * x) AS zx, sum(x * x) AS xx, sum(x) AS x, count(*) AS clusters
          FROM z GROUP BY ALL),
    h AS (SELECT territory, arg_max(origin, s) AS leader, sum(s * s) AS value, 2 * sum(s * s) AS cs, count(*) AS items
          FROM i GROUP BY ALL)
    SELECT territory, leader, value, cs, items, zz, zx, xx, x, clusters FROM a JOIN h USING (territory) ORDER BY 1"""


def _ten() -> str:
    return f"""WITH {_titles("territory")},
    r AS (SELECT *, row_number() OVER (PARTITION BY territory ORDER BY x DESC, work_id) AS turn FROM t)
    SELECT territory, max(work_id) FILTER (turn = 1) AS leader, sum(x) FILTER (turn <= 10) / sum(x) AS value,
           sum(x) FILTER (turn <= 10) / sum(x) AS cs, count(*) AS items, sum(x * x) FILTER (turn <= 10) AS zz,
           sum(x * x) FILTER (turn <= 10) AS zx, sum(x * x) AS xx, sum(x) AS x, sum(n) AS n, count(*) AS clusters
    FROM r GROUP BY territory ORDER BY 1"""


def _leading() -> str:
    return f"""WITH {_titles("territory")}, {_PLACES},
    p AS (SELECT work_id, territory, origin, x * w AS y FROM t JOIN o USING (work_id) WHERE origin <> territory),
    i AS (SELECT territory, origin, sum(y) AS y FROM p GROUP BY ALL),
    l AS (SELECT territory, arg_max(origin, y) AS leader, max(y) / sum(y) AS value, count(*) AS items FROM i GROUP BY ALL),
    z AS (SELECT work_id, territory, sum(y) FILTER (origin = leader) AS z, sum(y) AS x FROM p JOIN l USING (territory)
          GROUP BY ALL),
    a AS (SELECT territory, sum(z * z) AS zz, sum(z * x) AS zx, sum(x * x) AS xx, sum(x) AS x, count(*) AS clusters
          FROM z GROUP BY ALL)
    SELECT territory, leader, value, value AS cs, items, zz, zx, xx, x, clusters FROM a JOIN l USING (territory) ORDER BY 1"""


def statement(name: str) -> Statement:
    """One question of the report in SQL by hand; the same rows as the compiled one's."""
    quarter = "concat(year(quarter), '-Q', quarter(quarter))"
    written = {
        "flow matrix": lambda: _shares("territory", "territory"),
        "origins in hand": _hhi,
        "ten largest works": _ten,
        "trend": lambda: _shares("quarter", "date_trunc('quarter', period_start)", shown=quarter),
        "dependency": _leading,
        "segments": lambda: _shares("segment", "segment", segment="IS NOT NULL"),
    }
    return Statement(written[name](), {}, ())


def polars(folder: Path, name: str) -> Columns:
    """Shares of the flow matrix or the trend in Polars, streaming."""
    import polars as pl

    group = {"flow matrix": pl.col("territory"), "trend": pl.col("period_start").dt.truncate("1q")}[
        name
    ].alias("g")
    facts = pl.scan_parquet(folder / "engagement.parquet").filter(
        pl.col("segment").is_null() & (pl.col("unit") == "minutes")
    )
    titles = (
        facts.group_by("work_id", group)
        .agg(pl.col("value").sum().alias("x"), pl.len().alias("n"))
        .collect(engine="streaming")
    )
    places = pl.read_parquet(folder / "origin.parquet").select(
        "work_id", "country", (1.0 / pl.len().over("work_id")).alias("w")
    )
    parts = titles.join(places, on="work_id", how="left").with_columns(
        pl.col("country").fill_null("unknown"), pl.col("w").fill_null(1.0)
    )
    cells = parts.group_by("country", "g").agg(
        (pl.col("x") * pl.col("w")).sum().alias("y"), pl.len().alias("clusters")
    )
    known = titles.join(places.select("work_id").unique(), on="work_id", how="semi")
    whole = known.group_by("g").agg(pl.col("x").sum(), (pl.col("x") ** 2).sum().alias("xx"))
    found = cells.join(whole, on="g").sort("country", "g")
    keys = found["g"].to_list()
    if name == "trend":
        keys = [f"{day.year}-Q{(day.month + 2) // 3}" for day in keys]
    return _columns(
        found["country"].to_list(),
        keys,
        {n: found[n].to_numpy() for n in ("y", "x", "xx", "clusters")},
        name,
    )


def pandas(folder: Path, name: str) -> Columns:
    """The same in pandas."""
    import pandas as pd

    column = {"flow matrix": "territory", "trend": "period_start"}[name]
    facts = pd.read_parquet(
        folder / "engagement.parquet", columns=["work_id", column, "value", "segment", "unit"]
    )
    facts = facts[facts["segment"].isna() & (facts["unit"] == "minutes")]
    keys = (
        facts["territory"]
        if name == "flow matrix"
        else pd.to_datetime(facts["period_start"])
        .dt.to_period("Q")
        .astype(str)
        .str.replace("Q", "-Q")
    )
    titles = (
        facts.groupby(["work_id", keys.rename("g")], observed=True)["value"]
        .sum()
        .rename("x")
        .reset_index()
    )
    places = pd.read_parquet(folder / "origin.parquet", columns=["work_id", "country"])
    places["w"] = 1.0 / places.groupby("work_id")["country"].transform("count")
    parts = titles.merge(places, on="work_id", how="left").fillna({"country": "unknown", "w": 1.0})
    parts["y"] = parts["x"] * parts["w"]
    cells = (
        parts.groupby(["country", "g"]).agg(y=("y", "sum"), clusters=("y", "size")).reset_index()
    )
    known = titles[titles["work_id"].isin(places["work_id"])].assign(xx=lambda f: f["x"] ** 2)
    found = cells.merge(known.groupby("g")[["x", "xx"]].sum().reset_index(), on="g").sort_values(
        ["country", "g"]
    )
    return _columns(
        found["country"].tolist(),
        found["g"].tolist(),
        {n: found[n].to_numpy() for n in ("y", "x", "xx", "clusters")},
        name,
    )


def _columns(origins: list[str], groups: list[str], numbers: dict[str, Any], name: str) -> Columns:
    group = {"flow matrix": "territory", "trend": "quarter"}[name]
    return {
        "origin": np.array(origins, dtype=object),
        group: np.array(groups, dtype=object),
    } | numbers


def svy_rake(answers: dict[str, Any], totals: dict[str, dict[str, float]]) -> tuple[Any, float]:
    """Weights by svy, and how long it took."""
    import polars as pl
    import svy

    count = len(next(iter(answers.values())))
    frame = pl.DataFrame(dict(answers) | {"weight": np.ones(count)})
    sample = svy.Sample(frame, svy.Design(wgt="weight"))
    start = time.perf_counter()
    raked = sample.weighting.rake(controls=totals, wgt_name="raked", tol=1e-12, max_iter=500)
    return raked.data["raked"].to_numpy(), time.perf_counter() - start
