"""Avails XML as a stream: one Avail at a time; document types, and with them entities, are refused."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from .place import is_comment, line_of
from .versions import UnreadableXML, Version, version_of


@dataclass(frozen=True, slots=True)
class Head:
    """The first element as it was written: its name, its attributes and its namespaces."""

    tag: str
    attributes: Mapping[str, str]
    namespaces: Mapping[str | None, str]
    version: Version


@dataclass(frozen=True, slots=True)
class Avail:
    """One Avail element, with what stands around it, so that it can be written as it was."""

    element: etree._Element
    line: int
    version: Version
    remarks: tuple[str, ...] = ()
    """The comments before it."""


class AvailsXML:
    """An XML file of avails opened for reading. Avails stream; the whole is never in memory."""

    def __init__(self, source: Path | BinaryIO | bytes) -> None:
        """Open it and look at its first element. Raises UnreadableXML.

        A file opened by its path is closed once `avails` has ended, or by `close`.
        """
        self._stream = _opened(source)
        self._owned = isinstance(source, (Path, bytes))
        self._events = etree.iterparse(
            self._stream,
            events=("start", "end"),
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
        )
        try:
            _, self._root = next(self._events)
            self.head = _head(self._root)
        except (etree.XMLSyntaxError, UnreadableXML) as error:
            self.close()
            raise _broken(error) from error

    def close(self) -> None:
        """Close the file, if it was opened here."""
        if self._owned:
            self._stream.close()

    def avails(self) -> Iterator[Avail]:
        """The avails in order. Raises UnreadableXML where the file breaks off, after those before that place."""
        name = f"{{{self.head.version.avails}}}Avail"
        try:
            for event, element in self._events:
                if event == "end" and element.tag == name:
                    yield Avail(element, line_of(element), self.head.version, _remarks(element))
                    _forget(element)
        except etree.XMLSyntaxError as error:
            raise _broken(error) from error
        finally:
            self.close()

    def strangers(self) -> Iterator[tuple[str, int]]:
        """Elements beside the avails, with their lines; to be asked after `avails` has ended."""
        for element in self._root:
            name = etree.QName(element).localname if not is_comment(element) else "Avail"
            if (
                name not in ("Avail", "AvailList") and self._root.tag == self.head.tag
            ) or name == "Signature":
                yield name, line_of(element)

    def ending(self) -> tuple[str, ...]:
        """The comments after the last avail; to be asked after `avails` has ended."""
        return tuple(one.text or "" for one in self._root if is_comment(one))


def _opened(source: Path | BinaryIO | bytes) -> BinaryIO:
    if isinstance(source, bytes):
        return BytesIO(source)
    if not isinstance(source, Path):
        return source
    try:
        return source.open("rb")
    except OSError as error:
        raise UnreadableXML(f"{source} cannot be read: {error.strerror}.") from error


def _head(root: etree._Element) -> Head:
    info: Any = root.getroottree().docinfo
    if info.doctype:
        raise UnreadableXML("The file declares a document type; Avails XML has none. Take it out.")
    name = etree.QName(root)
    version = version_of(name.namespace)
    if name.localname not in ("AvailList", "Avail", "AvailListSigned"):
        raise UnreadableXML(f"The first element is {name.localname}; it must be AvailList.")
    # A signature cannot hold once its list is written anew, so a signed list is kept as a plain one.
    tag = str(root.tag).replace("AvailListSigned", "AvailList")
    return Head(tag, dict(root.attrib), dict(root.nsmap), version)  # type: ignore[arg-type]


def _broken(error: etree.XMLSyntaxError | UnreadableXML) -> UnreadableXML:
    if isinstance(error, UnreadableXML):
        return error
    said = (error.msg or "it ends too early").partition(", line")[0]
    return UnreadableXML(f"line {error.lineno or 1}: this is not well-formed XML ({said}).")


def _remarks(element: etree._Element) -> tuple[str, ...]:
    before = itertools.takewhile(is_comment, element.itersiblings(preceding=True))
    return tuple(reversed([one.text or "" for one in before]))


def _forget(element: etree._Element) -> None:
    """Let go of what stands before an avail: who still holds it keeps it, for all others it is freed."""
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]
