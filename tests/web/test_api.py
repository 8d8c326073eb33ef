"""What the API says of what cannot be taken; and the page made from its description."""

from collections import Counter
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from ninja import Schema

from desks.conftest import house
from sampan.engines.news import LIMIT
from sampan.partners.actor import Actor
from sampan.partners.models import Role
from sampan.web.api_page import page

from .conftest import signed_in
from .exchange import key_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def editing(db: None) -> Actor:
    return house("house-a", "LA", "en", roles=(Role.EDITOR, Role.SELLER))


@pytest.fixture
def authorised(editing: Actor) -> dict[str, str]:
    return {"Authorization": f"Bearer {key_of(editing)[1]}"}


def test_too_large_a_file_is_refused_in_a_sentence(authorised: dict[str, str]) -> None:
    file = SimpleUploadedFile("big.txt", b" " * (LIMIT + 1))
    response = Client().post("/api/wire/messages", {"file": file}, headers=authorised)
    assert (response.status_code, response.json()) == (
        422,
        {"error": "The file has 33 MB; 32 MB is the most. Send it in parts.", "field": "file"},
    )


def test_a_zero_character_is_refused_in_a_sentence(
    editing: Actor, authorised: dict[str, str]
) -> None:
    answer = Client().get("/api/wire/stories?house=%00", headers=authorised)
    sentence = "There is a character in the address that is no text."
    assert (answer.status_code, answer.json()) == (400, {"error": sentence, "field": None})
    assert signed_in(editing.person).get("/wire/?language=%00").status_code == 400


def test_the_page_is_made_from_the_description() -> None:
    """docs/api.md is what `python -m sampan.web.api_page > docs/api.md` writes."""
    assert (ROOT / "docs" / "api.md").read_text("utf-8") == page()


def test_no_two_schemas_share_a_name() -> None:
    """The description knows them by name alone: of two, one would be described as the other."""
    page()  # every router is loaded
    ours = [one for one in _below(Schema) if one.__module__.startswith("sampan.")]
    counts = Counter(one.__name__ for one in ours)
    assert {name: count for name, count in counts.items() if count > 1} == {}


def _below(schema: type) -> set[type]:
    found = set(schema.__subclasses__())
    return found.union(*(_below(one) for one in found))
