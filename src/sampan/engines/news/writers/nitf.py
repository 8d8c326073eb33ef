"""NITF 3.6, alone and as the body of NewsML-G2."""

import re
from datetime import datetime

from lxml import etree

from sampan.engines.news.codes import MEDIA_TOPICS
from sampan.engines.news.item import Media, NewsItem
from sampan.engines.news.machines import flag_of
from sampan.engines.news.writers.markup import Markup, document

NITF = Markup("http://iptc.org/std/NITF/2006-10-18/")


def write_nitf(item: NewsItem) -> bytes:
    """The story as a NITF document. What NITF has no element for stands in `meta`, under HTML's name for it."""
    root = NITF.root("nitf", item.language)
    if item.language:
        root.set("baselang", item.language)
    head = NITF.add(root, "head")
    NITF.add(head, "title", item.headline)
    for name, content in _metas(item):
        NITF.add(head, "meta", name=name, content=content)
    topics = [
        (_refnum(subject.code), subject.name) for subject in item.subjects if _refnum(subject.code)
    ]
    tobject = NITF.add(head, "tobject") if topics else head
    for number, name in topics:
        matter = {"tobject.subject.refnum": number, "tobject.subject.matter": name}
        NITF.add(tobject, "tobject.subject", **matter)
    _docdata(head, item)
    nitf_body(root, item)
    return document(root)


def nitf_body(root: etree._Element, item: NewsItem) -> None:
    """The body element: what readers see."""
    body = NITF.add(root, "body")
    head = NITF.add(body, "body.head")
    if item.headline:
        NITF.add(NITF.add(head, "hedline"), "hl1", item.headline)
    NITF.add_texts(
        head,
        ("rights", item.usage_terms),
        ("byline", item.byline),
        ("distributor", item.provider),
        ("dateline", item.dateline),
    )
    if item.summary:
        NITF.add(NITF.add(head, "abstract"), "p", item.summary)
    content = NITF.add(body, "body.content")
    for paragraph in item.paragraphs:
        NITF.add(content, "p", paragraph)
    for media in item.media:
        _media(content, media)


def _metas(item: NewsItem) -> list[tuple[str, str]]:
    found = {
        "tdm-reservation": flag_of(item.ai_policy) if item.ai_policy else "",
        "tdm-policy": item.ai_policy.terms if item.ai_policy else "",
        "copyright-notice": item.copyright_notice,
        "credit": item.credit,
        "digital-source-type": item.digital_source_type,
        "translated-from": item.translated_from,
        "first-created": _norm(item.first_created),
    }
    return [(name, content) for name, content in found.items() if content]


def _docdata(head: etree._Element, item: NewsItem) -> None:
    docdata = NITF.add(head, "docdata", **{"management-status": item.pub_status})
    NITF.add(docdata, "doc-id", **{"id-string": item.uri})
    if item.urgency:
        NITF.add(docdata, "urgency", **{"ed-urg": str(item.urgency)})
    NITF.add(docdata, "date.issue", norm=_norm(item.version_created))
    if item.embargoed_until:
        NITF.add(docdata, "date.release", norm=_norm(item.embargoed_until))
    if item.editor_note:
        NITF.add(docdata, "ed-msg", info=item.editor_note)
    NITF.add(docdata, "du-key", key=item.slugline, version=str(item.version))
    if item.keywords:
        keywords = NITF.add(docdata, "key-list")
        for word in item.keywords:
            NITF.add(keywords, "keyword", key=word)
    others = [subject for subject in item.subjects if not _refnum(subject.code)]
    if item.places or others:
        content = NITF.add(docdata, "identified-content")
        for place in item.places:
            NITF.add(content, "location", place.name, **{"location-code": place.code})
        for subject in others:
            NITF.add(content, "classifier", subject.name, type="subject", value=subject.code)


def _norm(value: datetime | None) -> str:
    return value.isoformat() if value else ""


def _refnum(code: str) -> str:
    """The number of a Media Topic; NITF takes no whole URI there."""
    number = code.removeprefix(MEDIA_TOPICS)
    return number if number != code and re.fullmatch(r"[\w.-]+", number) else ""


def _media(content: etree._Element, media: Media) -> None:
    kind = {"picture": "image"}.get(media.kind, media.kind)
    element = NITF.add(content, "media", **{"media-type": kind})
    for name, value in _metadata(media):
        NITF.add(element, "media-metadata", name=name, value=value)
    for one in media.renditions:
        told = {
            "name": one.name,
            "source": one.href,
            "mime-type": one.media_type,
            "width": str(one.width or ""),
            "height": str(one.height or ""),
            "alternate-text": media.alternative,
        }
        NITF.add(element, "media-reference", **told)
    if media.caption:
        NITF.add(NITF.add(element, "media-caption"), "p", media.caption)


def _metadata(media: Media) -> list[tuple[str, str]]:
    """What NITF has no attribute for: what names the picture, and each file's size and hash."""
    told = [("uri", media.uri)]
    for one in media.renditions:
        told += [(f"{one.name} size", str(one.size or "")), (f"{one.name} sha-256", one.digest)]
    return [(name, value) for name, value in told if value]
