"""NITF: the older XML of news, alone or inside NewsML-G2."""

from dataclasses import dataclass

from lxml import etree

from sampan.engines.news.codes import MEDIA_TOPICS
from sampan.engines.news.finish import Draft, content_uri
from sampan.engines.news.item import Media, NewsItem, Place, Rendition, Subject
from sampan.engines.news.machines import policy_in_flag
from sampan.engines.news.readers.source import Source, instant
from sampan.engines.news.reading import Repair, Unreadable
from sampan.engines.news.xml import child, children, local, text_of

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LINES = frozenset(
    {"p", "hl2", "li", "pre", "dt", "dd", "credit", "note", "caption", "tr", "tagline"}
)


@dataclass(frozen=True, slots=True)
class NitfBody:
    """What a NITF body says."""

    headline: str
    paragraphs: tuple[str, ...]
    summary: str
    byline: str
    dateline: str
    rights: str
    distributor: str
    media: tuple[Media, ...]


def nitf_body(root: etree._Element) -> NitfBody:
    """The body of a `nitf` element, with or without its head."""
    head, content = child(root, "body", "body.head"), child(root, "body", "body.content")
    paragraphs = _lines(content) if content is not None else []
    return NitfBody(
        headline=text_of(child(head, "hedline", "hl1")),
        paragraphs=tuple(paragraphs),
        summary=" ".join(_lines(abstract))
        if (abstract := child(head, "abstract")) is not None
        else "",
        byline=text_of(child(head, "byline")),
        dateline=text_of(child(head, "dateline")),
        rights=text_of(child(head, "rights")),
        distributor=text_of(child(head, "distributor")),
        media=tuple(_media(content)) if content is not None else (),
    )


def _lines(element: etree._Element) -> list[str]:
    """Paragraphs in order; text that stands loose between them is a paragraph too."""
    found = [(element.text or "").strip(" \t\r\n")]
    for part in element:
        name = local(part)
        if name in _LINES or not len(part):
            found.append("" if name == "media" else text_of(part))
        elif name != "media":
            found.extend(_lines(part))
        found.append((part.tail or "").strip(" \t\r\n"))
    return [text for text in found if text]


def _media(content: etree._Element) -> list[Media]:
    found = []
    for media in (element for element in content.iter() if local(element) == "media"):
        references = [e for e in children(media, "media-reference") if e.get("source")]
        if references:
            found.append(_medium(media, references))
    return found


def _medium(media: etree._Element, references: list[etree._Element]) -> Media:
    """A picture by its first file; the others are smaller ones."""
    told = {e.get("name") or "": e.get("value") or "" for e in children(media, "media-metadata")}
    best, *smaller = (_rendition(reference, told) for reference in references)
    caption, alternative = (
        text_of(child(media, "media-caption")),
        references[0].get("alternate-text"),
    )
    return Media(
        href=best.href,
        uri=told.get("uri", ""),
        media_type=best.media_type or media.get("media-type") or "",
        caption=caption,
        alternative=alternative or "",
        width=best.width,
        height=best.height,
        size=best.size,
        digest=best.digest,
        smaller=tuple(smaller),
    )


def _rendition(reference: etree._Element, told: dict[str, str]) -> Rendition:
    name = reference.get("name") or ""
    size = told.get(f"{name} size", "")
    return Rendition(
        name=name,
        href=reference.get("source") or "",
        media_type=reference.get("mime-type") or "",
        width=_size(reference.get("width")),
        height=_size(reference.get("height")),
        size=int(size) if size.isascii() and size.isdigit() and len(size) < 16 else None,
        digest=told.get(f"{name} sha-256", ""),
    )


def _size(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None


def read_nitf(
    source: Source, root: etree._Element, repairs: tuple[Repair, ...]
) -> tuple[Draft, ...]:
    """The one story of a NITF document."""
    if child(root, "body") is None:
        raise Unreadable("The NITF has no body", source.name, "send the whole document")
    body, head = nitf_body(root), child(root, "head")
    docdata = child(head, "docdata")
    metas = {
        m.get("name") or "": m.get("content") or ""
        for m in (children(head, "meta") if head is not None else [])
    }
    status = docdata.get("management-status", "") if docdata is not None else ""
    issued, released = (
        instant(_attribute(docdata, "date.issue", "norm")),
        instant(_attribute(docdata, "date.release", "norm")),
    )
    version = _size(_attribute(docdata, "du-key", "version")) or 1
    item = NewsItem(
        uri=_attribute(docdata, "doc-id", "id-string") or content_uri(source.data),
        version=version,
        language=root.get(XML_LANG) or root.get("baselang") or "",
        headline=body.headline or text_of(child(head, "title")),
        paragraphs=body.paragraphs,
        summary=body.summary,
        byline=body.byline,
        dateline=body.dateline,
        credit=metas.get("credit", ""),
        slugline=_attribute(docdata, "du-key", "key"),
        editor_note=_attribute(docdata, "ed-msg", "info"),
        subjects=_subjects(head, docdata),
        places=_places(docdata),
        keywords=_keywords(docdata),
        urgency=urgency
        if (urgency := _size(_attribute(docdata, "urgency", "ed-urg"))) and urgency <= 9
        else None,
        pub_status=status if status in {"withheld", "canceled"} else "usable",
        embargoed_until=released if released and released != issued else None,
        first_created=instant(metas.get("first-created")),
        version_created=issued or source.received_at,
        provider=body.distributor,
        copyright_notice=metas.get("copyright-notice")
        or _attribute(docdata, "doc.copyright", "holder"),
        usage_terms=body.rights,
        ai_policy=policy_in_flag(metas.get("tdm-reservation", "")),
        digital_source_type=metas.get("digital-source-type", ""),
        translated_from=metas.get("translated-from", ""),
        media=body.media,
    )
    return (Draft(item=item, repairs=repairs),)


def _attribute(docdata: etree._Element | None, name: str, attribute: str) -> str:
    found = child(docdata, name)
    return (found.get(attribute) or "") if found is not None else ""


def _subjects(head: etree._Element | None, docdata: etree._Element | None) -> tuple[Subject, ...]:
    found = []
    tobject, content = child(head, "tobject"), child(docdata, "identified-content")
    for entry in children(tobject, "tobject.subject") if tobject is not None else []:
        number = entry.get("tobject.subject.refnum") or ""
        found.append(
            Subject(
                MEDIA_TOPICS + number,
                entry.get("tobject.subject.matter") or entry.get("tobject.subject.type") or "",
            )
        )
    others = children(content, "classifier") if content is not None else []
    found.extend(
        Subject(entry.get("value") or "", text_of(entry)) for entry in others if entry.get("value")
    )
    return tuple(found)


def _places(docdata: etree._Element | None) -> tuple[Place, ...]:
    content = child(docdata, "identified-content")
    located = children(content, "location") if content is not None else []
    return tuple(Place(entry.get("location-code") or "", text_of(entry)) for entry in located)


def _keywords(docdata: etree._Element | None) -> tuple[str, ...]:
    found = child(docdata, "key-list")
    return (
        tuple(k.get("key") or "" for k in children(found, "keyword") if k.get("key"))
        if found is not None
        else ()
    )
