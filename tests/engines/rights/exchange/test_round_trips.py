"""What is written is read back as it was: tables of grants, ODRL, tables of avails."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.rights.exchange.terms import grants
from sampan.engines.rights import LANGUAGES, TERRITORIES, USES, Grant, Verb, box
from sampan.engines.rights.exchange import (
    AvailsTable,
    AvailsWorkbook,
    grant_of,
    lines_of_grant,
    read_grants,
    read_odrl,
    standard_heading,
    words_of,
    write_grants,
    write_odrl,
    write_table,
)

RULES = tuple(verb for verb in Verb if verb not in (Verb.OPTION, Verb.WAIVER))


@settings(max_examples=60)
@given(st.lists(grants(), max_size=4, unique_by=lambda grant: grant.id))
def test_a_table_of_grants(record: list[Grant]) -> None:
    table = io.StringIO()
    write_grants(table, record)
    found = list(read_grants(table.getvalue()))
    assert [fault for _, _, faults in found for fault in faults] == []
    assert [grant for _, grant, _ in found] == record


@settings(max_examples=60)
@given(st.lists(grants(verbs=RULES), min_size=1, max_size=4))
def test_odrl(record: list[Grant]) -> None:
    written = write_odrl(record, uid="https://kpl.example/1")
    found = list(read_odrl(json.dumps(written.policy)))
    assert [fault for _, _, faults in found for fault in faults] == []
    assert sorted((grant for _, grant, _ in found), key=repr) == sorted(record, key=repr)


def test_what_odrl_cannot_say_is_named() -> None:
    year = box("LA", "lo", "SVOD", date(2026, 1, 1))
    record = [
        Grant(id="1", verb=Verb.OPTION, box=year, licensor="A", licensee="B"),
        Grant(id="2", verb=Verb.WAIVER, box=year, licensor="A", waives="1"),
        Grant(id="3", verb=Verb.OUT_EXCLUSIVE, box=year, licensor="A", licensee="B", clause="4"),
    ]
    written = write_odrl(record, uid="u")
    assert [rule["uid"] for rule in written.policy["permission"]] == ["3"]
    assert written.unsaid == (
        "Grant 1: ODRL has no option; it was left out.",
        "Grant 2: ODRL has no waiver; it was left out.",
        "Grant 3: only readers who know Sampan's terms see its clause, exclusive.",
    )


@pytest.mark.parametrize("mask", [1, TERRITORIES.mask("CN-*"), TERRITORIES.mask("World")])
def test_words_of_territories(mask: int) -> None:
    assert TERRITORIES.mask(words_of(TERRITORIES, mask)) == mask


def test_words_of_everything() -> None:
    for axis in (TERRITORIES, LANGUAGES, USES):
        assert axis.mask(words_of(axis, axis.everything)) == axis.everything


@pytest.mark.parametrize("name", ["Movies_v1.9.xlsx", "TV_v1.8.xlsx"])
def test_a_workbook_as_a_table(name: str, shared: Path) -> None:
    book = AvailsWorkbook(shared / "avails" / name)
    lines, copy = list(book.lines()), io.StringIO()
    write_table(copy, book.headings[0], lines)
    table = AvailsTable(copy.getvalue().encode())
    assert table.heading.columns == book.headings[0].columns
    again = list(table.lines())
    assert len(again) == len(lines)
    for one, other in zip(again, lines, strict=True):
        assert set(one.cells) == set(other.cells)
        assert {
            grant_of(line, id="1", licensor="A", licensee="B", end_convention="inclusive").box
            for line in (one, other)
        } == {grant_of(other, id="1", licensor="A", licensee="B", end_convention="inclusive").box}


AVAILS = tuple(USES.mask(word) for word in ("SVOD", "EST", "TVOD"))


@settings(max_examples=50)
@given(
    grants(verbs=(Verb.OUT_EXCLUSIVE, Verb.OUT_NONEXCLUSIVE)),
    st.sampled_from(["inclusive", "exclusive"]),
)
def test_a_grant_as_avails(grant: Grant, convention: str) -> None:
    """The lines together never give more than the grant, and all of it where nothing is named as unsaid."""
    from sampan.engines.rights import same, uncovered

    offered = lines_of_grant(grant, {}, end_convention=convention)
    assert len({line.text("AvailID") for line in offered.lines}) <= 1
    back = [
        grant_of(line, id="1", licensor="A", licensee="B", end_convention=convention).box
        for line in offered.lines
    ]
    dated = not (grant.starts or grant.ends)
    if dated:
        assert [rest for one in back for rest in uncovered(one, [grant.box])] == []
    unsaid = [
        one
        for one in offered.unsaid
        if "duties" not in one and "runs" not in one and "sub-lic" not in one
    ]
    if dated and not unsaid:
        assert same(back, [grant.box])


def test_the_columns_of_a_new_sheet() -> None:
    heading = standard_heading("tv")
    assert (heading.version, len(heading.columns), len(heading.remarks)) == ("1.9", 101, 101)
    copy = io.StringIO()
    write_table(copy, heading, [])
    assert AvailsTable(copy.getvalue().encode()).heading.columns == heading.columns
