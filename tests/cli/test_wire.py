"""`sampan wire`: stories in, found, and out again."""

import json
from pathlib import Path

import pytest

from cli.conftest import ENGLISH, LAO, Sampan
from sampan.catalogue import assets
from sampan.catalogue.indexing import index_text
from sampan.catalogue.models import Edition, Version
from sampan.desks.newswire.exports import FORMS
from sampan.desks.newswire.models import Message
from sampan.partners.models import Organisation


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    (folder / "deeper").mkdir(parents=True)
    (folder / "b.txt").write_text(ENGLISH, "utf-8")
    (folder / "deeper" / "c.txt").write_text(LAO, "utf-8")
    (folder / ".hidden").write_text("Not a story.", "utf-8")
    return folder


ROW = {"file", "id", "language", "headline", "paragraphs", "set_aside", "repairs", "format", "digest"}  # fmt: skip


def test_folder_gives_a_row_a_story(sampan: Sampan, house: Organisation, inbox: Path) -> None:
    done = sampan("wire", "ingest", inbox, "--json")
    assert (done.code, done.err) == (0, "")
    assert [set(row) for row in done.rows] == [ROW, ROW]
    assert [(row["file"], row["language"], row["headline"]) for row in done.rows] == [
        ("b.txt", "en", "Ferry leaves late"),
        ("c.txt", "lo", "ເຮືອຂ້າມຟາກອອກຊ້າ"),
    ]
    assert [row["id"] for row in done.rows] == list(
        Edition.objects.filter(house=house).order_by("pk").values_list("uri", flat=True)
    )
    assert list(Message.objects.order_by("pk").values_list("channel", flat=True)) == ["folder"] * 2


def test_the_same_twice_is_one_story(sampan: Sampan, house: Organisation, inbox: Path) -> None:
    first, second = (sampan("wire", "ingest", inbox / "b.txt", "--json") for _ in range(2))
    assert first.rows == second.rows
    assert (first.code, second.code) == (0, 0)
    assert Edition.objects.count() == 1


def test_standard_input(sampan: Sampan, house: Organisation) -> None:
    done = sampan("wire", "ingest", "-", "--json", given=LAO.encode("utf-16"))
    assert [(row["file"], row["language"]) for row in done.rows] == [("standard input", "lo")]
    assert Message.objects.get().channel == "upload"


def test_lines_for_people(sampan: Sampan, house: Organisation, inbox: Path) -> None:
    done = sampan("wire", "ingest", inbox)
    assert done.out.splitlines() == [
        "b.txt: en · Ferry leaves late",
        "c.txt: lo · ເຮືອຂ້າມຟາກອອກຊ້າ",
        "2 files understood, 0 not, for Nam Ou.",
    ]


def test_a_refused_file_is_kept_and_said(sampan: Sampan, house: Organisation, inbox: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(64)
    (inbox / "a.png").write_bytes(picture)
    named = sampan("wire", "ingest", inbox / "a.png", "--json")
    message = Message.objects.get()
    assert named.rows == [{"file": "a.png", "problem": message.problem}]
    assert named.code == 1
    with assets.open_asset(message.asset) as file:
        assert file.read() == picture
    among_others = sampan("wire", "ingest", inbox, "--json")
    assert [row["file"] for row in among_others.rows] == ["a.png", "b.txt", "c.txt"]
    assert among_others.code == 0


def test_json_that_is_no_story_is_refused(
    sampan: Sampan, house: Organisation, tmp_path: Path
) -> None:
    key = tmp_path / "KEY.json"
    key.write_text(json.dumps([{"doc": 1, "language": "lo", "headline": "Not ninjs"}]), "utf-8")
    done = sampan("wire", "ingest", key, "--json")
    assert [set(row) for row in done.rows] == [{"file", "problem"}]
    assert done.code == 1
    assert Edition.objects.count() == 0


def test_nothing_is_done_when_a_path_cannot_be_read(
    sampan: Sampan, house: Organisation, inbox: Path
) -> None:
    done = sampan("wire", "ingest", inbox, inbox / "absent.txt")
    assert done.code == 2
    assert done.err == f"Error: {inbox}/absent.txt cannot be read: No such file or directory.\n"
    assert Message.objects.count() == 0


def test_unknown_organisation(sampan: Sampan, house: Organisation, inbox: Path) -> None:
    done = sampan("wire", "ingest", inbox, "--organisation", "absent")
    assert (done.code, done.out) == (2, "")
    assert done.err == "Error: There is no organisation “absent”. There are: namou.\n"


def test_the_first_command_makes_a_house(sampan: Sampan, db: None, var: Path, inbox: Path) -> None:
    done = sampan("wire", "ingest", inbox, "--json")
    assert (done.code, done.err) == (0, "No organisation yet: made “house”.\n")
    assert Edition.objects.filter(house__slug="house").count() == 2


def test_house_by_setting(
    sampan: Sampan, house: Organisation, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Organisation.objects.create(slug="yunling", name="Yunling", kind="agency", territory="CN")
    monkeypatch.setenv("SAMPAN_HOUSE", "yunling")
    sampan("wire", "ingest", inbox / "b.txt")
    assert Edition.objects.get().house.slug == "yunling"


@pytest.fixture
def indexed(sampan: Sampan, house: Organisation, inbox: Path) -> str:
    """The URI of the English story, once it can be found by its words."""
    rows = sampan("wire", "ingest", inbox, "--json").rows
    for version in Version.objects.select_related("edition"):
        index_text(version)
    return rows[0]["id"]


def test_search(sampan: Sampan, indexed: str) -> None:
    done = sampan("wire", "search", '"left an hour late"', "--json")
    assert done.rows == [
        {
            "id": indexed,
            "language": "en",
            "headline": "Ferry leaves late",
            "house": "namou",
            "why": "words",
        }
    ]
    assert done.code == 0


def test_search_finds_nothing(sampan: Sampan, indexed: str) -> None:
    done = sampan("wire", "search", '"crocodile"', "--json")
    assert (done.code, done.out, done.err) == (1, "", "Nothing found.\n")


def test_export_in_each_form(
    sampan: Sampan, house: Organisation, inbox: Path, shared: Path
) -> None:
    uri = sampan("wire", "ingest", inbox / "deeper", "--json").rows[0]["id"]
    types = {
        "ninjs": "application/json",
        "newsml-g2": "application/vnd.iptc.g2.newsitem+xml",
        "nitf": "application/nitf+xml",
    }
    for form in FORMS:
        document = sampan("wire", "export", uri, "--as", form).out
        told = sampan("wire", "export", uri, "--as", form, "--json").rows
        assert [(row["id"], row["media_type"]) for row in told] == [(uri, types[form])]
        valid = sampan(
            "wire", "validate", "-", "--as", form, "--schemas", shared, given=document.encode()
        )
        assert (valid.code, valid.out, valid.err) == (0, "", "")
        again = sampan("wire", "ingest", "-", "--json", given=document.encode()).rows
        assert [row["paragraphs"] for row in again] == [LAO.split("\n\n")[1].splitlines()]


def test_export_of_what_is_not_there(sampan: Sampan, house: Organisation) -> None:
    done = sampan("wire", "export", "urn:newsml:nobody:20260101:1")
    assert (done.code, done.out) == (2, "")
    assert done.err == "Error: Nam Ou sees no story with the URI urn:newsml:nobody:20260101:1.\n"


def test_export_of_what_another_keeps_to_itself(
    sampan: Sampan, house: Organisation, inbox: Path
) -> None:
    Organisation.objects.create(slug="yunling", name="Yunling", kind="agency", territory="CN")
    uri = sampan("wire", "ingest", inbox / "b.txt", "--json").rows[0]["id"]
    done = sampan("wire", "export", uri, "--organisation", "yunling")
    assert (done.code, done.out) == (2, "")


def test_validate_says_where(sampan: Sampan, house: Organisation, shared: Path) -> None:
    done = sampan(
        "wire", "validate", "-", "--as", "ninjs", "--schemas", shared, "--json", given=b'{"uri": 1}'
    )
    assert done.code == 1
    assert [(row["file"], row["where"]) for row in done.rows] == [("-", "/uri")]


def test_validate_needs_a_folder_of_schemas(
    sampan: Sampan, house: Organisation, tmp_path: Path
) -> None:
    done = sampan("wire", "validate", "-", "--as", "nitf", "--schemas", tmp_path, given=b"<nitf/>")
    assert (done.code, done.out) == (2, "")
