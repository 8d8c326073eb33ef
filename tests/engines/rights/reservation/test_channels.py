"""Every policy through every channel: none allows what another reserves."""

import itertools
import json
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from sampan.engines.rights import Grant, Verb, box
from sampan.engines.rights.reservation import (
    LEAVES,
    Policy,
    Statement,
    cawg_assertion,
    compare,
    mining_code,
    odrl,
    policy_of,
    read_cawg,
    read_headers,
    read_mining,
    read_odrl,
    read_robots,
    read_rsl,
    read_tdmrep,
    write_headers,
    write_robots,
    write_rsl,
    write_tdmrep,
)

POLICIES = [
    Policy(frozenset(allowed), terms=terms)
    for count in range(len(LEAVES) + 1)
    for allowed in itertools.combinations(LEAVES, count)
    for terms in ("", "https://kpl.example/terms")
]


def _all_channels(policy: Policy) -> list[Statement]:
    return [
        *read_headers(write_headers(policy), "/story"),
        *read_tdmrep(write_tdmrep(policy), "tdmrep.json"),
        *read_robots(write_robots(policy), "robots.txt"),
        *read_rsl(write_rsl(policy), "rsl.xml"),
        read_cawg(cawg_assertion(policy), "picture.jpg"),
        read_mining(mining_code(policy), "story.xml"),
        read_odrl(json.loads(json.dumps(odrl(policy, "https://kpl.example/"))), "policy.json"),
    ]


@pytest.mark.parametrize(
    "policy", POLICIES, ids=lambda policy: "+".join(sorted(policy.allowed)) or "none"
)
def test_no_channel_allows_what_the_policy_or_another_channel_reserves(policy: Policy) -> None:
    statements = _all_channels(policy)
    for statement in statements:
        allowed = {use for use, verdict in statement.says.items() if verdict == "allowed"}
        reserved = {use for use, verdict in statement.says.items() if verdict == "reserved"}
        assert allowed - policy.allowed == set()
        # Without terms to point to, TDMRep can only reserve all or nothing.
        if not (statement.channel.startswith("TDMRep") and not policy.terms):
            assert reserved - policy.reserved == set()
    assert (
        compare(s for s in statements if not s.channel.startswith("TDMRep") or policy.terms) == ()
    )


def test_every_use_is_reserved_by_some_channel() -> None:
    for use in LEAVES:
        policy = Policy(frozenset(LEAVES) - {use}, terms="https://kpl.example/terms")
        assert any(statement.says.get(use) == "reserved" for statement in _all_channels(policy))


def test_the_policy_follows_from_the_grants() -> None:
    own = Grant(
        id="own", verb=Verb.IN, box=box("World", "all", "all-media, ai", date(2026, 1, 1)), licensor="", licensee="KPL"
    )  # fmt: skip
    search = Grant(
        id="s",
        verb=Verb.OUT_NONEXCLUSIVE,
        box=box("World", "all", "ai.index", date(2026, 1, 1)),
        licensor="KPL",
    )
    part = replace(search, id="p", box=box("CN", "all", "ai.ground", date(2026, 1, 1)))
    day = date(2026, 5, 1)
    assert policy_of([own], owner="KPL", on=day).allowed == frozenset()
    assert policy_of([own, search, part], owner="KPL", on=day).allowed == {"ai.index"}
    assert policy_of([own, search], owner="KPL", on=date(2025, 5, 1)).allowed == frozenset()


def test_what_is_written_is_what_the_formats_say() -> None:
    policy = Policy(frozenset({"ai.index"}), "/news/", "https://kpl.example/terms")
    assert write_headers(policy) == {
        "TDM-Reservation": "1",
        "Content-Usage": "train-ai=n, search=y",
        "TDM-Policy": "https://kpl.example/terms",
    }
    assert json.loads(write_tdmrep(policy)) == [
        {"location": "/news/", "tdm-reservation": 1, "tdm-policy": "https://kpl.example/terms"}
    ]
    assert write_robots(policy).splitlines()[:3] == [
        "User-agent: *",
        "Content-Usage: /news/ train-ai=n, search=y",
        "Allow: /",
    ]
    assert "User-agent: OAI-SearchBot" not in write_robots(policy).splitlines()
    assert "User-agent: GPTBot" in write_robots(policy).splitlines()
    root = etree.fromstring(write_rsl(policy))
    assert [
        (e.tag.partition("}")[2], e.text) for e in root.iter() if e.text and e.text.strip()
    ] == [
        ("permits", "ai-index"),
        ("prohibits", "ai-train ai-input"),
        ("terms", "https://kpl.example/terms"),
    ]


def test_a_policy_names_only_uses_by_ai() -> None:
    with pytest.raises(ValueError) as caught:
        Policy(frozenset({"vod.svod"}))
    assert str(caught.value) == (
        "“vod.svod” is no use by AI; write one of ai.index, ai.ground, ai.train, ai.generate, ai.synthesise-voice."
    )
