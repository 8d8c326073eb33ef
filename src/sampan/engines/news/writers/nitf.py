"""NITF 3.6, alone and as the body of NewsML-G2."""

import re
from datetime import datetime

from lxml import etree

from sampan.engines.news.codes import MEDIA_TOPICS
from sampan.engines.news.item import Media, NewsItem

NAMESPACE = "http://iptc.org/std/NITF/2006-10-18/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write_nitf(item: NewsItem) -> bytes:
    """The story as a NITF document. What NITF has no element for stands in `meta`, under the name that HTML uses for it."""
    root = etree.Element(_q("nitf"), nsmap={None: NAMESPACE})
    if item.language:
        root.set(XML_LANG, item.language)
        root.set("baselang", item.language)
    head = _add(root, "head")
    _add(head, "title", item.headline)
    for name, content in _metas(item):
        _add(head, "meta", name=name, content=content)
    topics = [s for s in item.subjects if _refnum(s.code)]
    if topics:
        tobject = _add(head, "tobject")
        for subject in topics:
            _add(
                tobject,
                "tobject.subject",
                **{
                    "tobject.subject.refnum": _refnum(subject.code),
                    "tobject.subject.matter": subject.name,
                },
            )
    _docdata(head, item)
    nitf_body(root, item)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False)


def nitf_body(root: etree._Element, item: NewsItem) -> None:
    """The body element: what readers see."""
    body = _add(root, "body")
    head = _add(body, "body.head")
    if item.headline:
        _add(_add(head, "hedline"), "hl1", item.headline)
    for name, text in (
        ("rights", item.usage_terms),
        ("byline", item.byline),
        ("distributor", item.provider),
        ("dateline", item.dateline),
    ):
        if text:
            _add(head, name, text)
    if item.summary:
        _add(_add(head, "abstract"), "p", item.summary)
    content = _add(body, "body.content")
    for paragraph in item.paragraphs:
        _add(content, "p", paragraph)
    for media in item.media:
        _media(content, media)


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(
    parent: etree._Element, tag: str, text: str | None = None, /, **attributes: str | None
) -> etree._Element:
    element = etree.SubElement(parent, _q(tag))
    element.text = text or None
    for name, value in attributes.items():
        if value:
            element.set(name, value)
    return element


def _metas(item: NewsItem) -> list[tuple[str, str]]:
    policy = {"reserved": "1", "allowed": "0"}.get(item.ai_policy or "", "")
    found = {
        "tdm-reservation": policy,
        "copyright-notice": item.copyright_notice,
        "credit": item.credit,
        "digital-source-type": item.digital_source_type,
        "translated-from": item.translated_from,
        "first-created": _norm(item.first_created),
    }
    return [(name, content) for name, content in found.items() if content]


def _docdata(head: etree._Element, item: NewsItem) -> None:
    docdata = _add(head, "docdata", **{"management-status": item.pub_status})
    _add(docdata, "doc-id", **{"id-string": item.uri})
    if item.urgency:
        _add(docdata, "urgency", **{"ed-urg": str(item.urgency)})
    _add(docdata, "date.issue", norm=_norm(item.version_created))
    if item.embargoed_until:
        _add(docdata, "date.release", norm=_norm(item.embargoed_until))
    if item.editor_note:
        _add(docdata, "ed-msg", info=item.editor_note)
    _add(docdata, "du-key", key=item.slugline, version=str(item.version))
    if item.keywords:
        keywords = _add(docdata, "key-list")
        for word in item.keywords:
            _add(keywords, "keyword", key=word)
    others = [subject for subject in item.subjects if not _refnum(subject.code)]
    if item.places or others:
        content = _add(docdata, "identified-content")
        for place in item.places:
            _add(content, "location", place.name, **{"location-code": place.code})
        for subject in others:
            _add(content, "classifier", subject.name, type="subject", value=subject.code)


def _norm(value: datetime | None) -> str:
    return value.isoformat() if value else ""


def _refnum(code: str) -> str:
    """The number of a Media Topic; NITF takes no whole URI there."""
    number = code.removeprefix(MEDIA_TOPICS)
    return number if number != code and re.fullmatch(r"[\w.-]+", number) else ""


def _media(content: etree._Element, media: Media) -> None:
    kind = {"audio": "audio", "video": "video"}.get(media.media_type.split("/")[0], "image")
    element = _add(content, "media", **{"media-type": kind})
    size = {"width": str(media.width or ""), "height": str(media.height or "")}
    _add(element, "media-reference", source=media.href, **{"mime-type": media.media_type}, **size)
    if media.caption:
        _add(_add(element, "media-caption"), "p", media.caption)
