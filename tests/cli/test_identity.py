"""`sampan identity`: codes, and an archive in one file."""

import sqlite3
from pathlib import Path

import pytest

from cli.conftest import ENGLISH, LAO, Sampan
from sampan.engines.identity import instance_code, text_code


@pytest.fixture
def archive(sampan: Sampan, tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "lao.txt").write_text(LAO, "utf-8")
    (texts / "english.txt").write_text(ENGLISH, "utf-8")
    path = tmp_path / "archive.sqlite3"
    done = sampan("identity", "add", texts, "--archive", path, "--json")
    assert [(row["file"], row["language"]) for row in done.rows] == [
        (str(texts / "english.txt"), "en"),
        (str(texts / "lao.txt"), "lo"),
    ]
    assert done.code == 0
    return path


def test_code_is_of_the_text_and_of_the_bytes(sampan: Sampan) -> None:
    data = b"\xef\xbb\xbf" + ENGLISH.encode()
    headline, _, rest = ENGLISH.partition("\n")
    done = sampan("identity", "code", "-", "--json", given=data)
    assert done.rows == [
        {"file": "-", "text": text_code(headline, rest), "instance": instance_code(data)}
    ]


@pytest.mark.parametrize("nothing", [b"", b" \n", "\ufeff".encode()])
def test_no_text_no_code(nothing: bytes, sampan: Sampan) -> None:
    done = sampan("identity", "code", given=nothing)
    assert (done.code, done.err) == (2, "Error: - holds no text, and so has no code.\n")


def test_match_names_the_source_and_both_places(sampan: Sampan, archive: Path) -> None:
    lifted = "Travellers waited. " + ENGLISH.splitlines()[2] + " Later the sun came out."
    done = sampan("identity", "match", "-", "--archive", archive, "--json", given=lifted.encode())
    assert done.code == 1
    assert [Path(row["source"]).name for row in done.rows] == ["english.txt"]
    (span,) = done.rows[0]["spans"]
    ours = ENGLISH[span["source_start"] : span["source_end"]]
    assert lifted[span["start"] : span["end"]] == ours
    assert len(ours) > 50


def test_nothing_shared(sampan: Sampan, archive: Path) -> None:
    done = sampan("identity", "match", "--archive", archive, given=b"Another story altogether.")
    assert (done.code, done.out) == (0, "")


def test_a_text_of_the_same_name_takes_the_place(
    sampan: Sampan, archive: Path, tmp_path: Path
) -> None:
    file = tmp_path / "texts" / "english.txt"
    file.write_text(
        "The market opened at six, and the first boats brought durian and rice.", "utf-8"
    )
    sampan("identity", "add", file, "--archive", archive)
    done = sampan("identity", "match", "--archive", archive, given=ENGLISH.encode())
    assert (done.code, done.out) == (0, "")


def test_add_says_what_it_cannot_read_and_goes_on(
    sampan: Sampan, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "texts" / "a-picture.jpg").write_bytes(b"\xff\xd8\xff")
    done = sampan("identity", "add", tmp_path / "texts", "--archive", archive, "--json")
    assert [("problem" in row) for row in done.rows] == [True, False, False]
    assert done.code == 1


def test_add_of_a_path_that_is_not_there_does_nothing(sampan: Sampan, tmp_path: Path) -> None:
    done = sampan("identity", "add", tmp_path / "absent", "--archive", tmp_path / "new.sqlite3")
    assert done.code == 2
    assert list(tmp_path.iterdir()) == []


def test_match_with_an_archive_that_is_not_there(sampan: Sampan, tmp_path: Path) -> None:
    path = tmp_path / "absent.sqlite3"
    done = sampan("identity", "match", "--archive", path, given=b"fog")
    sentence = f"Error: {path} is not there; “sampan identity add” makes an archive.\n"
    assert (done.code, done.err, path.exists()) == (2, sentence, False)


def test_other_files_are_no_archives(sampan: Sampan, tmp_path: Path) -> None:
    text, database = tmp_path / "text.txt", tmp_path / "other.sqlite3"
    text.write_text("Not a database at all, but long enough to be read as one. " * 20)
    with sqlite3.connect(database) as other:
        other.execute("CREATE TABLE harvest (year)")
    other.close()
    for path, why in (
        (text, "file is not a database"),
        (database, "it is another program's database"),
    ):
        before = path.read_bytes()
        done = sampan("identity", "add", text, "--archive", path)
        assert (done.code, done.out) == (2, "")
        assert done.err == f"Error: {path} is no archive of texts ({why}).\n"
        assert path.read_bytes() == before
