"""What the site says to machines, channel by channel: none allows what another reserves."""

import json
from typing import Any

import pytest
from django.test import Client

from sampan.engines.rights.reservation import (
    LEAVES,
    Statement,
    compare,
    read_file,
    read_headers,
    read_odrl,
    read_rsl,
)
from sampan.partners.models import Organisation, Role

from .conftest import member, signed_in


def spoken(client: Client) -> list[Statement]:
    """Every signal of the site, as a crawler reads it."""
    front, rsl = client.get("/"), client.get("/rsl.xml")
    return [
        *read_headers(front.headers, "/"),
        *read_file("robots.txt", client.get("/robots.txt").content),
        *read_file("tdmrep.json", client.get("/.well-known/tdmrep.json").content),
        *read_rsl(rsl.content, "rsl.xml"),
        read_odrl(json.loads(client.get("/ai-policy.json").content), "ai-policy.json"),
    ]


@pytest.mark.parametrize("allowed", [[], ["ai.index"], ["ai.index", "ai.ground"], list(LEAVES)])
def test_the_channels_of_the_site_agree(allowed: list[str], settings: Any, db: None) -> None:
    settings.AI_ALLOW = allowed
    statements = spoken(Client())
    assert compare(statements) == ()
    given = {use for one in statements for use, said in one.says.items() if said == "allowed"}
    assert given == set(allowed)
    kept = {use for one in statements for use, said in one.says.items() if said == "reserved"}
    assert kept == set(LEAVES) - set(allowed)


def test_what_members_see_is_reserved(namou: Organisation) -> None:
    client = signed_in(member(namou, Role.EDITOR))
    page = read_headers(client.get("/").headers, "/")
    assert {said for one in page for said in one.says.values()} == {"reserved"}


def test_robots_names_the_licence_and_the_policy_its_terms(settings: Any, db: None) -> None:
    settings.PUBLIC_URL = "https://exchange.example"
    client = Client()
    robots = client.get("/robots.txt")
    assert robots.content.decode().splitlines()[0] == "License: https://exchange.example/rsl.xml"
    assert robots.headers["Content-Type"] == "text/plain"
    assert client.get("/").headers["TDM-Policy"] == "https://exchange.example/ai-policy.json"
    settings.AI_TERMS = "https://namou.example/terms"
    assert client.get("/").headers["TDM-Policy"] == "https://namou.example/terms"
