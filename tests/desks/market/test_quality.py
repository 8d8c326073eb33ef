"""Delivered files are measured, and what is wrong is said in a sentence; clips are made here."""

import io
from pathlib import Path

import pytest
from PIL import Image

from sampan.desks.market.quality import Report, look, sentence
from sampan.desks.market.terms import MaterialKind

from .clips import make_clip


def sentences(report: Report) -> list[str]:
    return [sentence(finding) for finding in report.findings]


def test_a_good_master_has_no_finding(tmp_path: Path) -> None:
    # FFmpeg's sine, two decibels quieter, in two channels: −23 LUFS.
    path = make_clip(tmp_path / "good.mp4", volume_db=-2)
    report = look(path, MaterialKind.MASTER)
    assert sentences(report) == []
    facts = report.facts
    assert (facts["container"], facts["video"], facts["width"], facts["height"]) == (
        "mov", "h264", 1920, 1080
    )  # fmt: skip
    assert (facts["audio"], facts["channels"], round(facts["seconds"])) == ("aac", 2, 6)
    assert abs(facts["lufs"] + 23) < 1


def test_every_fault_of_a_bad_master_is_told(tmp_path: Path) -> None:
    path = make_clip(
        tmp_path / "bad.avi",
        size=(640, 360),
        black=(2, 4),
        volume_db=5,
        silent_from=4,
        codec="mpeg4",
    )
    report = look(path, MaterialKind.MASTER, minutes=90)
    told = sentences(report)
    assert told[:3] == [
        "Its picture is coded as mpeg4; masters are H.264, HEVC, ProRes, MPEG-2, DNxHD, VP9 or AV1.",
        "Its picture is 640 × 360; at least 1080 lines are wanted.",
        "Black picture from 0:02 to 0:04.",
    ]
    assert told[3] == "Silence from 0:04 to 0:06."
    assert told[4].startswith("Its loudness is −1") or told[4].startswith("Its loudness is -1")
    assert told[-1] == "It lasts 0.1 minutes; the title lasts 90."


def test_a_silent_sound_is_told_once(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "silent.mp4", silent_from=0)
    assert sentences(look(path, MaterialKind.MASTER)) == [
        "Its sound is silent from beginning to end."
    ]


@pytest.mark.parametrize("data", [b"not a film", b"\x00\x00\x00\x18ftypmp42" + b"\xff" * 500])
def test_what_is_no_film_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "no.mp4"
    path.write_bytes(data)
    assert sentences(look(path, MaterialKind.TRAILER)) == [
        "It cannot be read: The file is damaged, or is neither film nor sound."
    ]


def test_subtitles_artwork_and_papers(tmp_path: Path) -> None:
    path = tmp_path / "one.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:03,000\nສະບາຍດີ\n", "utf-8")
    assert look(path, MaterialKind.SUBTITLES) == Report({"cues": 1}, [])
    path.write_bytes("ສະບາຍດີ".encode("utf-16"))
    assert [f["kind"] for f in look(path, MaterialKind.SUBTITLES).findings] == ["not_utf8"]
    path.write_text("nothing", "utf-8")
    assert [f["kind"] for f in look(path, MaterialKind.SUBTITLES).findings] == ["no_cues"]
    file = io.BytesIO()
    Image.new("RGB", (600, 900), "teal").save(file, "JPEG")
    path.write_bytes(file.getvalue())
    assert sentences(look(path, MaterialKind.ARTWORK)) == [
        "It is 600 × 900 pixels; the shorter side wants 1000."
    ]
    path.write_bytes(b"")
    assert sentences(look(path, MaterialKind.RATING)) == ["The file is empty."]
