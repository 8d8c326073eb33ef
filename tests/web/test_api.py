"""The API as its description says it, tried by schemathesis with all checks; and the page made from the description."""

# ruff: noqa: F811  # fixtures are imported, and named again where they are used

import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS

from sampan.engines.news import LIMIT
from sampan.web.api import api
from sampan.web.api_page import page
from sampan.web.wsgi import application

from .exchange import Exchange, key_of
from .test_tenancy import _built, exchange  # noqa: F401

ROOT = Path(__file__).parents[2]


def described() -> dict[str, Any]:
    """Without the word on keys: else headers without one are made up, and ours sent all the same."""
    told: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/")))
    for operation in (one for path in told["paths"].values() for one in path.values()):
        operation.pop("security", None)
    return told


schema = schemathesis.openapi.from_dict(described())
schema.app = application
schema.config.generation.update(allow_x00=False)  # no text holds it; a test of its own, below
EXAMPLES = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def keys(exchange: Exchange) -> dict[str, str]:
    return {
        "authorised": key_of(exchange.a)[1],
        "of another scope": key_of(exchange.a, "partners")[1],
        "unknown": "sampan_guess",
    }


@pytest.mark.slow
@pytest.mark.parametrize("key", ["authorised", "of another scope", "unknown"])
@schema.parametrize()
@EXAMPLES
def test_every_operation_answers_as_described(
    case: schemathesis.Case, keys: dict[str, str], key: str
) -> None:
    headers = {"Authorization": f"Bearer {keys[key]}"}
    response = case.call(headers=headers)
    # It sends files without a name, which HTTP has as plain fields, and leaves empty fields out.
    is_upload = case.media_type == "multipart/form-data"
    # And one Idempotency-Key with two bodies, of which the second is refused.
    is_reused = response.status_code == 422 and response.json()["field"] == "Idempotency-Key"
    excluded = [CHECKS.get_one("positive_data_acceptance")] if is_upload or is_reused else []
    case.validate_response(response, excluded_checks=excluded)
    if key == "unknown":
        assert response.status_code in {400, 401, 405}


def test_too_large_a_file_is_refused_in_a_sentence(keys: dict[str, str]) -> None:
    file = SimpleUploadedFile("big.txt", b" " * (LIMIT + 1))
    headers = {"Authorization": f"Bearer {keys['authorised']}"}
    response = Client().post("/api/wire/messages", {"file": file}, headers=headers)
    assert (response.status_code, response.json()) == (
        422,
        {"error": "The file has 33 MB; 32 MB is the most. Send it in parts.", "field": "file"},
    )


def test_a_zero_character_is_refused_in_a_sentence(
    exchange: Exchange, keys: dict[str, str]
) -> None:
    headers = {"Authorization": f"Bearer {keys['authorised']}"}
    answer = Client().get("/api/wire/stories?house=%00", headers=headers)
    sentence = "There is a character in the address that is no text."
    assert (answer.status_code, answer.json()) == (400, {"error": sentence, "field": None})
    assert exchange.client(exchange.a).get("/wire/?language=%00").status_code == 400


def test_the_page_is_made_from_the_description() -> None:
    """docs/api.md is what `python -m sampan.web.api_page > docs/api.md` writes."""
    assert (ROOT / "docs" / "api.md").read_text("utf-8") == page()
