"""Facts in a folder: the same bytes twice, nothing half-written, nothing that does not fit."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from sampan.engines.circulation.facts import TABLES, Row, Store, Unfit, Unreadable, Writer

WORK = {"work_id": "w1", "title": "ເງົາ", "kind": "film", "year": 2021, "minutes": 90.5}
OFFER = {"work_id": "w1", "service_id": "s", "territory": "LA", "source_id": "x"}


def write(folder: Path, *rows: tuple[str, Row]) -> None:
    with Writer(folder) as writer:
        for table, row in rows:
            writer.add(table, row)


def test_rows_come_back_as_they_went_in(tmp_path: Path) -> None:
    with Writer(tmp_path) as writer:
        writer.add("work", WORK)
        writer.add("offer", OFFER | {"date_from": date(2021, 2, 3)})
    with Store(tmp_path).connect() as connection:
        assert connection.execute("SELECT * FROM work").fetchall() == [
            ("w1", "ເງົາ", "film", 2021, 90.5, None, None)
        ]
        assert connection.execute("SELECT date_from, date_to FROM offer").fetchall() == [
            (date(2021, 2, 3), None)
        ]


def test_every_table_is_there_and_empty_before_the_first_row(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.tables == ()
    with store.connect() as connection:
        counts = {t: connection.execute(f"SELECT count(*) FROM {t}").fetchone() for t in TABLES}
        columns = connection.execute("DESCRIBE engagement").fetchall()
    assert counts == dict.fromkeys(TABLES, (0,))
    assert [(row[0], row[1]) for row in columns] == [
        (column.name, column.type) for column in TABLES["engagement"].columns
    ]


def test_the_same_rows_in_any_order_are_the_same_bytes(tmp_path: Path) -> None:
    rows = [{"work_id": f"w{n % 701}", "scheme": "g", "code": str(n)} for n in range(124_000)]
    for name, ordered in (("a", rows), ("b", rows[::-1])):
        with Writer(tmp_path / name) as writer:
            writer.add_many("genre", ordered)
    assert Store(tmp_path / "a").sha256() == Store(tmp_path / "b").sha256()
    assert list(Store(tmp_path / "a").sha256()) == ["genre"]


def test_an_error_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    with Writer(tmp_path) as writer:
        writer.add("work", WORK)
    before = Store(tmp_path).sha256()
    with pytest.raises(Unfit):
        write(
            tmp_path, ("work", WORK | {"title": "x"}), ("offer", OFFER | {"price_model": "gratis"})
        )
    assert Store(tmp_path).sha256() == before
    assert [path.name for path in tmp_path.iterdir()] == ["work.parquet"]


def test_two_different_rows_for_one_key_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unfit) as caught:
        write(tmp_path, ("work", WORK), ("work", WORK), ("work", WORK | {"year": 1999}))
    assert str(caught.value) == "work: 2 different rows for work_id w1; there can be one."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "movie"}, "work, column kind: “movie” is none of "),
        ({"year": "2021"}, "work, column year: '2021' is not a whole number."),
        ({"minutes": float("nan")}, "work, column minutes: nan is not a number."),
        ({"title": ""}, "work, column title: is empty; text is needed."),
        ({"lenght": 3}, "work: has no column lenght."),
    ],
)
def test_what_does_not_fit_is_said(
    tmp_path: Path, change: dict[str, str | int | float], sentence: str
) -> None:
    with pytest.raises(Unfit) as caught, Writer(tmp_path) as writer:
        writer.add("work", WORK | change)
    assert str(caught.value).startswith(sentence)


def test_the_connection_reads_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    (tmp_path / "other.csv").write_text("a\n1\n")
    with Store(tmp_path / "facts").connect() as connection, pytest.raises(duckdb.Error):
        connection.execute(f"SELECT * FROM read_csv('{tmp_path / 'other.csv'}')")


def test_a_file_of_another_shape_is_refused(tmp_path: Path) -> None:
    duckdb.sql("SELECT 1 AS work_id").write_parquet(str(tmp_path / "work.parquet"))
    with pytest.raises(Unreadable) as caught:
        Store(tmp_path).connect()
    assert str(caught.value).startswith(f"{tmp_path}/work.parquet: has other columns than")
    (tmp_path / "work.parquet").write_bytes(b"nothing")
    with pytest.raises(Unreadable) as caught:
        Store(tmp_path).connect()
    assert str(caught.value).endswith("is no Parquet file; load its sources again.")
