"""Pictures are decoded in a process of their own, with little memory and time: a hostile file ends only that."""

import json
import subprocess
import sys
from dataclasses import dataclass

from sampan.partners.errors import Invalid

LARGEST = 64 * 2**20  # bytes of a file
RENDITION_TYPE = "image/webp"
_SECONDS = 20


class Unreadable(Invalid):
    """The file is no picture, or none that can be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a picture is, and itself again at most 1,200 pixels long, upright and without metadata."""

    media_type: str
    width: int
    height: int
    rendition: bytes
    rendition_width: int
    rendition_height: int


def look(data: bytes) -> Picture:
    """Decode a picture. Raises Unreadable, with a sentence, for anything else."""
    if len(data) > LARGEST:
        raise Unreadable(
            f"The picture has more than {LARGEST >> 20} MB; send a smaller one.", field="file"
        )
    try:
        done = subprocess.run(  # our own module, by our own interpreter, no shell
            [sys.executable, "-I", "-m", "sampan.catalogue.picture_decoder"],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(
            "The picture takes too long to decode; save it anew and send it again.", field="file"
        ) from None
    if done.returncode:
        raise Unreadable(_sentence(done.returncode, done.stderr), field="file")
    head, _, rendition = done.stdout.partition(b"\n")
    told = json.loads(head)
    return Picture(rendition=rendition, **told)


def _sentence(code: int, said: bytes) -> str:
    if code == 1 and said:
        return said.decode(errors="replace").strip()
    return "The picture cannot be decoded within the memory and time that one may take; send a smaller one."
