"""Clips for the demonstration: a few seconds of a slow look across a drawing."""

import io
from fractions import Fraction
from tempfile import NamedTemporaryFile

import av
import numpy as np
from PIL import Image

from .drawing import draw

WIDTH, HEIGHT, RATE = 640, 360, 12


def trailer(slug: str, motif: str, *, seconds: int = 4) -> bytes:
    """An MP4 of H.264 that begins to play before it is whole."""
    with Image.open(io.BytesIO(draw(slug, motif))) as drawn:
        sheet = drawn.convert("RGB")
    with NamedTemporaryFile(suffix=".mp4") as out:  # what puts its index in front is read again
        _film(out.name, sheet, seconds * RATE)
        return out.read()


def _film(path: str, sheet: Image.Image, count: int) -> None:
    with av.open(path, "w", format="mp4", options={"movflags": "faststart"}) as made:
        stream = made.add_stream("libx264", rate=Fraction(RATE), options={"preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(count):
            picture = _look(sheet, number / count)
            made.mux(stream.encode(av.VideoFrame.from_ndarray(np.asarray(picture), "rgb24")))
        made.mux(stream.encode())


def _look(sheet: Image.Image, share: float) -> Image.Image:
    """From the left to the right, and a little nearer."""
    width = round(sheet.width * (0.72 - 0.12 * share))
    height = width * HEIGHT // WIDTH
    left = round((sheet.width - width) * share)
    top = round((sheet.height - height) * 0.6)
    part = sheet.crop((left, top, left + width, top + height))
    return part.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)
