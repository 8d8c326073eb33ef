"""The API as its description says it, tried by schemathesis with all checks.

Its plugin takes seconds to load, so `./run test` does without it, and does not read this file (see conftest.py).
"""

# ruff: noqa: F811  # fixtures are imported, and named again where they are used

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS

from sampan.web.api import api
from sampan.web.wsgi import application

from .exchange import Exchange, key_of
from .test_tenancy import _built, exchange  # noqa: F401


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
