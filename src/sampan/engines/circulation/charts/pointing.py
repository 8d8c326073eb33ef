"""Charts that answer to the pointer: each mark says, as its SVG title, what it shows. No script is needed."""

from lxml import etree

_SVG = "{http://www.w3.org/2000/svg}"
# Columns of a chart's rows. What Vega says of them is raw; what follows them is worded for readers.
_LEADS = ("panel", "time", "top", "name")
_RAW = frozenset({
    *_LEADS, "value", "low", "high", "from", "to", "level", "x", "y", "x2", "y2", "part", "held", "end", "said",
    "between", "left", "mark", "row", "run", "shade",
})  # fmt: skip


def answering(svg: bytes) -> bytes:
    """The same drawing; marks that have words for readers carry them as title and label, the others are silent.

    >>> bar = b'<svg xmlns="http://www.w3.org/2000/svg"><path role="graphics-symbol" aria-label="%s"/></svg>'
    >>> answering(bar % b"value: 50%; name: Laos; Share: 50.0%").decode().partition("<title>")[2]
    'Laos · Share: 50.0%</title></path></svg>'
    """
    root = etree.fromstring(svg)
    for mark in root.iter(f"{_SVG}path", f"{_SVG}rect", f"{_SVG}line"):
        label = mark.get("aria-label")
        if mark.get("role") != "graphics-symbol" or label is None:
            continue
        words = spoken(label)
        if words:
            mark.set("aria-label", words)
            etree.SubElement(mark, f"{_SVG}title").text = words
        else:
            del mark.attrib["aria-label"]
            mark.set("aria-hidden", "true")
    return etree.tostring(root, encoding="utf-8")


def spoken(label: str) -> str:
    """What Vega says of a mark, as a reader would: the names first, and no name twice; empty for what is not worded.

    >>> spoken("top: Thailand; name: China; value: 0.5; origin: China; territory: Thailand; Share: 50.0%")
    'origin: China · territory: Thailand · Share: 50.0%'
    >>> spoken("low: 40%; name: China; high: 0.6")
    ''
    """
    parts = [part.partition(": ") for part in label.split("; ")]
    rest = [f"{key}: {text}" for key, _, text in parts if key not in _RAW and text]
    told = {text for key, _, text in parts if key not in _RAW}
    leads = [text for lead in _LEADS for key, _, text in parts if key == lead and text not in told]
    return " · ".join([*leads, *rest]) if rest else ""
