"""Pictures for the demonstration: flat illustrations drawn by code, the same for the same slug."""

from collections.abc import Callable

from sampan.cli.demo.drawings import fields, scenes, things, waters
from sampan.cli.demo.drawings.canvas import Canvas
from sampan.cli.demo.drawings.palettes import DAWN, DUSK, NIGHT, NOON, RAIN, Palette

MOTIFS: dict[str, tuple[Callable[[Canvas], None], tuple[Palette, ...]]] = {
    "boat": (waters.boat, (DAWN, NOON)),
    "books": (things.books, (DAWN, NIGHT)),
    "football": (fields.football, (DUSK, DAWN)),
    "hills": (fields.hills, (DAWN,)),
    "market": (scenes.market, (DAWN, DUSK)),
    "panda": (things.panda, (NOON,)),
    "railway": (scenes.railway, (DUSK, DAWN)),
    "river": (waters.river, (DAWN, DUSK, NOON)),
    "skyline": (scenes.skyline, (NIGHT,)),
    "stage": (scenes.stage, (NIGHT,)),
    "storm": (waters.storm, (RAIN,)),
    "terraces": (fields.terraces, (DAWN, NOON)),
}


def draw(slug: str, motif: str) -> bytes:
    """A JPEG of 1200 x 800, under 80 kB; `slug` decides its details, `motif` (a key of MOTIFS) what it shows."""
    paint, palettes = MOTIFS[motif]
    canvas = Canvas(slug, palettes)
    paint(canvas)
    return canvas.jpeg()
