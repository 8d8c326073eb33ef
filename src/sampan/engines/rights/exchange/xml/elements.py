"""Elements of a version, with their children in the order that its model wants."""

from lxml import etree

from .model import METADATA_TYPES, slots
from .versions import Version

Part = tuple[str, "str | list[Part]", dict[str, str]]
"""The name of an element, its text or its children (in any order), and its attributes."""


def element_of(name: str, parts: list[Part], version: Version) -> etree._Element:
    """An Avail of `parts`; those that are empty, and may be, are left out."""
    root = etree.Element(
        f"{{{version.avails}}}{name}", nsmap={"avails": version.avails, "md": version.metadata}
    )
    _fill(root, name, parts, version)
    return root


def _fill(element: etree._Element, kind: str, parts: list[Part], version: Version) -> None:
    namespace = version.metadata if kind in METADATA_TYPES else version.avails
    plan = slots(kind, version.number)
    order = {slot.element: place for place, slot in enumerate(plan)}
    for name, content, attributes in sorted(parts, key=lambda part: order[part[0]]):
        slot = plan[order[name]]
        if not content and not slot.least:
            continue
        child = etree.SubElement(element, f"{{{namespace}}}{name}")
        for attribute, value in attributes.items():
            if value and attribute in slot.attributes:
                child.set(attribute, value)
        if isinstance(content, str):
            child.text = content
        else:
            _fill(child, slot.holds, content, version)
