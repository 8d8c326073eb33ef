"""The only place where this engine parses XML: no entities are opened, nothing is fetched, nothing may explode."""

import re
from html.entities import html5

from lxml import etree

from sampan.engines.news.reading import Repair, Unreadable
from sampan.engines.news.repair.decoding import decode

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*?\?>")
_DECLARED = re.compile(rb"\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)")
_ENTITY_DECLARATIONS = re.compile(rb"<!ENTITY\s", re.IGNORECASE)
# HTML's names that news XML uses without declaring them.
_XML_KNOWS = frozenset({"lt;", "gt;", "amp;", "quot;", "apos;"})
_NAMED = {name: text for name, text in html5.items() if name not in _XML_KNOWS}
_NAMED_ENTITY = re.compile(r"&([A-Za-z]\w*;)")


def parse_xml(
    data: bytes, name: str, *, lenient: bool = False
) -> tuple[etree._Element, tuple[Repair, ...]]:
    """The root element of `data`, and what had to be repaired to get there.

    A wrong encoding and HTML's undeclared names are repaired. `lenient` (feeds, which are often ill-formed) also reads
    on past errors. Raises `Unreadable` for anything else, with line and column: an item that ends early must not be
    taken for whole. Documents that declare entities of their own are refused, as those are how XML is made to explode.

    >>> root, repairs = parse_xml(b"<a>caf&eacute;</a>", "a.xml")
    >>> root.text, repairs[0].kind
    ('café', 'entities')
    """
    if _ENTITY_DECLARATIONS.search(data):
        raise Unreadable(
            "The XML declares entities of its own, which are not opened",
            name,
            "send it with the text written out",
        )
    try:
        return _parse(data), ()
    except etree.XMLSyntaxError as error:
        fault = error
    declared = _DECLARED.search(data[:200])
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    text = _DECLARATION.sub("", decoded.text).lstrip()
    repairs = list(decoded.repairs)
    named = _NAMED_ENTITY.sub(lambda found: _NAMED.get(found[1], found[0]), text)
    if named != text:
        repairs.append(
            Repair("entities", "Names of HTML characters, which XML does not know, were replaced.")
        )
    cleaned = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", named)
    try:
        return _parse(cleaned.encode("utf-8", "replace")), tuple(repairs)
    except etree.XMLSyntaxError as error:
        fault = error if named != text or decoded.repairs else fault
    if lenient:
        root = _parse_past_errors(cleaned.encode("utf-8", "replace"))
        if root is not None:
            repairs.append(
                Repair(
                    "markup",
                    f"The XML is not well-formed ({_sentence(fault)}); it was read as far as it can be.",
                )
            )
            return root, tuple(repairs)
    line, column = fault.position
    raise Unreadable(
        f"The XML is broken: {_sentence(fault)}",
        f"{name}, line {line}, column {column}",
        "ask for it to be sent again whole",
    )


def _parse(data: bytes) -> etree._Element:
    return etree.fromstring(data, _parser(recover=False))


def _parse_past_errors(data: bytes) -> etree._Element | None:
    try:
        root: etree._Element | None = etree.fromstring(data, _parser(recover=True))
    except etree.XMLSyntaxError:
        return None
    return root


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _sentence(error: etree.XMLSyntaxError) -> str:
    return re.sub(r", line \d+, column \d+.*", "", error.msg or "it cannot be parsed")


def local(element: etree._Element) -> str:
    """The element's name without its namespace; empty for entities and the like.

    >>> local(etree.fromstring('<a:b xmlns:a="urn:x"/>'))
    'b'
    """
    # By hand: the parser mends damaged names to ones that etree.QName refuses.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def namespace(element: etree._Element) -> str:
    """The namespace of the element's name; empty where it has none.

    >>> namespace(etree.fromstring('<a:b xmlns:a="urn:x"/>'))
    'urn:x'
    """
    return element.tag[1:].partition("}")[0] if str(element.tag).startswith("{") else ""


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """Child elements of that local name, whatever their namespace."""
    return [child for child in element if local(child) == name]


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of local names; None where it breaks off."""
    for name in path:
        if element is None:
            return None
        element = next(iter(children(element, name)), None)
    return element


def text_of(element: etree._Element | None) -> str:
    """The element's text, white space run together as XML's readers do.

    >>> text_of(etree.fromstring("<a>one\\n   <b>two</b></a>"))
    'one two'
    """
    if element is None:
        return ""
    text = "".join(str(part) for part in element.itertext())
    return re.sub(r"[ \t]*[\t\r\n][ \t\r\n]*", " ", text).strip(" \t\r\n")
