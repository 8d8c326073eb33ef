"""`sampan rights permit`: a table of grants, one question, an answer with its clause."""

from pathlib import Path

import pytest

from cli.conftest import Sampan
from cli.installation import Done
from sampan.engines.rights import Verb

HEAD = "id,verb,licensor,licensee,territories,languages,uses,start,end,clause\n"
OWN = '1,in,,KPL,World,all,"all-media, ai",2026-01-01,,\n'
FEED = '2,out-nonexclusive,KPL,Xinhua,"CN, HK",zh,news,2026-01-01,2027-01-01,4.1\n'
ASKED = {
    "owner": "KPL",
    "party": "Xinhua",
    "territory": "CN",
    "language": "zh-Hans",
    "use": "news.publish",
    "on": "2026-05-01",
}


def ask(sampan: Sampan, table: str | bytes, **other: str) -> Done:
    options = [part for name, value in (ASKED | other).items() for part in (f"--{name}", value)]
    given = table if isinstance(table, bytes) else table.encode()
    return sampan("rights", "permit", "-", *options, "--json", given=given)


def test_yes_with_its_clause(sampan: Sampan) -> None:
    done = ask(sampan, HEAD + OWN + FEED)
    assert done.code == 0
    assert [(row["verdict"], row["until"]) for row in done.rows] == [("allow", "2027-01-01")]
    assert [reason["clause"] for reason in done.rows[0]["reasons"]] == ["4.1"]


def test_no_with_its_reason(sampan: Sampan) -> None:
    done = ask(sampan, HEAD + OWN + FEED, use="ai.train")
    assert (done.code, done.rows[0]["verdict"]) == (1, "deny")
    assert done.rows[0]["reasons"][0]["sentence"] == (
        "KPL gives Xinhua other rights, from 2026-01-01 until 2027-01-01, "
        "but not AI training (clause 4.1, -)."
    )


def test_for_people(sampan: Sampan, tmp_path: Path) -> None:
    file = tmp_path / "grants.csv"
    file.write_text("\ufeff" + HEAD + OWN + FEED, "utf-8")
    options = [part for name, value in ASKED.items() for part in (f"--{name}", value)]
    done = sampan("rights", "permit", file, *options)
    assert done.out.splitlines()[0] == "allow"
    assert done.code == 0


FAULTS = {
    "verb": (
        FEED.replace("out-nonexclusive", "sell"),
        f"row 2, column verb: “sell” is no verb; the verbs are {', '.join(v.value for v in Verb)}.",
    ),
    "start": (
        FEED.replace("2026-01-01", "1/1/2026"),
        "row 2, column start: “1/1/2026” is no day; days are written 2026-11-22.",
    ),
    "end before start": (
        FEED.replace("2027", "2025"),
        "row 2, column end: A right that starts on 2026-01-01 must end after that day, not on 2025-01-01.",
    ),
    "cells": (
        FEED.replace('"', ""),
        "row 2, column clause: More cells than columns; put quotes around lists.",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_by_row_and_column(name: str, sampan: Sampan) -> None:
    row, sentence = FAULTS[name]
    done = ask(sampan, HEAD + row)
    assert (done.code, done.out) == (2, "")
    assert f"-, {sentence}" in done.err.removeprefix("Error: ").splitlines()


def test_all_faults_are_said_at_once(sampan: Sampan) -> None:
    done = ask(sampan, HEAD + OWN.replace("World", "Wrld") + FEED.replace("news,", "newz,"))
    places = [line.partition(":")[0] for line in done.err.removeprefix("Error: ").splitlines()]
    assert places == ["-, row 2, column territories", "-, row 3, column uses"]
    assert done.code == 2


def test_a_table_full_of_faults_ends_the_list(sampan: Sampan) -> None:
    wrong = OWN.replace("World", "Wrld").removeprefix("1")
    done = ask(sampan, HEAD + "".join(f"{n}{wrong}" for n in range(30)))
    assert done.err.splitlines()[-1] == "and 10 more"
    assert len(done.err.splitlines()) == 21


def test_missing_columns(sampan: Sampan) -> None:
    done = ask(sampan, "id,verb\n1,in\n")
    assert done.code == 2
    assert done.err == (
        "Error: -: It lacks the columns licensor, licensee, territories, languages, uses, start, end, "
        "clause; it has id, verb.\n"
    )


def test_a_question_outside_the_vocabulary(sampan: Sampan) -> None:
    done = ask(sampan, HEAD + OWN, territory="Atlantis")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: “Atlantis” is not a territory that Sampan knows.")


@pytest.mark.parametrize("table", [b"", b"\xff\xfe\x00\x01", b"\x00", b'"', b"PK\x03\x04\x80"])
def test_what_is_no_table(table: bytes, sampan: Sampan) -> None:
    done = ask(sampan, table)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: ")
