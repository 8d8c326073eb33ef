"""The columns against the box algebra: one semantics in two tiers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines.rights.worlds import boxes, records
from sampan.engines.rights import (
    TERRITORIES,
    Availability,
    Box,
    Grant,
    Match,
    Snapshot,
    Verb,
    avails,
    box,
    overlaid,
    residual,
    sale_rows,
    same,
)
from sampan.engines.rights.snapshot import sweep

MATCHES: list[Match] = ["cover-entire", "overlap", "start-within", "end-within"]
Catalogue = dict[str, list[Grant]]


def _snapshot(folder: Path, catalogue: Catalogue) -> Snapshot:
    return Snapshot.build(
        folder,
        (
            row
            for name, grants in catalogue.items()
            for row in sale_rows(name, grants, owner="Owner")
        ),
    )


def _answers(
    catalogue: Catalogue, question: Box, **asked
) -> Iterator[tuple[tuple[str, str], Availability]]:
    """Every title and seller, one at a time, by boxes."""
    for name, grants in catalogue.items():
        for seller in ("Owner", "Ann", "Bo"):
            answer = avails(question, grants=grants, seller=seller, owner="Owner", **asked)
            yield (name, seller), answer


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(records(firm=False), min_size=1, max_size=5)
    | st.lists(records(), min_size=1, max_size=5),
    boxes(),
    st.fixed_dictionaries(
        {
            "match": st.sampled_from(MATCHES),
            "exclusive": st.booleans(),
            "min_days": st.integers(1, 3),
        }
    ),
)
def test_the_columns_answer_as_the_boxes_do(
    tmp_path: Path, found: list[list[Grant]], question: Box, asked: dict[str, object]
) -> None:
    catalogue = {f"title {number}": grants for number, grants in enumerate(found)}
    snapshot = _snapshot(tmp_path / "snapshot", catalogue)
    whole = snapshot.avails(question, **asked)
    by_boxes: dict[str, list[tuple[str, str]]] = {
        "available": [],
        "conditional": [],
        "unavailable": [],
    }
    for title, answer in _answers(catalogue, question, **asked):
        by_boxes[answer.verdict].append(title)
    assert snapshot.names(whole.available) == sorted(by_boxes["available"])
    assert snapshot.names(whole.conditional) == sorted(by_boxes["conditional"])


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(records(firm=False), min_size=1, max_size=3), boxes(), st.booleans())
def test_residuals_are_the_same_rights(
    tmp_path: Path, found: list[list[Grant]], question: Box, exclusive: bool
) -> None:
    catalogue = {f"title {number}": grants for number, grants in enumerate(found)}
    snapshot = _snapshot(tmp_path / "snapshot", catalogue)
    for name, grants in catalogue.items():
        left = snapshot.residual(name, "Owner", question, exclusive=exclusive)
        truth = residual(question, grants=grants, seller="Owner", exclusive=exclusive)
        assert same(left.free, truth.free)
        assert same(left.in_doubt, truth.in_doubt)


@settings(max_examples=30)
@given(st.data())
def test_a_question_of_many_cells_is_answered_by_boxes_alike(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    found = data.draw(st.lists(records(), min_size=1, max_size=3))
    catalogue = {f"title {number}": grants for number, grants in enumerate(found)}
    snapshot = _snapshot(tmp_path_factory.mktemp("s") / "snapshot", catalogue)
    question, match = data.draw(boxes()), data.draw(st.sampled_from(MATCHES))
    swept = snapshot.avails(question, match=match)
    few = Snapshot(snapshot.folder, most_cells=0)
    assert swept.available.tolist() == few.avails(question, match=match).available.tolist()
    assert sweep.MOST_CELLS == 512


YEAR = box("LA, TH", "lo", "SVOD", date(2026, 1, 1), date(2027, 1, 1))


def _own(name: str, where: str = "World") -> Grant:
    wide = replace(YEAR, territories=TERRITORIES.mask(where))
    return Grant(id=name, verb=Verb.IN, box=wide, licensor="", licensee="KPL")


def test_two_rows_give_together_what_neither_gives_alone(tmp_path: Path) -> None:
    catalogue = {
        "both": [_own("1", "LA"), _own("2", "TH")],
        "half": [_own("3", "LA")],
        "whole": [_own("4")],
    }
    snapshot = _snapshot(tmp_path / "snapshot", catalogue)
    assert snapshot.names(snapshot.avails(YEAR).available) == [("both", "KPL"), ("whole", "KPL")]


def test_what_changed_since_is_answered_from_its_grants(tmp_path: Path) -> None:
    snapshot = _snapshot(
        tmp_path / "snapshot", {"a": [_own("1")], "b": [_own("2")], "c": [_own("3")]}
    )
    sold = Grant(id="s", verb=Verb.OUT_EXCLUSIVE, box=YEAR, licensor="KPL", licensee="B")
    unsigned = replace(sold, signed=False)
    changed = {"a": [_own("1"), sold], "b": [_own("2"), unsigned], "d": [_own("4")]}
    assert overlaid(snapshot, YEAR, changed=changed) == (
        [("c", "KPL"), ("d", "KPL")],
        [("b", "KPL")],
    )


def test_a_title_that_is_not_there_has_nothing_left(tmp_path: Path) -> None:
    snapshot = _snapshot(tmp_path / "snapshot", {"a": [_own("1")]})
    assert snapshot.residual("z", "KPL", YEAR).free == ()
    assert snapshot.residual("a", "B", YEAR).free == ()
    assert snapshot.residual("a", "KPL", YEAR).free == (YEAR,)


def test_a_new_snapshot_leaves_readers_of_the_old_one_alone(tmp_path: Path) -> None:
    old = _snapshot(tmp_path / "snapshot", {"a": [_own("1")]})
    new = _snapshot(tmp_path / "snapshot", {"b": [_own("1")]})
    assert old.names(old.avails(YEAR).available) == [("a", "KPL")]
    assert new.names(new.avails(YEAR).available) == [("b", "KPL")]


def test_an_empty_catalogue_has_an_empty_answer(tmp_path: Path) -> None:
    snapshot = _snapshot(tmp_path / "snapshot", {})
    for match in MATCHES:
        assert snapshot.avails(YEAR, match=match).available.tolist() == []
