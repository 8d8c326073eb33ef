"""How often titles of the ASEAN top tens are given a false origin: by evidence, and by the title alone.

Labels made by hand: tests/engines/circulation/joining/labelled_top10.csv. An origin is false where none of the
countries that were assigned is among those of the label; a title without origin is not covered.
"""

import csv
import tempfile
from pathlib import Path

import duckdb

from figures import SHARED, emit
from sampan.engines.circulation.facts import Store
from sampan.engines.circulation.joining.weights import weights
from sampan.engines.circulation.readers import load

LABELS = Path(__file__).parents[1] / "tests/engines/circulation/joining/labelled_top10.csv"
OUTBOUND = ("VN", "ID", "MY", "PH", "SG")
_ASSIGNED = """
WITH described AS (
    SELECT coalesce(s.same_id, o.work_id) AS work_id, o.country, rank() OVER (
        PARTITION BY coalesce(s.same_id, o.work_id) ORDER BY s.same_id IS NOT NULL, o.work_id) AS choice
    FROM origin AS o LEFT JOIN same AS s ON s.work_id = o.work_id),
place AS (SELECT work_id, list(country) AS countries FROM described WHERE choice = 1 GROUP BY work_id)
SELECT w.title, w.kind, e.territory, count(*), coalesce(any_value(p.countries), []),
    coalesce(any_value(s.probability), 1.0)
FROM engagement AS e JOIN work AS w ON w.work_id = e.work_id
LEFT JOIN same AS s ON s.work_id = e.work_id
LEFT JOIN place AS p ON p.work_id = coalesce(s.same_id, e.work_id)
WHERE e.unit = 'slots' AND e.territory IN ('TH', 'VN', 'ID', 'MY', 'PH', 'SG')
GROUP BY ALL
"""
Row = tuple[str, str, str, int, list[str], float]


def assigned(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Title, kind, territory, slots, countries and probability of each title in each of the six markets."""
    return connection.execute(_ASSIGNED).fetchall()


def labels(drawn: str = "") -> dict[tuple[str, str], set[str]]:
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if drawn in {"", row["drawn"]}]
    return {(row["title"], row["kind"]): set(row["countries"].split()) for row in rows}


def judged(rows: list[Row], truth: dict[tuple[str, str], set[str]]) -> tuple[float, float]:
    """The share of labelled slots with an origin, and of those with a false one."""
    all_slots = covered = false = 0
    for title, kind, _, slots, countries, _ in rows:
        if (title, kind) in truth:
            all_slots += slots
            covered += slots * bool(countries)
            false += slots * (bool(countries) and not truth[title, kind] & set(countries))
    return covered / all_slots, false / covered


def thai_outbound(rows: list[Row], truth: dict[tuple[str, str], set[str]]) -> float:
    """Of the slots outside Thailand that are given to Thailand, and to no other country, the false share."""
    given = [r for r in rows if r[2] in OUTBOUND and r[4] == ["TH"]]
    unknown = {(title, kind) for title, kind, *_ in given} - truth.keys()
    assert not unknown, f"label {unknown}"
    false = sum(slots for title, kind, _, slots, _, _ in given if "TH" not in truth[title, kind])
    return false / sum(row[3] for row in given)


def calibration(rows: list[Row], truth: dict[tuple[str, str], set[str]]) -> float:
    """How far the mean probability of joined titles lies from the share of them that are right."""
    seen = {
        (r[0], r[1]): (r[5], bool(truth[r[0], r[1]] & set(r[4])))
        for r in rows
        if r[4] and (r[0], r[1]) in truth
    }
    mean = sum(sure for sure, _ in seen.values()) / len(seen)
    return abs(mean - sum(right for _, right in seen.values()) / len(seen))


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        stores = {
            name: load(SHARED / "circulation", Path(made, name), titles_of=titles_of).store
            for name, titles_of in (("evidence", ""), ("title", "tmdb_titles"))
        }
        rows = {name: _rows(store) for name, store in stores.items()}
    sample, everything = labels("random"), labels()
    shares = {name: judged(each, sample) for name, each in rows.items()}
    thai = {name: thai_outbound(each, everything) for name, each in rows.items()}
    peer = "joined by the title alone"
    emit(figure="labelled slots with an origin", value=round(shares["evidence"][0], 4), unit="share", bar=0.95,
         better="higher", peer={peer: round(shares["title"][0], 4)})  # fmt: skip
    emit(figure="labelled slots with a false origin", value=round(shares["evidence"][1], 4), unit="share", bar=0.02,
         better="lower", peer={peer: round(shares["title"][1], 4)})  # fmt: skip
    emit(figure="false among slots given to Thailand abroad", value=round(thai["evidence"], 4), unit="share",
         bar=0.02, better="lower", peer={peer: round(thai["title"], 4)})  # fmt: skip
    emit(figure="mean probability of joins less the share that is right", bar=0.05, better="lower", unit="share",
         value=round(calibration(rows["evidence"], sample), 4))  # fmt: skip
    emit(
        figure="titles labelled by hand",
        value=len(everything),
        unit="titles",
        bar=None,
        better="higher",
    )
    emit(
        figure="joins are firm from",
        value=weights()["accept"],
        unit="probability",
        bar=None,
        better="higher",
    )


def _rows(store: Store) -> list[Row]:
    with store.connect() as connection:
        return assigned(connection)


if __name__ == "__main__":
    main()
