"""Atom (RFC 4287), with RSL for the reservation of machine use and Media RSS for the files of pictures."""

from collections.abc import Sequence
from datetime import datetime

from lxml import etree

from sampan.engines.news.codes import TRANSLATED_FROM
from sampan.engines.news.item import Media, NewsItem
from sampan.engines.news.writers.markup import XML_LANG, Markup, document
from sampan.engines.rights.reservation import RSL_NAMESPACE, add_rsl

MRSS = "http://search.yahoo.com/mrss/"
ATOM = Markup("http://www.w3.org/2005/Atom", rsl=RSL_NAMESPACE, media=MRSS)
XHTML = Markup("http://www.w3.org/1999/xhtml")


def write_feed(
    items: Sequence[NewsItem], *, uri: str, title: str, address: str, updated: datetime
) -> bytes:
    """An Atom feed of stories, newest first as given. `uri` names the feed for ever, `address` is where it is fetched.

    >>> from datetime import UTC
    >>> write_feed([], uri="urn:x:1", title="Wire", address="https://hub.example/feed",
    ...            updated=datetime(2026, 1, 4, tzinfo=UTC)).count(b"<entry")
    0
    """
    root = ATOM.root("feed")
    ATOM.add(root, "id", uri)
    ATOM.add(root, "title", title)
    ATOM.add(root, "updated", updated.isoformat())
    ATOM.add(root, "link", rel="self", type="application/atom+xml", href=address)
    ATOM.add(ATOM.add(root, "author"), "name", title)
    for item in items:
        _entry(root, item)
    return document(root)


def _entry(root: etree._Element, item: NewsItem) -> None:
    entry = ATOM.add(root, "entry")
    if item.language:
        entry.set(XML_LANG, item.language)
    published = item.first_created.isoformat() if item.first_created else ""
    ATOM.add_texts(
        entry,
        ("id", item.uri),
        ("title", item.headline or item.slugline or item.uri),
        ("updated", item.version_created.isoformat()),
        ("published", published),
        ("rights", item.copyright_notice),
        ("summary", item.summary),
    )
    if item.byline or item.provider:
        ATOM.add(ATOM.add(entry, "author"), "name", item.byline or item.provider)
    if item.provider:
        ATOM.add(ATOM.add(entry, "source"), "title", item.provider)
    for subject in item.subjects:
        _subject(entry, subject.code, subject.name)
    for word in item.keywords:
        ATOM.add(entry, "category", term=word)
    _links(entry, item)
    _body(entry, item)
    _reservation(entry, item)


def _links(entry: etree._Element, item: NewsItem) -> None:
    """What the story translates, and the files that go with it."""
    if item.translated_from:
        ATOM.add(entry, "link", rel=TRANSLATED_FROM, href=item.translated_from)
    for media in item.media:
        ATOM.add(
            entry,
            "link",
            rel="enclosure",
            href=media.href,
            type=media.media_type,
            length=str(media.size or ""),
            title=media.caption,
        )
        _group(entry, media)


def _group(entry: etree._Element, media: Media) -> None:
    """Media RSS 1.5.1: all files of a picture, with what Atom's link has no attribute for."""
    group = etree.SubElement(entry, f"{{{MRSS}}}group")
    for one in media.renditions:
        told = {
            "url": one.href,
            "type": one.media_type,
            "medium": {"picture": "image"}.get(media.kind, media.kind),
            "fileSize": str(one.size or ""),
            "width": str(one.width or ""),
            "height": str(one.height or ""),
        }
        content = etree.SubElement(
            group, f"{{{MRSS}}}content", {name: value for name, value in told.items() if value}
        )
        if one.digest:
            etree.SubElement(content, f"{{{MRSS}}}hash", algo="sha-256").text = one.digest
    for tag, text in (("title", media.alternative), ("description", media.caption)):
        if text:
            etree.SubElement(group, f"{{{MRSS}}}{tag}", type="plain").text = text


def _subject(entry: etree._Element, code: str, name: str) -> None:
    """Atom parts a code into its scheme and term; we cut after the last stroke or colon."""
    cut = max(code.rfind("/"), code.rfind(":"), code.rfind("#")) + 1
    category = ATOM.add(entry, "category", term=code[cut:] or code)
    if code[cut:] and cut:
        category.set("scheme", code[:cut])
    if name:
        category.set("label", name)


def _body(entry: etree._Element, item: NewsItem) -> None:
    division = XHTML.island(ATOM.add(entry, "content", type="xhtml"), "div")
    for paragraph in item.paragraphs:
        XHTML.add(division, "p", paragraph)


def _reservation(entry: etree._Element, item: NewsItem) -> None:
    if item.ai_policy:
        add_rsl(entry, item.ai_policy, item.uri)
