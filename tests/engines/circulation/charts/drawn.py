"""What an outlined chart really draws: each text, its ink in points, and whether anything leaves the picture."""

import io
import re
from dataclasses import dataclass

import vl_convert
from lxml import etree
from PIL import Image

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Box:
    text: str
    left: float
    top: float
    right: float
    bottom: float


def alpha(svg: bytes, *, margin: float, scale: float) -> Image.Image:
    """The picture's ink on a sheet with a margin on every side."""
    root = etree.fromstring(svg)
    _, _, width, height = size(root)
    root.set("viewBox", f"{-margin} {-margin} {width + 2 * margin} {height + 2 * margin}")
    root.set("width", str(width + 2 * margin))
    root.set("height", str(height + 2 * margin))
    png = vl_convert.svg_to_png(etree.tostring(root, encoding="unicode"), scale=scale)
    return Image.open(io.BytesIO(png)).convert("RGBA").getchannel("A")


def size(root: etree._Element) -> tuple[float, ...]:
    return tuple(float(part) for part in re.split(r"[ ,]+", str(root.get("viewBox"))))


def spoken(root: etree._Element) -> list[etree._Element]:
    """The groups that stand for texts, in order; only those that stand level."""
    return [
        group
        for group in root.iter(f"{SVG}g")
        if group.get("role") == "img" and "rotate" not in str(group.get("transform"))
    ]


def ink_widths(svg: bytes, *, scale: float = 8) -> list[tuple[str, float]]:
    """Each level text and how wide it is drawn, in points: each has a strip of its own, whose pixels are counted."""
    root = etree.fromstring(svg)
    groups, strip = spoken(root), 40
    tall = str(strip * len(groups))
    sheet = etree.Element(f"{SVG}svg", width="480", height=tall, viewBox=f"0 0 480 {tall}")
    sheet.append(next(root.iter(f"{SVG}defs")))
    for at, group in enumerate(groups):
        group.set("transform", f"translate({10 - _numbers(group[0])[0]},{at * strip + 25})")
        group.set("fill", "#000000")
        sheet.append(group)
    png = vl_convert.svg_to_png(etree.tostring(sheet, encoding="unicode"), scale=scale)
    ink = Image.open(io.BytesIO(png)).convert("RGBA").getchannel("A")
    found = []
    for at, group in enumerate(groups):
        top = int(at * strip * scale)
        box = ink.crop((0, top, ink.width, top + int(strip * scale))).getbbox()
        assert box is not None, group.get("aria-label")
        found.append((str(group.get("aria-label")), (box[2] - box[0]) / scale))
    return found


def boxes(svg: bytes) -> list[Box]:
    """Where each level text stands in the picture, by the transforms around it and the glyphs that it uses."""
    root = etree.fromstring(svg)
    made = []
    for group in spoken(root):
        x, y = _place(group)
        line = group[0]
        start, scale = _numbers(line)
        wide = (
            max((float(use.get("x", "0")) for use in line.iter(f"{SVG}use")), default=0.0) * scale
        )
        tall = 1000 * scale
        made.append(
            Box(str(group.get("aria-label")), x + start, y - 0.6 * tall, x + start + wide, y)
        )
    return made


def _place(element: etree._Element) -> tuple[float, float]:
    x = y = 0.0
    here: etree._Element | None = element
    while here is not None:
        found = re.match(r"translate\(([-\d.]+),([-\d.]+)\)", str(here.get("transform") or ""))
        if found:
            x, y = x + float(found[1]), y + float(found[2])
        here = here.getparent()
    return x, y


def _numbers(line: etree._Element) -> tuple[float, float]:
    found = re.match(r"translate\(([-\d.]+),0\) scale\(([\d.]+)\)", str(line.get("transform")))
    assert found
    return float(found[1]), float(found[2])
