"""The process that `pictures` starts: picture to standard input; description and rendition from standard output.

Exit 1 with a sentence on standard error for a file that is no picture. Imports nothing of the program.
"""

import io
import json
import resource
import sys
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

_MEMORY = 1 << 30
_SECONDS = 15
_PIXELS = 100_000_000
_LONGEST = 1200
_FORMATS = {"JPEG", "PNG", "GIF", "WEBP", "TIFF", "AVIF"}


class Refusal(Exception):
    """Why the file is not taken: its kind, and what the sentence names; `pictures` says it."""

    def __init__(self, kind: str, **told: int) -> None:
        super().__init__(kind)
        self.told = {"kind": kind, **told}


def main() -> int:
    """Read, limit, decode, write."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("ignore")
    try:
        head, rendition = decode(sys.stdin.buffer.read())
    except Refusal as refusal:
        sys.stderr.write(json.dumps(refusal.told))
        return 1
    except MemoryError:
        return 2
    except Exception:  # noqa: BLE001  # decoders of damaged files raise everything; the sender is told the same of all
        sys.stderr.write(json.dumps({"kind": "damaged"}))
        return 1
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + rendition)
    return 0


def decode(data: bytes) -> tuple[dict[str, object], bytes]:
    """The description of a picture and its rendition; raises Refusal."""
    Image.MAX_IMAGE_PIXELS = None  # the limit is ours, below, with a sentence of its own
    try:
        image = Image.open(io.BytesIO(data), formats=sorted(_FORMATS))
    except UnidentifiedImageError:
        raise Refusal("format") from None
    width, height = image.size
    if width * height > _PIXELS:
        raise Refusal("pixels", width=width, height=height, most=_PIXELS // 10**6)
    media_type = Image.MIME.get(image.format or "", "application/octet-stream")
    image.draft("RGB", (_LONGEST, _LONGEST))  # lets a JPEG decode small at once
    small = ImageOps.exif_transpose(image)
    upright = (width, height) if image.getexif().get(0x0112, 1) < 5 else (height, width)
    small = small.convert("RGBA" if small.has_transparency_data else "RGB")
    small.thumbnail((_LONGEST, _LONGEST))
    out = io.BytesIO()
    small.save(out, "WEBP", quality=82, method=4)  # no metadata is handed over, so none is written
    head = {
        "media_type": media_type,
        "width": upright[0],
        "height": upright[1],
        "rendition_width": small.width,
        "rendition_height": small.height,
    }
    return head, out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
