"""A catalogue file is decoded in a process of its own, with little memory and time: a hostile file ends only that."""

import json
import subprocess
import sys
from typing import Any

from sampan.partners.errors import Invalid

_SECONDS = 180


def read_limited(data: bytes, *, name: str, seller: str) -> dict[str, Any]:
    """Titles and faults of a file. Raises Invalid, with a sentence, for one that cannot be read."""
    try:
        done = subprocess.run(  # noqa: S603  # our own module, by our own interpreter, no shell
            [sys.executable, "-P", "-m", "sampan.desks.market.importing.reader", name, seller],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Invalid("The file takes too long to read; send it in parts.", field="file") from None
    if done.returncode:
        said = (
            _storable(done.stderr.decode(errors="replace").strip()) if done.returncode == 1 else ""
        )
        raise Invalid(
            said or "The file cannot be read within the memory and time that one may take.",
            field="file",
        )
    told: dict[str, Any] = _storable(json.loads(done.stdout))
    return told


def _storable(value: Any) -> Any:
    """No database keeps a zero character."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {_storable(name): _storable(one) for name, one in value.items()}
    return value
