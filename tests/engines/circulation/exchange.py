"""A small exchange whose every figure can be worked out on paper, and a larger one made by chance."""

import functools
import random
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import duckdb

from sampan.engines.circulation.compile import Question
from sampan.engines.circulation.facts import TABLES
from sampan.engines.circulation.figure import Figure
from sampan.engines.circulation.measuring import measured
from sampan.engines.circulation.running import on_duckdb

INPUTS = dict.fromkeys(TABLES, "00")
DAY = date(2022, 1, 3)  # a Monday
ORIGINS = {"a": ["TH"], "b": ["CN", "TH"], "c": ["CN"], "d": [], "e": ["US", "CN", "HK"]}
LANGUAGES = {"a": "th", "b": "th", "c": "zh", "d": None, "e": "en"}
SLOTS = {
    "TH": {"a": 4, "b": 2, "c": 1, "d": 1},
    "CN": {"a": 1, "b": 1, "c": 6},
    "VN": {"c": 1, "e": 3},
}


def empty() -> duckdb.DuckDBPyConnection:
    """The tables of facts, without a row."""
    connection = duckdb.connect()
    for table in TABLES.values():
        columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
        connection.execute(f"CREATE TABLE {table.name} ({columns})")
    return connection


def put(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Rows by column; what a row does not name is empty."""
    names, listed = TABLES[table].names, list(rows)
    assert all(row.keys() <= set(names) for row in listed)
    marks = f"({', '.join('?' for _ in names)})"
    for at in range(0, len(listed), 200):
        some = listed[at : at + 200]
        connection.execute(
            f"INSERT INTO {table} VALUES {', '.join([marks] * len(some))}",
            [row.get(name) for row in some for name in names],
        )


def small() -> duckdb.DuckDBPyConnection:
    """Five works, three territories, one week."""
    connection = empty()
    put(connection, "work", ({"work_id": w, "title": f"Work {w}", "kind": "series" if w in "abc" else "film",
                              "language": LANGUAGES[w]} for w in ORIGINS))  # fmt: skip
    put(
        connection,
        "origin",
        (place(w, c, at, len(cs)) for w, cs in ORIGINS.items() for at, c in enumerate(cs)),
    )
    put(connection, "territory", TERRITORIES)
    put(connection, "engagement", (
        {"work_id": w, "service_id": "s", "territory": t, "period_start": DAY, "period_days": 7,
         "unit": "slots", "value": float(n), "source_id": "x"}
        for t, works in SLOTS.items() for w, n in works.items()))  # fmt: skip
    return connection


TERRITORIES = [
    {"code": "CN", "name": "China", "bloc": "CHINA"},
    {"code": "HK", "name": "Hong Kong", "bloc": "CHINA"},
    {"code": "TH", "name": "Thailand", "bloc": "ASEAN"},
    {"code": "VN", "name": "Viet Nam", "bloc": "ASEAN"},
    {"code": "LA", "name": "Laos", "bloc": "ASEAN"},
]


def place(work: str, country: str, at: int, of: int) -> dict[str, Any]:
    return {
        "work_id": work,
        "country": country,
        "role": "main" if at == 0 else "minor",
        "share": 1 / of,
        "position": at + 1,
        "source": "x",
        "confidence": 1.0,
    }


def answer(connection: duckdb.DuckDBPyConnection, question: Question, **more: Any) -> Figure:
    return measured(on_duckdb(connection), question, INPUTS, **more)


def values(figure: Figure) -> dict[tuple[str, ...], float | None]:
    return {cell.keys: None if cell.value is None else round(cell.value, 9) for cell in figure.rows}


@functools.cache
def large() -> duckdb.DuckDBPyConnection:
    """Two hundred works in all tables of facts, by chance but always the same; to be read only."""
    connection, draw = empty(), random.Random(7)
    countries = {"CN": "zh", "TH": "th", "VN": "vi", "ID": "id", "KR": "ko", "US": "en", "LA": "lo"}
    works = [f"w{at}" for at in range(200)]
    origins = {w: draw.sample(sorted(countries), draw.choice([0, 1, 1, 1, 2])) for w in works}
    put(connection, "work", ({"work_id": w, "title": f"Title {w}", "kind": draw.choice(["film", "series"]),
                              "year": 2015 + at % 8, "language": countries[origins[w][0]] if origins[w] else None}
                             for at, w in enumerate(works)))  # fmt: skip
    put(
        connection,
        "origin",
        (place(w, c, at, len(cs)) for w, cs in origins.items() for at, c in enumerate(cs)),
    )
    put(
        connection,
        "holder",
        ({"work_id": w, "territory": cs[0], "source": "x"} for w, cs in origins.items() if cs),
    )
    put(connection, "genre", ({"work_id": w, "scheme": "x", "code": g} for w in works
                              for g in draw.sample(["romance", "horror", "action"], draw.choice([1, 2]))))  # fmt: skip
    put(
        connection,
        "territory",
        [*TERRITORIES, {"code": "ID", "name": "Indonesia", "bloc": "ASEAN"}],
    )
    put(connection, "same", ({"work_id": f"w{at}", "same_id": f"w{at + 1}", "method": "linked", "probability": p}
                             for at, p in ((180, 0.95), (185, 0.6))))  # fmt: skip
    watched = [
        (works[min(199, int(draw.paretovariate(0.7)))], t, DAY + timedelta(7 * week), rank)
        for week in range(40) for t in ("CN", "TH", "VN", "ID") for rank in range(1, 11)
    ]  # fmt: skip
    for unit in ("slots", "points"):
        put(connection, "engagement", (
            {"work_id": w, "service_id": "s", "territory": t, "period_start": day, "period_days": 7, "unit": unit,
             "value": 1.0 if unit == "slots" else 11.0 - rank, "rank": rank, "source_id": "x"}
            for w, t, day, rank in watched))  # fmt: skip
    put(connection, "offer", (
        {"work_id": w, "service_id": draw.choice(["s", "z"]), "territory": t, "source_id": "x",
         "date_from": DAY - timedelta(draw.randrange(700)), "price_model": draw.choice(["free", "svod", None])}
        for w in works for t in ("CN", "TH", "VN") if draw.random() < 0.7))  # fmt: skip
    _rest(connection, draw, works)
    return connection


def _rest(connection: duckdb.DuckDBPyConnection, draw: random.Random, works: list[str]) -> None:
    put(connection, "spot", ({"work_id": draw.choice(works), "service_id": "s", "territory": t, "date": DAY,
                              "position": at, "source_id": "x"} for t in ("TH", "VN") for at in range(30)))  # fmt: skip
    put(connection, "introduction", (
        {"work_id": draw.choice(works), "territory": t, "agent": f"a{draw.randrange(4)}", "date": DAY,
         "channel": draw.choice(["domestic_agency", "festival"]), "source_id": "x"}
        for t in ("TH", "VN") for _ in range(30)))  # fmt: skip
    people = [f"p{at}" for at in range(400)]
    put(connection, "respondent", (
        {"respondent_id": p, "survey_id": "v", "territory": draw.choice(["CN", "TH"]), "sex": draw.choice("fm"),
         "age": draw.choice(["15-24", "25-34"]), "weight": 0.5 + draw.random()} for p in people))  # fmt: skip
    put(connection, "answer", ({"respondent_id": p, "survey_id": "v", "item": "watches",
                                "value": draw.choice(["yes", "no"])} for p in people))  # fmt: skip
    put(connection, "licence", ({"work_id": w, "service_id": "s", "territory": "TH", "date_from": DAY,
                                 "date_to": DAY + timedelta(120), "status": draw.choice(["licensed", "none"])}
                                for w in works[:150]))  # fmt: skip
    put(connection, "calendar", ({"day": date(2022, 2, 1) + timedelta(at), "occasion": "lunar_new_year"}
                                 for at in range(7)))  # fmt: skip
