"""What others say to machines, well and badly."""

from pathlib import Path

import pytest

from sampan.engines.rights.reservation import (
    UnreadableSignal,
    compare,
    read_file,
    read_headers,
    read_robots,
)


def test_two_signals_that_disagree_are_a_sentence() -> None:
    statements = [
        *read_file("robots.txt", b"User-agent: *\nContent-Usage: train-ai=y, search=n\n"),
        *read_file(".well-known/tdmrep.json", b'[{"location": "/*", "tdm-reservation": 1}]'),
    ]
    assert [one.sentence for one in compare(statements)] == [
        (
            "robots.txt Content-Usage (robots.txt, /) allows AI training, but TDMRep (.well-known/tdmrep.json, /*) "
            "reserves it; until they agree, take it as reserved."
        )
    ]


def test_robots_with_paths_comments_and_agents() -> None:
    text = (
        "# ours\nUser-agent: *\nDisallow: /private/\nContent-Usage: /ai-ok/ train-ai=y # fine\n"
        "USER-AGENT: gptbot\nUser-Agent: OAI-SearchBot\nDisallow: /\nUser-agent: Nobody\nDisallow: /\n"
    )
    assert [(one.channel, one.where, one.says) for one in read_robots(text, "robots.txt")] == [
        ("robots.txt Content-Usage", "robots.txt, /ai-ok/", {"ai.train": "allowed"}),
        ("robots.txt agents", "robots.txt", {"ai.train": "reserved", "ai.index": "reserved"}),
    ]


def test_header_names_in_any_case() -> None:
    (one,) = read_headers({"content-USAGE": "train-ai=n;reason=x, other=y, search"}, "/")
    assert one.says == {"ai.train": "reserved"}


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "tdmrep.json",
            b'{"a": 1}',
            "tdmrep.json: tdmrep.json must be a list of objects, each with a location.",
        ),
        (
            "tdmrep.json",
            b'[{"tdm-reservation": 7}]',
            "tdmrep.json: tdm-reservation is “7”; it must be 0 or 1.",
        ),
        (
            "notes.txt",
            b"",
            (
                "notes.txt: no signal that machines read is known here; give robots.txt, tdmrep.json, "
                "headers.txt, data-mining.txt, "
                "an RSL document (.xml), or a CAWG assertion or ODRL policy (.json)."
            ),
        ),
    ],
)
def test_what_cannot_be_read_is_a_sentence(name: str, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableSignal) as caught:
        read_file(name, data)
    assert str(caught.value) == said


def test_broken_xml_and_entities_are_no_permission() -> None:
    with pytest.raises(UnreadableSignal):
        read_file("rsl.xml", b"<rsl")
    bomb = b'<!DOCTYPE rsl [<!ENTITY a "ai-all">]><rsl xmlns="https://rslstandard.org/rsl"><content><license>'
    bomb += b'<permits type="usage">&a;</permits></license></content></rsl>'
    assert [one.says for one in read_file("rsl.xml", bomb)] == [{}]


def test_a_list_of_agents_met_in_the_wild_is_read(shared: Path) -> None:
    listed = (shared / "aiprefs" / "ai.robots.robots.txt").read_bytes()
    (one,) = read_file("robots.txt", listed)
    assert one.says == {"ai.train": "reserved", "ai.ground": "reserved", "ai.index": "reserved"}
