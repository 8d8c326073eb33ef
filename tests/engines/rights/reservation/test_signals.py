"""What others say to machines, well and badly."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampan.engines.rights.reservation import (
    UnreadableSignal,
    compare,
    licences_in,
    licences_on,
    read_file,
    read_headers,
    read_mining,
    read_odrl,
    read_page,
    read_robots,
    read_tdmrep,
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
    assert [(one.channel, one.place, one.says) for one in read_robots(text, "robots.txt")] == [
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
                "headers.txt, data-mining.txt, a page (.html), "
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


def clashes(*statements) -> list[tuple[str, str, str]]:
    return [(one.use, one.allows.place, one.reserves.place) for one in compare(statements)]


def test_what_holds_below_another_path_is_no_disagreement() -> None:
    rules = [("/free/*", 0), ("/", 1)]
    entries = [{"location": path, "tdm-reservation": value} for path, value in rules]
    tdmrep = read_tdmrep(json.dumps(entries), "tdmrep.json")
    agreeing = "User-agent: *\nContent-Usage: / train-ai=n\nContent-Usage: /free/ train-ai=y\n"
    assert clashes(*tdmrep, *read_robots(agreeing, "robots.txt")) == []
    narrower = "User-agent: *\nContent-Usage: /free/old/ train-ai=n\n"
    assert clashes(*tdmrep, *read_robots(narrower, "robots.txt")) == [
        ("ai.train", "tdmrep.json, /free/*", "robots.txt, /free/old/")
    ]


def test_an_agent_obeys_its_own_group_alone() -> None:
    """A preference in the group of all never reaches an agent that has a group of its own."""
    text = "User-agent: *\nContent-Usage: train-ai=n\nUser-agent: GPTBot\nAllow: /\nUser-agent: CCBot\nDisallow: /\n"
    assert clashes(*read_robots(text, "robots.txt")) == [
        ("ai.train", "robots.txt, GPTBot", "robots.txt, /")
    ]
    closed = read_robots("User-agent: *\nDisallow: /\nUser-agent: GPTBot\nDisallow: /admin/\n", "r")
    assert [(one.place, one.says["ai.train"]) for one in closed] == [("r", "reserved")]
    assert read_robots("User-agent: *\nDisallow: /\nAllow: /\n", "r") == []


PAGE = b"""<!doctype html><meta NAME="TDM-Reservation" content="1"><meta name="tdm-policy" content="https://kpl.example/p">
<link rel="license" type="application/rsl+xml" href="/rsl.xml"><link rel="license" href="https://cc.example/by">
<script type="application/rsl+xml"><rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>
<prohibits type="usage">ai-train</prohibits></license></content></rsl></script><p>A story"""


def test_a_page_speaks_too() -> None:
    assert [(one.channel, one.says["ai.train"]) for one in read_page(PAGE, "story.html")] == [
        ("TDMRep page", "conditional"),
        ("RSL", "reserved"),
    ]
    assert licences_on(PAGE) == ["/rsl.xml"]
    assert read_page(b"", "story.html") == read_page(b"<p>Nothing", "story.html") == []
    two = '<a.xml>; rel=license; type="application/rsl+xml", <b.css>; rel="stylesheet"'
    assert licences_in({"link": two}) == ["a.xml"]


def test_odrl_in_the_ways_of_json_ld() -> None:
    mine = {"@id": "http://www.w3.org/ns/tdmrep#mine"}
    policy = {
        "permission": {"action": ["use:ai.index", "use:ai.ground"], "constraint": [{"a": 1}]},
        "prohibition": [{"action": mine}, "nonsense", {"action": 7}],
    }
    assert set(read_odrl(policy, "p.json").says.values()) == {"reserved"}
    del policy["prohibition"]
    assert read_odrl(policy, "p.json").says == {
        "ai.index": "conditional",
        "ai.ground": "conditional",
    }


def test_a_mining_value_that_is_none() -> None:
    with pytest.raises(UnreadableSignal) as caught:
        read_mining("DMI-MAYBE", "data-mining.txt")
    assert str(caught.value).startswith(
        "data-mining.txt: “DMI-MAYBE” is no PLUS data mining value; write one of DMI-ALLOWED, "
    )


NAMES = ("robots.txt", "tdmrep.json", "headers.txt", "data-mining.txt", "a.html", "a.xml", "a.json")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["data", "entries", "use", "action", "permission", "location", "cawg.ai_training"]),
        inner,
        max_size=3,
    ),
    max_leaves=8,
)  # fmt: skip
BYTES = st.binary(max_size=60) | JSON.map(lambda one: json.dumps(one).encode())


def _told(name: str, data: bytes) -> list[str]:
    try:
        return [verdict for one in read_file(name, data) for verdict in one.says.values()]
    except UnreadableSignal as error:
        return [str(error).partition(": ")[0]]


@given(st.sampled_from(NAMES), BYTES)
def test_whatever_comes_is_statements_or_a_sentence(name: str, data: bytes) -> None:
    assert set(_told(name, data)) - {"allowed", "reserved", "conditional", name} == set()
