"""Atom (RFC 4287), with RSL for the reservation of machine use."""

from collections.abc import Sequence
from datetime import datetime

from lxml import etree

from sampan.engines.news.codes import TRANSLATED_FROM
from sampan.engines.news.item import NewsItem

NAMESPACE = "http://www.w3.org/2005/Atom"
RSL = "https://rslstandard.org/rsl"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write_feed(
    items: Sequence[NewsItem], *, uri: str, title: str, address: str, updated: datetime
) -> bytes:
    """An Atom feed of stories, newest first as given. `uri` names the feed for ever, `address` is where it is fetched.

    >>> from datetime import UTC
    >>> write_feed([], uri="urn:x:1", title="Wire", address="https://hub.example/feed",
    ...            updated=datetime(2026, 1, 4, tzinfo=UTC)).count(b"<entry")
    0
    """
    root = etree.Element(_q("feed"), nsmap={None: NAMESPACE, "rsl": RSL})
    _add(root, "id", uri)
    _add(root, "title", title)
    _add(root, "updated", updated.isoformat())
    _add(root, "link", rel="self", type="application/atom+xml", href=address)
    _add(_add(root, "author"), "name", title)
    for item in items:
        _entry(root, item)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(
    parent: etree._Element, tag: str, text: str | None = None, /, **attributes: str
) -> etree._Element:
    element = etree.SubElement(parent, _q(tag))
    element.text = text or None
    for name, value in attributes.items():
        element.set(name, value)
    return element


def _entry(root: etree._Element, item: NewsItem) -> None:
    entry = _add(root, "entry")
    if item.language:
        entry.set(_LANG, item.language)
    _add(entry, "id", item.uri)
    _add(entry, "title", item.headline or item.slugline or item.uri, type="text")
    _add(entry, "updated", item.version_created.isoformat())
    if item.first_created:
        _add(entry, "published", item.first_created.isoformat())
    if item.byline or item.provider:
        _add(_add(entry, "author"), "name", item.byline or item.provider)
    if item.provider:
        _add(_add(entry, "source"), "title", item.provider)
    if item.copyright_notice:
        _add(entry, "rights", item.copyright_notice, type="text")
    for subject in item.subjects:
        _subject(entry, subject.code, subject.name)
    for word in item.keywords:
        _add(entry, "category", term=word)
    if item.summary:
        _add(entry, "summary", item.summary, type="text")
    if item.translated_from:
        _add(entry, "link", rel=TRANSLATED_FROM, href=item.translated_from)
    for media in item.media:
        link = _add(entry, "link", rel="enclosure", href=media.href)
        if media.media_type:
            link.set("type", media.media_type)
        if media.caption:
            link.set("title", media.caption)
    _body(entry, item)
    _reservation(entry, item)


def _subject(entry: etree._Element, code: str, name: str) -> None:
    """Atom parts a code into its scheme and term; we cut after the last stroke or colon."""
    cut = max(code.rfind("/"), code.rfind(":"), code.rfind("#")) + 1
    category = _add(entry, "category", term=code[cut:] or code)
    if code[cut:] and cut:
        category.set("scheme", code[:cut])
    if name:
        category.set("label", name)


def _body(entry: etree._Element, item: NewsItem) -> None:
    content = _add(entry, "content", type="xhtml")
    xhtml = "http://www.w3.org/1999/xhtml"
    division = etree.SubElement(content, f"{{{xhtml}}}div", nsmap={None: xhtml})
    for paragraph in item.paragraphs:
        etree.SubElement(division, f"{{{xhtml}}}p").text = paragraph


def _reservation(entry: etree._Element, item: NewsItem) -> None:
    """RSL 1.0: training prohibited where machine use is reserved, permitted where it is allowed."""
    if not item.ai_policy:
        return
    content = etree.SubElement(entry, f"{{{RSL}}}content", url=item.uri)
    licence = etree.SubElement(content, f"{{{RSL}}}license")
    rule = "prohibits" if item.ai_policy == "reserved" else "permits"
    etree.SubElement(licence, f"{{{RSL}}}{rule}", type="usage").text = "ai-train"
