"""Avails XML out, one Avail at a time: what was read comes back as it was."""

from collections.abc import Callable, Iterable
from copy import deepcopy
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from .reading import Avail, Head
from .versions import Version


def head_of(version: Version) -> Head:
    """The first element of a new file."""
    return Head(
        f"{{{version.avails}}}AvailList",
        {},
        {"avails": version.avails, "md": version.metadata},
        version,
    )


def write_xml(
    target: Path | BinaryIO,
    head: Head,
    avails: Iterable[Avail],
    ending: Callable[[], Iterable[str]] = tuple,
) -> None:
    """Write avails one after another, and the comments that `ending` gives once they are written.

    Avails of another version than the head's are refused with ValueError.
    """
    with etree.xmlfile(
        str(target) if isinstance(target, Path) else target, encoding="utf-8"
    ) as out:
        out.write_declaration()
        if head.tag.endswith("}Avail"):
            for avail in avails:
                out.write(avail.element)
            return
        with out.element(head.tag, dict(head.attributes), nsmap=dict(head.namespaces)):
            out.write("\n")
            for avail in avails:
                if avail.version != head.version:
                    raise ValueError(
                        f"An avail of version {avail.version.number} cannot stand in a file of {head.version.number}."
                    )
                _remarks(out, avail.remarks)
                alone = deepcopy(avail.element)
                alone.tail = "\n"
                out.write(alone)
            _remarks(out, ending())


def _remarks(out: "etree._IncrementalFileWriter", remarks: Iterable[str]) -> None:
    for remark in remarks:
        comment = etree.Comment(remark)
        comment.tail = "\n"
        out.write(comment)
