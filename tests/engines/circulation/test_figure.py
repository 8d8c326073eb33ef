"""A figure freezes: equal questions of equal inputs give equal bytes."""

import json

import duckdb
import pytest

from sampan.engines.circulation.figure import Cell, Figure, Refusal, Source, rows_sql
from sampan.engines.circulation.wording import KINDS, sentence

BEHIND = "SELECT * FROM (VALUES ('LA', 'TH', 1), ('LA', 'VN', 2)) AS v(origin, territory, amount)"


def figure(value: float = 0.25) -> Figure:
    source = Source("SELECT 1", {}, BEHIND, {}, {"work": "ab"}, 2, "score", ("origin", "territory"))
    cell = Cell(("LA", "TH"), value, 0.1, 0.5, 1, 1)
    return Figure(
        measure="viewing-share",
        version=1,
        title="Viewing share",
        unit="share",
        parameters={"origin_rule": "fractional", "unit": "slots"},
        dimensions=("origin", "territory"),
        rows=(cell,),
        source=source,
    )


def test_the_same_figure_is_the_same_bytes_and_another_is_not() -> None:
    assert figure().json() == figure().json()
    assert figure().id == figure().id != figure(0.26).id
    assert json.loads(figure().json())["source"]["sha256"] == figure().source.sha256


def test_noise_in_the_last_digits_is_no_difference() -> None:
    assert figure(0.25).id == figure(0.25 + 1e-14).id


def test_a_cell_is_found_by_its_keys() -> None:
    assert figure().cell("LA", "TH").value == 0.25
    with pytest.raises(KeyError):
        figure().cell("LA", "MM")


@pytest.mark.parametrize(("keys", "expected"), [(None, [1, 2]), (("LA", "VN"), [2])])
def test_the_rows_behind_a_figure_and_behind_a_cell(
    keys: tuple[str, ...] | None, expected: list[int]
) -> None:
    statement, bound = rows_sql(figure(), keys)
    rows = duckdb.connect().execute(statement, bound).fetchall()
    assert [row[2] for row in rows] == expected


def test_a_key_is_bound_and_never_read_as_sql() -> None:
    statement, bound = rows_sql(figure(), ("' OR 1=1 --", "TH"))
    assert duckdb.connect().execute(statement, bound).fetchall() == []


def test_every_refusal_is_a_sentence() -> None:
    refusal = Refusal("no_data", {"territories": ("CN", "KH", "LA")})
    assert refusal.sentence == "There are no data for CN, KH and LA."
    assert all(words[-1] == "." for words in KINDS.values())
    assert sentence("no_rows", {}) == "No rows answer this question."
