"""Pictures are decoded in a process of their own, with little memory and time: a hostile file ends only that."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sampan.partners.errors import Invalid

LARGEST = 64 * 2**20  # bytes of a file
RENDITION_TYPE = "image/webp"
_SECONDS = 20
_DECODER = Path(__file__).with_name("picture_decoder.py")


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


_REFUSALS: dict[str, Promise] = {
    "format": gettext_lazy("The file is not a JPEG, PNG, GIF, WebP, AVIF or TIFF picture."),
    "pixels": gettext_lazy(
        "The picture has %(width)d × %(height)d pixels; %(most)d million is the most."
    ),
    "damaged": gettext_lazy(
        "The picture is damaged and cannot be decoded; save it anew and send it again."
    ),
}


def look(data: bytes) -> Picture:
    """Decode a picture. Raises Unreadable, with a sentence, for anything else."""
    if len(data) > LARGEST:
        raise Unreadable(
            _("The picture has more than %(most)d MB; send a smaller one.")
            % {"most": LARGEST >> 20},
            field="file",
        )
    try:
        done = subprocess.run(  # noqa: S603  # our own module, by our own interpreter, no shell
            [sys.executable, "-I", str(_DECODER)],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(
            _("The picture takes too long to decode; save it anew and send it again."),
            field="file",
        ) from None
    if done.returncode:
        raise Unreadable(_sentence(done.returncode, done.stderr), field="file")
    head, _newline, rendition = done.stdout.partition(b"\n")
    told = json.loads(head)
    return Picture(rendition=rendition, **told)


def _sentence(code: int, said: bytes) -> str:
    if code == 1 and said.startswith(b"{"):
        told: dict[str, Any] = json.loads(said)
        sentence = str(_REFUSALS[told["kind"]])
        return sentence % told
    return _(
        "The picture cannot be decoded within the memory and time that one may take; send a smaller one."
    )
