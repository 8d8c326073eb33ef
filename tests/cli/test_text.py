"""`sampan text`: what a text is, its words and its sentences."""

from pathlib import Path

from cli.conftest import LAO, Sampan


def test_inspect(sampan: Sampan, tmp_path: Path) -> None:
    file = tmp_path / "lao.txt"
    file.write_text("ເຮືອຂ້າມຟາກອອກຊ້າ", "utf-8")
    done = sampan("text", "inspect", file, "--json")
    assert done.rows == [
        {
            "file": str(file),
            "language": "lo",
            "confidence": 1.0,
            "ranking": [["lo", 1.0]],
            "graphemes": 14,
            "code_points": 17,
            "words": 5,
            "zawgyi": False,
        }
    ]
    assert done.code == 0


def test_inspect_for_people(sampan: Sampan) -> None:
    done = sampan("text", "inspect", given="ສະບາຍດີ".encode())
    assert done.out.splitlines()[:4] == [
        "file         -",
        "language     lo",
        "confidence   1.0",
        "ranking      –",
    ]


def test_a_byte_order_mark_is_no_letter(sampan: Sampan) -> None:
    done = sampan("text", "inspect", "-", "--json", given="\ufeffferry".encode())
    assert done.rows[0]["graphemes"] == 5


def test_nothing_is_no_language(sampan: Sampan) -> None:
    done = sampan("text", "inspect", "-", "--json", given=b"")
    assert (done.rows[0]["language"], done.rows[0]["words"], done.code) == ("und", 0, 0)


def test_words_and_their_places(sampan: Sampan) -> None:
    done = sampan("text", "words", "--language", "en", "--json", given=b"Fog, thick fog.")
    assert done.rows == [
        {"start": 0, "end": 3, "text": "Fog"},
        {"start": 5, "end": 10, "text": "thick"},
        {"start": 11, "end": 14, "text": "fog"},
    ]
    assert sampan("text", "words", given=b"Fog, thick fog.").out == "Fog\nthick\nfog\n"


def test_sentences_are_parts_of_the_text(sampan: Sampan) -> None:
    done = sampan("text", "sentences", "-", "--json", given=LAO.encode())
    assert [LAO[row["start"] : row["end"]] for row in done.rows] == [
        row["text"] for row in done.rows
    ]
    assert len(done.rows) == 2


def test_a_language_that_is_none_of_ours(sampan: Sampan) -> None:
    done = sampan("text", "words", "-", "--language", "xx", given=b"fog")
    assert (done.code, done.out) == (2, "")


def test_another_encoding_is_refused(sampan: Sampan, tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes("fog ไทย".encode("cp874"))
    done = sampan("text", "inspect", file)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"Error: {file} is not UTF-8: byte 5 does not fit. "
        "“sampan wire ingest” understands other encodings.\n"
    )


def test_a_file_that_is_not_there(sampan: Sampan, tmp_path: Path) -> None:
    done = sampan("text", "words", tmp_path / "absent")
    assert done.code == 2
    assert done.err == f"Error: {tmp_path}/absent cannot be read: No such file or directory.\n"


def test_a_folder_is_no_text(sampan: Sampan, tmp_path: Path) -> None:
    done = sampan("text", "words", tmp_path)
    assert (done.code, done.err) == (2, f"Error: {tmp_path} cannot be read: Is a directory.\n")
