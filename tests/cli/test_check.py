"""`sampan check` and `sampan work`."""

import json
import sqlite3

import pytest

from cli.conftest import ENGLISH, Sampan
from cli.installation import IS_SQLITE, Installation
from sampan.partners.models import Event, Organisation
from sampan.partners.worker import drain


def happened(house: Organisation) -> Event:
    return Event.objects.create(
        name="partners.thing.happened", subject=f"partners.organisation:{house.pk}"
    )


def test_all_is_well(sampan: Sampan, house: Organisation) -> None:
    happened(house)
    drain()
    last = happened(house)
    done = sampan("check", "events")
    sealed = Event.objects.exclude(pk=last.pk).get()
    assert (done.code, done.out) == (0, "All is well.\n")
    assert done.err == (
        f"1 events are whole; the last digest is {sealed.digest}; 1 wait for the worker.\n"
    )
    assert sampan("check", "events", "--json").out == ""


def test_a_changed_event_is_a_finding(sampan: Sampan, house: Organisation) -> None:
    event = happened(house)
    drain()
    Event.objects.filter(pk=event.pk).update(subject="partners.organisation:0")
    done = sampan("check", "events", "--json")
    sentence = (
        "The chain is broken at position 1: "
        f"the event {event.key} was changed after it was written."
    )
    assert done.rows == [{"part": "events", "sentence": sentence}]
    assert done.code == 1
    assert sampan("check", "events").out == f"events: {sentence}\n"


def test_work_once_does_what_is_due(sampan: Sampan, house: Organisation) -> None:
    nothing = sampan("work", "--once", "--json")
    assert (nothing.code, nothing.rows) == (0, [{"handled": 0}])
    happened(house)
    done = sampan("work", "--once")
    assert (done.code, done.out, done.err) == (0, "0 handled.\n", "")
    assert Event.objects.unchained().count() == 0


@pytest.mark.slow
def test_work_indexes_what_came(installation: Installation) -> None:
    story = ENGLISH.replace("Monday", "Friday").encode()
    installation.run("wire", "ingest", "-", given=story)
    done = installation.run("work", "--once", "--json")
    assert (done.code, done.err, done.rows[0]["handled"] > 0) == (0, "", True)
    found = installation.run("wire", "search", "fog", "--json")
    assert [row["headline"] for row in found.rows][:2] == ["Ferry leaves late"] * 2


@pytest.mark.slow
def test_nothing_is_there_yet(empty: Installation) -> None:
    well = empty.run("check", "--json")
    assert (well.code, well.out) == (0, "")
    assert well.err == "There is no database yet, and so no events to check.\n"
    asked = empty.run("check", "events")
    assert (asked.code, asked.out) == (2, "")
    working = empty.run("work", "--once")
    assert (working.code, working.out) == (2, "")
    if not IS_SQLITE:
        assert working.err.startswith("Error: The database is not made yet (")


@pytest.mark.slow
def test_settings_that_do_not_fit_others(empty: Installation) -> None:
    done = empty.run("check", "--deploy", "--json")
    assert done.code == 1
    assert {row["part"] for row in done.rows} == {"settings"}
    reachable = {
        "SAMPAN_LOCAL": "no",
        "SAMPAN_SECRET_KEY": "p5Vb2nQ8xLr7Wc4Kd9Hs3Jf6Tg1Yz0MuEaRiOoPlNhBv-XkQw-3zT",
        "SAMPAN_HOSTS": "wire.example.org",
        "SAMPAN_PUBLIC_URL": "https://wire.example.org",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "",  # the browser's tests set it for themselves
    }
    assert empty.run("check", "--deploy", **reachable).out == "All is well.\n"
    without_key = empty.run("check", **reachable | {"SAMPAN_SECRET_KEY": ""})
    assert (without_key.code, without_key.err) == (
        2,
        "Error: SAMPAN_SECRET_KEY is empty; set 50 or more random characters.\n",
    )


@pytest.mark.slow
def test_a_setting_that_nobody_knows(empty: Installation) -> None:
    done = empty.run("check", "settings", "--json", SAMPAN_HOST="x")
    assert [row["sentence"] for row in done.rows] == [
        "SAMPAN_HOST is set, but there is no such setting; see docs/settings.md. (sampan.W004)"
    ]
    assert done.code == 1


@pytest.mark.slow
@pytest.mark.skipif(not IS_SQLITE, reason="PostgreSQL lets many write at once")
def test_a_database_that_somebody_holds(installation: Installation) -> None:
    """Another program holds the only file for longer than anybody waits."""
    path = installation.folder / "sampan.sqlite3"
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    done = installation.run("wire", "ingest", "-", given=b"Fog\n\nThe fog came at seven.")
    holder.close()
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "Error: The database is busy: another program has been writing for long. "
        "Try again in a moment.\n"
    )


@pytest.mark.skipif(not IS_SQLITE, reason="it is about a file")
def test_a_file_that_is_no_database(empty: Installation) -> None:
    (empty.folder / "sampan.sqlite3").write_bytes(json.dumps(["not a database"]).encode() * 100)
    done = empty.run("wire", "search", "fog")
    assert (done.code, done.out) == (2, "")
    assert done.err == "Error: The database cannot be used: file is not a database.\n"
