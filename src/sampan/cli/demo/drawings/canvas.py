"""A sheet of 1200 x 800, drawn at twice its size and reduced, so that edges are smooth."""

import io
import math
import random
from collections.abc import Callable, Sequence

from PIL import Image, ImageColor, ImageDraw

from sampan.cli.demo.drawings.palettes import Palette

WIDTH, HEIGHT, SCALE = 1200, 800, 2
EDGE = 180  # of Pillow's radial gradient, where its circle meets the sides of its square
LIMIT = 80_000
Point = tuple[float, float]


def blend(first: str, second: str, share: float) -> str:
    """The colour that lies `share` of the way from the first to the second."""
    pairs = zip(ImageColor.getrgb(first)[:3], ImageColor.getrgb(second)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


class Canvas:
    def __init__(self, slug: str, palettes: Sequence[Palette]) -> None:
        self.chance = random.Random(slug)  # noqa: S311 -- a seeded picture, no secret
        self.colours = self.chance.choice(palettes)
        self._image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self._pen = ImageDraw.Draw(self._image)

    def between(self, low: float, high: float) -> float:
        return self.chance.uniform(low, high)

    def gradient(self, top: str, bottom: str, start: float = 0, end: float = HEIGHT) -> None:
        pairs = list(zip(ImageColor.getrgb(top)[:3], ImageColor.getrgb(bottom)[:3], strict=True))
        for row in range(int(start * SCALE), int(end * SCALE)):
            share = (row / SCALE - start) / (end - start)
            fill = tuple(round(a + (b - a) * share) for a, b in pairs)
            self._pen.line([(0, row), (WIDTH * SCALE, row)], fill=fill)

    def polygon(self, points: Sequence[Point], fill: str) -> None:
        self._pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: str, radius: float = 0
    ) -> None:
        corners = (left * SCALE, top * SCALE, right * SCALE, bottom * SCALE)
        self._pen.rounded_rectangle(corners, radius * SCALE, fill=fill)

    def disc(
        self, x: float, y: float, radius: float, fill: str, height: float | None = None
    ) -> None:
        tall = radius if height is None else height
        corners = (
            (x - radius) * SCALE,
            (y - tall) * SCALE,
            (x + radius) * SCALE,
            (y + tall) * SCALE,
        )
        self._pen.ellipse(corners, fill=fill)

    def line(self, points: Sequence[Point], fill: str, width: float) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._pen.line(scaled, fill=fill, width=round(width * SCALE), joint="curve")

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float) -> None:
        """A soft round light over what is already drawn."""
        side = round(radius * 2 * SCALE)
        fade = [round(255 * strength * max(0.0, 1 - v / EDGE) ** 2) for v in range(256)]
        mask = Image.radial_gradient("L").resize((side, side)).point(fade)
        corner = (round((x - radius) * SCALE), round((y - radius) * SCALE))
        self._image.paste(Image.new("RGB", (side, side), colour), corner, mask)

    def beneath(self, curve: Callable[[float], float], fill: str, floor: float = HEIGHT) -> None:
        """Fill everything from a curve y(x) down to the floor."""
        edge = [(float(x), curve(x)) for x in range(0, WIDTH + 1, 4)]
        self.polygon([*edge, (WIDTH, floor), (0, floor)], fill)

    def wave(self, level: float, height: float, length: float) -> Callable[[float], float]:
        """A soft, irregular line around a level."""
        first, second = self.between(0, 6.28), self.between(0, 6.28)
        return lambda x: (
            level
            + height * 0.7 * math.sin(x / length * 6.28 + first)
            + height * 0.3 * math.sin(x / length * 14.1 + second)
        )

    def jpeg(self) -> bytes:
        """The finished picture, at the best of four qualities that stays under the limit."""
        reduced = self._image.reduce(SCALE)
        for quality in (84, 76, 68, 60):
            out = io.BytesIO()
            reduced.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
            if out.tell() < LIMIT:
                break
        return out.getvalue()
