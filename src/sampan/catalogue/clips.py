"""Clips are looked at in a process of their own, with little memory and time, as pictures are."""

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sampan.partners.errors import Invalid

_SECONDS = 30
_DECODER = Path(__file__).with_name("clip_decoder.py")


@dataclass(frozen=True, slots=True)
class Clip:
    """What a clip is."""

    media_type: str
    width: int
    height: int
    seconds: float


def look(stream: IO[bytes]) -> Clip:
    """Decode the beginning of a clip, and leave the stream at its start. Raises Invalid, with a sentence."""
    with tempfile.NamedTemporaryFile(suffix=".clip") as file:
        shutil.copyfileobj(stream, file)
        file.flush()
        stream.seek(0)
        done = _decode(file.name)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip() if done.returncode == 1 else ""
        raise Invalid(
            said or "The clip cannot be decoded within the memory and time that one may take.",
            field="file",
        )
    return Clip(**json.loads(done.stdout))


def _decode(path: str) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(  # noqa: S603  # our own module, by our own interpreter, no shell
            [sys.executable, "-I", str(_DECODER), path],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Invalid(
            "The clip takes too long to decode; save it anew and send it again.", field="file"
        ) from None
