"""Every text of a drawn chart becomes outlines at their places, shaped by HarfBuzz, with the text kept for readers.

Renderers of SVG set Khmer, Burmese and Thai wrongly (marks torn from their letters, syllables over one another);
outlines look the same everywhere.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from sampan.engines.typesetting import REGULAR, Glyph, Shaper, outline

from .lettering import STAND_IN

_SVG = "{http://www.w3.org/2000/svg}"
_KEPT = ("transform", "fill", "opacity", "fill-opacity", "pointer-events")
_ANCHORS = {"start": 0.0, "middle": -0.5, "end": -1.0}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text as it stands in an outlined chart: its width as drawn, in points."""

    text: str
    size: float
    width: float


def outlined(
    svg: str, shaper: Shaper, texts: Mapping[str, tuple[str, int]], *, title: str, description: str
) -> bytes:
    """Answer an SVG without any text element; `texts` says which text (and weight) each stand-in stands for.

    Raises ValueError where a stand-in is unknown.
    """
    root = etree.fromstring(svg.encode())
    glyphs: dict[str, str] = {}
    for text in list(root.iter(f"{_SVG}text")):
        _replace(text, shaper, texts, glyphs)
    _speak(root, texts)
    _ramps(root)
    _name(root, title, description)
    defs = etree.Element(f"{_SVG}defs")
    for name, path in glyphs.items():
        etree.SubElement(defs, f"{_SVG}path", id=name, d=path)
    root.insert(2, defs)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _replace(
    text: etree._Element,
    shaper: Shaper,
    texts: Mapping[str, tuple[str, int]],
    glyphs: dict[str, str],
) -> None:
    written = "".join(str(part) for part in text.itertext())
    said, weight = _said(written, texts)
    group = etree.Element(
        f"{_SVG}g", {key: str(text.get(key)) for key in _KEPT if key in text.attrib}
    )
    group.set("role", "img")
    group.set("aria-label", said)
    group.append(
        line(
            said,
            shaper,
            size=_size(text),
            weight=weight,
            anchor=text.get("text-anchor", "start"),
            glyphs=glyphs,
        )
    )
    group.tail = text.tail
    parent = text.getparent()
    if parent is not None:
        parent.replace(text, group)


def line(
    text: str,
    shaper: Shaper,
    *,
    size: float,
    weight: int = REGULAR,
    anchor: str = "start",
    glyphs: dict[str, str],
) -> etree._Element:
    """A line of text as uses of glyphs; outlines that are new are added to `glyphs`."""
    shaped = shaper.line(text, weight=weight)
    start = _ANCHORS[anchor] * shaped.width * size
    scale = size / 1000
    group = etree.Element(f"{_SVG}g", transform=f"translate({start:.3f},0) scale({scale:.6f})")
    for glyph in shaped.glyphs:
        path = outline(glyph)
        if not path:
            continue
        name = _id(glyph)
        glyphs.setdefault(name, path)
        etree.SubElement(
            group,
            f"{_SVG}use",
            {"href": f"#{name}", "x": f"{1000 * glyph.x:.0f}", "y": f"{-1000 * glyph.y:.0f}"},
        )
    return group


def _id(glyph: Glyph) -> str:
    """The same outline has the same id in every chart, so charts can stand in one page."""
    family = re.sub(r"[^a-z]", "", glyph.font.family.lower().removeprefix("noto sans"))
    return f"g-{family or 'latin'}-{glyph.weight}-{glyph.number}"


def _said(written: str, texts: Mapping[str, tuple[str, int]]) -> tuple[str, int]:
    if STAND_IN.fullmatch(written) is None:
        return written, REGULAR
    if written not in texts:
        raise ValueError(f"No text is known for the stand-in {written!r}.")
    return texts[written]


def _size(text: etree._Element) -> float:
    return float(text.get("font-size", "11px").removesuffix("px"))


def _speak(root: etree._Element, texts: Mapping[str, tuple[str, int]]) -> None:
    """Descriptions of marks that Vega wrote hold stand-ins too."""
    for element in root.iter():
        label = element.get("aria-label")
        if label and STAND_IN.search(label):
            said = STAND_IN.sub(lambda found: texts.get(found[0], ("", 0))[0], label)
            element.set("aria-label", said)


def _ramps(root: etree._Element) -> None:
    """Vega counts its gradients on from chart to chart; named for what they hold, equal charts are equal bytes."""
    named = {}
    for ramp in root.iter(f"{_SVG}linearGradient"):
        old = str(ramp.attrib.pop("id"))
        digest = hashlib.sha256(etree.tostring(ramp)).hexdigest()
        ramp.set("id", f"ramp-{digest[:12]}")
        named[f"url(#{old})"] = f"url(#{ramp.get('id')})"
    for element in root.iter() if named else ():
        fill = element.get("fill")
        if fill in named:
            element.set("fill", named[fill])


def _name(root: etree._Element, title: str, description: str) -> None:
    root.set("role", "img")
    root.set("aria-label", title)
    for at, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = etree.Element(f"{_SVG}{tag}")
        element.text = text
        root.insert(at, element)
