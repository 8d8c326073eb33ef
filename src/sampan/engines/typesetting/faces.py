"""Fonts as HarfBuzz holds them: one face a file, one font a weight, outlines as SVG paths."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb


class Placed(NamedTuple):
    """A glyph as HarfBuzz answers it, distances in ems (y upward), `cluster` an index into the run."""

    number: int
    cluster: int
    x_offset: float
    y_offset: float
    advance: float


@cache
def face(path: Path) -> hb.Face:
    """A font file, mapped into memory."""
    return hb.Face(hb.Blob.from_file_path(str(path)))


@cache
def characters(path: Path) -> frozenset[int]:
    """The code points that a font has a glyph for."""
    return frozenset(face(path).unicodes)


@cache
def weighted(path: Path, weight: int) -> hb.Font:
    """A variable font at a weight."""
    font = hb.Font(face(path))
    font.set_variations({"wght": weight})
    return font


def glyph_of(path: Path, letter: str) -> int | None:
    """The glyph that a font has for a single letter, standing alone."""
    found: int | None = weighted(path, 400).get_nominal_glyph(ord(letter))
    return found


def shaped(run: str, *, path: Path, weight: int, tag: str) -> Iterator[Placed]:
    """The glyphs of a run of text in one font."""
    buffer = hb.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    buffer.language = tag
    hb.shape(weighted(path, weight), buffer)
    em = face(path).upem
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        yield Placed(
            info.codepoint,
            info.cluster,
            place.x_offset / em,
            place.y_offset / em,
            place.x_advance / em,
        )


@cache
def outline(path: Path, weight: int, number: int) -> str:
    """A glyph as SVG path data in the font's units, y downward as SVG draws."""
    steps: list[str] = []
    weighted(path, weight).draw_glyph(number, _PEN, steps)
    return "".join(steps)


def ink(path: Path, weight: int, number: int) -> tuple[float, float] | None:
    """Where a glyph's ink begins and ends, in ems from its origin; None where it has none."""
    extents = weighted(path, weight).get_glyph_extents(number)
    if extents is None or extents.width == 0:
        return None
    em = face(path).upem
    return extents.x_bearing / em, (extents.x_bearing + extents.width) / em


def _pen() -> hb.DrawFuncs:
    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, steps: steps.append(f"M{x:g} {-y:g}"))
    pen.set_line_to_func(lambda x, y, steps: steps.append(f"L{x:g} {-y:g}"))
    pen.set_quadratic_to_func(lambda a, b, x, y, steps: steps.append(f"Q{a:g} {-b:g} {x:g} {-y:g}"))
    pen.set_cubic_to_func(
        lambda a, b, c, d, x, y, steps: steps.append(f"C{a:g} {-b:g} {c:g} {-d:g} {x:g} {-y:g}")
    )
    pen.set_close_path_func(lambda steps: steps.append("Z"))
    return pen


_PEN = _pen()
