"""Reading what an HTML page says to machines: TDMRep in its metadata, RSL in it or linked from it."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from .policy import LEAVES
from .signals import read_rsl, reserved
from .statements import Statement

_RSL = "application/rsl+xml"


def read_page(data: bytes, where: str) -> list[Statement]:
    """What a page says. Raises UnreadableSignal where a signal in it breaks its own format.

    >>> page = b'<meta name="TDM-Reservation" content="1"><p>A story</p>'
    >>> [(one.channel, one.says["ai.train"]) for one in read_page(page, "story.html")]
    [('TDMRep page', 'reserved')]
    """
    named = {
        str(meta.get("name", "")).casefold(): str(meta.get("content", "")).strip()
        for meta in _elements(data, "meta")
    }
    told = []
    if "tdm-reservation" in named:
        verdict = reserved(named["tdm-reservation"], named.get("tdm-policy"), where)
        told.append(Statement("TDMRep page", where, dict.fromkeys(LEAVES, verdict)))
    for script in _elements(data, "script"):
        if script.get("type") == _RSL:
            told += read_rsl((script.text or "").strip().encode(), where)
    return told


def licences_on(data: bytes) -> list[str]:
    """The addresses of RSL documents to which a page links."""
    return [
        str(link.get("href"))
        for link in _elements(data, "link")
        if "license" in str(link.get("rel", "")).casefold().split()
        and link.get("type") == _RSL
        and link.get("href")
    ]


def licences_in(headers: Mapping[str, str]) -> list[str]:
    """The addresses of RSL documents that response headers name (names in any case).

    >>> licences_in({"Link": '<https://kpl.example/rsl.xml>; rel="license"; type="application/rsl+xml"'})
    ['https://kpl.example/rsl.xml']
    """
    links = [value for name, value in headers.items() if name.casefold() == "link"]
    return [
        target
        for value in links
        for target, rest in re.findall(r"<([^>]*)>([^<]*)", value)
        if re.search(r"rel=\"?[^\";]*\blicense\b", rest) and _RSL in rest
    ]


def _elements(data: bytes, name: str) -> Iterator[etree._Element]:
    parser = etree.HTMLParser(no_network=True, encoding="utf-8")
    root = etree.fromstring(data, parser) if data.strip() else None
    return iter(()) if root is None else root.iter(name)
