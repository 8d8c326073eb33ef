"""A chart as a picture of a slide's size: title, chart, source, all in one language."""

import re

import vl_convert
from lxml import etree

from sampan.engines.typesetting import BOLD, REGULAR, Shaper

from .outlining import line
from .style import LIGHT
from .wrapping import LEADING, wrap

WIDTH, HEIGHT = 1600, 900
DRAWN = 800  # points: how wide a chart that fills its width is drawn for a slide
_EDGE = 80
_TITLE, _SMALL = 40.0, 20.0
_SVG = "{http://www.w3.org/2000/svg}"


def slide_png(svg: bytes, tag: str, *, title: str, source: str) -> bytes:
    """Answer a chart that was drawn for paper as a PNG of 1,600 by 900 pixels, on white."""
    shaper = Shaper(tag)
    glyphs: dict[str, str] = {}
    root = etree.Element(f"{_SVG}svg", width=str(WIDTH), height=str(HEIGHT))
    etree.SubElement(root, f"{_SVG}rect", width=str(WIDTH), height=str(HEIGHT), fill=LIGHT.ground)
    defs = etree.SubElement(root, f"{_SVG}defs")
    leading = _TITLE * LEADING.get(tag, 1.3)
    top = _EDGE + _TITLE * 0.6
    for text in wrap(title, shaper, (WIDTH - 2 * _EDGE) / _TITLE, weight=BOLD)[:3]:
        _write(root, text, shaper, glyphs, x=_EDGE, y=top, size=_TITLE, fill=LIGHT.accent)
        top += leading
    foot = HEIGHT - _EDGE * 0.55
    _write(root, source, shaper, glyphs, x=_EDGE, y=foot, size=_SMALL, fill=LIGHT.muted)
    _place(root, svg, top=top - leading * 0.3, bottom=foot - 2.2 * _SMALL)
    for name, path in glyphs.items():
        etree.SubElement(defs, f"{_SVG}path", id=name, d=path)
    return bytes(vl_convert.svg_to_png(etree.tostring(root, encoding="unicode"), scale=1))


def _write(
    root: etree._Element,
    text: str,
    shaper: Shaper,
    glyphs: dict[str, str],
    *,
    x: float,
    y: float,
    size: float,
    fill: str,
) -> None:
    weight = BOLD if size == _TITLE else REGULAR
    group = etree.SubElement(root, f"{_SVG}g", transform=f"translate({x:.1f},{y:.1f})", fill=fill)
    group.append(line(text, shaper, size=size, weight=weight, glyphs=glyphs))


def _place(root: etree._Element, svg: bytes, *, top: float, bottom: float) -> None:
    """The chart as large as its room allows."""
    drawn = etree.fromstring(svg)
    _left, _top, width, height = map(float, re.split(r"[ ,]+", drawn.get("viewBox", "0 0 1 1")))
    wide = WIDTH - 2 * _EDGE
    scale = min(wide / width, (bottom - top) / height)
    group = etree.SubElement(
        root,
        f"{_SVG}g",
        transform=f"translate({_EDGE + (wide - scale * width) / 2:.2f},{top:.2f}) scale({scale:.5f})",
    )
    group.extend(list(drawn))
