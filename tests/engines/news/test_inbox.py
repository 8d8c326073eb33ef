"""The shared inbox: what small agencies send, against its key."""

import difflib
import json
import unicodedata
from functools import cache

import pytest

from sampan.engines.news import read

from .stories import NOW, lines

_ASIDE = {"advert-tail", "page-furniture"}


@cache
def understood(folder):
    key = json.loads((folder / "KEY.json").read_text())
    return [
        (row, read((folder / row["file"]).read_bytes(), name=row["file"], received_at=NOW).items)
        for row in key
    ]


@pytest.fixture(scope="module")
def inbox(shared):
    return understood(shared / "inbox")


def test_every_file_is_one_story(inbox):
    assert {len(items) for _, items in inbox} == {1}


def test_headlines_and_paragraphs_are_those_of_the_key(inbox):
    wrong = []
    for row, (received,) in inbox:
        wanted = tuple(
            unicodedata.normalize("NFC", text) for text in (row["headline"], *row["paragraphs"])
        )
        same = lines(received) == wanted
        if row["damage"] == "zawgyi":
            same = (
                difflib.SequenceMatcher(
                    None, "\n".join(wanted), "\n".join(lines(received)), autojunk=False
                ).ratio()
                >= 0.99
            )
        if not same:
            wrong.append(row["file"])
    assert wrong == []


def test_languages_are_those_of_the_key(inbox):
    assert [
        row["file"] for row, (received,) in inbox if received.item.language != row["language"]
    ] == []


def test_adverts_and_furniture_are_set_aside_and_nothing_else(inbox):
    assert [
        row["file"]
        for row, (received,) in inbox
        if bool(received.set_aside) != (row["damage"] in _ASIDE)
    ] == []


def test_every_repair_of_a_damaged_file_is_said(inbox):
    said = {
        "gb18030": "encoding",
        "big5": "encoding",
        "mojibake-latin1": "mojibake",
        "mojibake-cp1252": "mojibake",
        "zawgyi": "zawgyi",
    }
    silent = [
        row["file"]
        for row, (received,) in inbox
        if row["damage"] in said and said[row["damage"]] not in {r.kind for r in received.repairs}
    ]
    assert silent == []
