"""DuckDB over the Parquet columns says what the boxes say."""

import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines.rights.worlds import records
from sampan.engines.rights import (
    Box,
    Grant,
    Kind,
    Row,
    Snapshot,
    Verb,
    avails,
    box,
    from_lanes,
    sale_rows,
)
from sampan.engines.rights.snapshot.lanes import LANE_COLUMNS
from sampan.engines.rights.snapshot.parquet import (
    NoDuckDB,
    parquet_avails,
    write_grants,
    write_sales,
)

duckdb = pytest.importorskip("duckdb", reason="DuckDB comes with the extra “report”")
quick = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def questions(draw: st.DrawFn) -> Box:
    start = date(2026, 1, draw(st.integers(1, 6)))
    days = draw(st.integers(1, 3))
    masks = (draw(st.integers(1, 7)), draw(st.integers(1, 3)), draw(st.integers(1, 3)))
    return Box(*masks, start, date.fromordinal(start.toordinal() + days))


@quick
@given(st.lists(records(firm=False, most=4), min_size=1, max_size=5), questions(), st.booleans())
@pytest.mark.slow
def test_duckdb_answers_as_the_boxes_do(
    tmp_path: Path, catalogue: list[list[Grant]], question: Box, exclusive: bool
) -> None:
    file = tmp_path / "sales.parquet"
    rows = [
        row for number, grants in enumerate(catalogue) for row in sale_rows(str(number), grants)
    ]
    write_sales(file, rows)
    by_boxes = [
        (str(number), "Owner")
        for number, grants in enumerate(catalogue)
        if avails(question, grants=grants, seller="Owner", exclusive=exclusive).verdict
        == "available"
    ]
    snapshot = Snapshot.build(tmp_path / "snapshot", rows)
    by_columns = snapshot.names(snapshot.avails(question, exclusive=exclusive).available)
    by_sql = parquet_avails(file, question, exclusive=exclusive)
    assert sorted(by_columns) == by_sql
    assert [one for one in by_sql if one[1] == "Owner"] == by_boxes


def test_masks_and_days_come_back(tmp_path: Path) -> None:
    wide = box("World", "all", "all-media, ai", date.min)
    dated = box(
        "MY-13, VN", "zxx, he/sub", "ai.synthesise-voice", date(2026, 1, 1), date(2026, 1, 2)
    )
    file = tmp_path / "sales.parquet"
    rows = [
        Row("a", "KPL", Kind.GIVES, one.territories, one.languages, one.uses, one.start, one.end)
        for one in (wide, dated)
    ]
    write_sales(file, rows)
    found = duckdb.sql(
        f"SELECT {', '.join(LANE_COLUMNS)}, starts, ends FROM '{file}' ORDER BY starts"
    ).fetchall()
    assert [from_lanes(one[:-2], *one[-2:]) for one in found] == [wide, dated]


def test_grants_with_their_terms(tmp_path: Path) -> None:
    sold = Grant(
        id="2", verb=Verb.OUT_EXCLUSIVE, box=box("LA", "lo", "SVOD", date(2026, 1, 1)), licensor="A", licensee="B",
        subject="river", clause="4", runs=3, signed=False,
    )  # fmt: skip
    own = Grant(id="1", verb=Verb.IN, box=sold.box, licensor="", licensee="A")
    write_grants(tmp_path / "grants.parquet", [sold, own])
    found = duckdb.sql(
        f"SELECT id, verb, licensee, runs, signed, starts, ends FROM '{tmp_path}/grants.parquet' ORDER BY id"
    ).fetchall()
    assert found == [
        ("1", "in", "A", None, True, date(2026, 1, 1), None),
        ("2", "out-exclusive", "B", 3, False, date(2026, 1, 1), None),
    ]


def test_an_empty_catalogue_is_a_file_too(tmp_path: Path) -> None:
    write_sales(tmp_path / "sales.parquet", [])
    assert (
        parquet_avails(tmp_path / "sales.parquet", box("LA", "lo", "SVOD", date(2026, 1, 1))) == []
    )


def test_without_duckdb_it_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(NoDuckDB) as caught:
        write_sales(tmp_path / "sales.parquet", [])
    assert str(caught.value) == (
        "Parquet needs DuckDB; install it with the extra “report” (pip install sampan[report])."
    )
