"""docs/api.md, made from the API's own description: `python -m sampan.web.api_page > docs/api.md`."""

import os
import sys
from collections.abc import Iterator
from typing import Any

_HEAD = """# The API

Made from the API's own description by `python -m sampan.web.api_page > docs/api.md`; a test holds the two equal. The
description itself (OpenAPI 3.1) is at `/api/openapi.json`.

A program sends its organisation's key as `Authorization: Bearer sampan_…`. Keys are issued on the page of the house,
for one or more scopes, and see what the organisation sees. Every refusal is JSON, `{"error": "a sentence", "field":
"its field, or null"}`, with status 400 (cannot be parsed), 401 (no valid key), 403 (not with this scope, or not by your
role), 404 (not there, or not shared with you) or 422 (understood, and wrong). A file has at most 32 MB.

**Sending again.** Whatever writes takes the header `Idempotency-Key`: 16 to 255 visible ASCII characters that the
program makes up, such as a UUID, new ones for each thing that it wants done. When no answer came, the same request is
sent again with the same key: it is carried out once, and the answer is given again, with `Idempotent-Replayed: true`.
Of two at once, one waits for the other. Keys are the organisation's, whichever of its programs sends them. The same
key with another method, address or content is refused (422). A refusal is not kept, since nothing was done: put it
right and send it under the same key. Keys are forgotten after 24 hours.
"""

Described = dict[str, Any]


def page() -> str:
    """The page as it should stand in docs/."""
    from sampan.web.api import api  # noqa: PLC0415  # the settings stand only by now

    told: Described = api.get_openapi_schema(path_prefix="/api/")
    parts = [_HEAD]
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            parts.append("\n".join(_operation(method, path, operation, told)))
    return "\n".join(parts)


def _operation(method: str, path: str, operation: Described, told: Described) -> Iterator[str]:
    yield f"## `{method.upper()} {path}`\n"
    yield f"{operation['description']}\n"
    rows = [
        _row(one["name"], one["in"], one["schema"], one) for one in operation.get("parameters", ())
    ]
    for body in operation.get("requestBody", {}).get("content", {}).items():
        rows += _body(body[0], body[1], told)
    if rows:
        yield "| field | in | type | |\n|---|---|---|---|"
        yield from rows
        yield ""
    yield f"Answers: {_answer(operation)}.\n"


def _row(name: str, place: str, schema: Described, about: Described) -> str:
    return (
        f"| `{name}` | {place} | {_type(schema)} | {'required' if about.get('required') else ''} |"
    )


def _body(media_type: str, content: Described, told: Described) -> list[str]:
    schema = _resolved(content["schema"], told)
    required = schema.get("required", ())
    return [
        _row(name, media_type, part, {"required": name in required})
        for name, part in schema.get("properties", {}).items()
    ]


def _resolved(schema: Described, told: Described) -> Described:
    if "$ref" not in schema:
        return schema
    found: Described = told["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def _type(schema: Described) -> str:
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    kind = str(schema.get("format") or schema.get("type") or "any")
    limits = [f"{word} {schema[key]}" for key, word in _LIMITS.items() if key in schema]
    return " ".join([kind, *limits])


_LIMITS = {"minimum": "from", "maximum": "to", "maxLength": "at most"}


def _answer(operation: Described) -> str:
    content = operation["responses"]["200" if "200" in operation["responses"] else 200].get(
        "content"
    )
    if not content:
        return "the file itself"
    return _type(next(iter(content.values()))["schema"])


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sampan.web.settings")
    django.setup()
    sys.stdout.write(page())
