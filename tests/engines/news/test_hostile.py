"""Damaged, hostile and huge files: a story or a sentence, never a trace, never without bound."""

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sampan.engines.news import FORMS, Reading, Unreadable, read, write, write_feed

from .stories import ITEMS, NOW, STORIES

ITEM = read("\n".join(STORIES["lo"]).encode(), name="a.txt", received_at=NOW).items[0].item
MAIL = (
    b"From: a@agency.test\nSubject: =?utf-8?b?4Lqq?=\nContent-Type: multipart/mixed; boundary=B\n\n"
    b"--B\n\nText of it\n--B\nContent-Type: text/html\n\n<p>x\n--B--"
)
NOT_A_STORY = (
    "not a story (file); send the story itself as text, HTML, mail, ninjs, NewsML-G2 or NITF."
)
ENTITIES = "The XML declares entities of its own, which are not opened (file); send it with the text written out."
NO_FORMAT = (
    "which is no news format that is read here (file); send NewsML-G2, NITF, RSS, Atom or ninjs."
)
SEEDS = [
    *(write(ITEM, form) for form in FORMS),
    write_feed([ITEM], uri="urn:x", title="T", address="https://h.example/f", updated=NOW),
    MAIL,
    b"<html><body><h1>A page</h1><p>With a text that is long enough to be one.</p></body></html>",
    *(
        text.encode(codec)
        for text, codec in (
            ("\n".join(STORIES["th"]), "cp874"),
            ("\n".join(STORIES["zh-Hans"]), "gb18030"),
        )
    ),
]


def answer(data: bytes) -> Reading | Unreadable:
    try:
        return read(data, name="file", received_at=NOW)
    except Unreadable as refusal:
        return refusal


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_get_an_answer(data):
    assert isinstance(answer(data), Reading | Unreadable)


@settings(max_examples=250)
@given(st.sampled_from(SEEDS), st.data())
def test_any_damage_gets_an_answer(seed, draw):
    damaged = bytearray(seed)
    for _ in range(draw.draw(st.integers(0, 6))):
        damaged[draw.draw(st.integers(0, len(damaged) - 1))] = draw.draw(st.integers(0, 255))
    end = draw.draw(st.integers(1, len(damaged)))
    found = answer(bytes(damaged[:end]))
    assert isinstance(found, Reading | Unreadable)
    if isinstance(found, Reading):
        assert all(write(received.item, form) for received in found.items for form in FORMS)


@settings(max_examples=20)
@given(ITEMS, st.integers(40, 95))
def test_a_story_cut_short_is_never_taken_for_whole(item, percent):
    for form in FORMS:
        data = write(item, form)
        assert isinstance(answer(data[: len(data) * percent // 100]), Unreadable)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty (file); send it again."),
        (b"PK\x03\x04....", f"This is a ZIP archive or an office document, {NOT_A_STORY}"),
        (b"\x1f\x8b\x08....", f"This is a gzip archive, {NOT_A_STORY}"),
        (
            b'<!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><nitf><body>&b;</body></nitf>',
            ENTITIES,
        ),
        (
            b'<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/passwd">]><nitf><body>&a;</body></nitf>',
            ENTITIES,
        ),
        (
            b"<html><body>" + b"<div>" * 5000 + b"Deep",
            "The HTML is nested too deeply (file, line 1); send the text of the page.",
        ),
        (
            b'{"uri": "urn:x", "headlines": [',
            "The JSON is broken: Expecting value (file, line 1, column 32); ask for it to be sent again whole.",
        ),
        (b"<?xml version='1.0'?><library/>", f"This XML is a <library>, {NO_FORMAT}"),
    ],
)
def test_what_cannot_be_read_is_said(data, sentence):
    assert str(answer(data)) == sentence


def test_a_huge_mail_is_refused_without_being_copied():
    mail = memoryview(bytes(200 * 1024 * 1024))
    tracemalloc.start()
    found = answer(mail)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (
        str(found) == "The file is 209,715,200 bytes long and at most 33,554,432 are read (file);"
        " send it in parts or raise the limit."
    )
    assert peak < 1_000_000


def test_a_mail_of_many_parts_is_refused():
    mail = (
        b"From: a@b.test\nSubject: many\nContent-Type: multipart/mixed; boundary=B\n\n"
        + b"--B\n\nx\n" * 900
    )
    assert (
        str(answer(mail))
        == "The mail has 901 parts and at most 200 are read (file); send its stories in mails of their own."
    )


def test_scripts_never_survive():
    page = b"<html><body><h1>A page</h1><p onclick='a()'>Some text that is "
    page += b"<script>alert(1)</script>long enough.</p></body></html>"
    found = answer(page)
    assert isinstance(found, Reading)
    assert found.items[0].item.paragraphs == ("Some text that is long enough.",)


def test_real_files_cut_anywhere_get_an_answer(shared: Path):
    cut = [
        (path.read_bytes(), share)
        for path in sorted((shared / "inbox").glob("*[05].*"))
        for share in (0.1, 0.5, 0.9)
    ]
    assert {type(answer(data[: int(len(data) * share)])) for data, share in cut if data} <= {
        Reading,
        Unreadable,
    }
