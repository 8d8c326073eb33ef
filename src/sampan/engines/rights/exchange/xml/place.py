"""Where an element stands: its line, and the names that lead to it."""

from typing import Any

from lxml import etree

from sampan.engines.rights.exchange.fault import Fault


def line_of(element: etree._Element) -> int:
    """The line on which an element begins; 0 where it was not read from a file."""
    line: Any = element.sourceline
    return int(line or 0)


def path_of(element: etree._Element) -> str:
    """The names from Avail down to an element."""
    names = [etree.QName(one).localname for one in (element, *element.iterancestors())]
    return "/".join(reversed(names[: names.index("Avail") + 1]))


def fault_at(
    element: etree._Element, path: str, what: str, remedy: str, *, warning: bool = False
) -> Fault:
    """A fault of the element (or of what is missing in it) that `path` names."""
    return Fault("", line_of(element), path, what, remedy, warning, "element")


def is_comment(element: etree._Element) -> bool:
    """Whether a node is a comment, or an instruction to other programs."""
    tag: Any = element.tag
    return not isinstance(tag, str)
