"""NewsML-G2: news items, packages, and messages that carry several of them."""

from collections.abc import Iterator

from lxml import etree

from sampan.engines.news.codes import SOURCE_TYPES, TRANSLATED_FROM, uri_of
from sampan.engines.news.finish import Draft, content_uri
from sampan.engines.news.item import NewsItem, Place, Subject
from sampan.engines.news.machines import policy_in_plus
from sampan.engines.news.readers.html import fragment_paragraphs
from sampan.engines.news.readers.newsml_g2_media import (
    parts,
    pictures_of,
    remote_media,
    summary_of,
    with_pictures,
)
from sampan.engines.news.readers.nitf import XML_LANG, NitfBody, nitf_body
from sampan.engines.news.readers.source import Source, instant
from sampan.engines.news.reading import Repair, Unreadable
from sampan.engines.news.repair.paragraphs import split_paragraphs
from sampan.engines.news.xml import child, local, text_of

_ITEMS = frozenset({"newsItem", "packageItem"})


def read_newsml_g2(
    source: Source, root: etree._Element, repairs: tuple[Repair, ...]
) -> tuple[Draft, ...]:
    """One story a newsItem; a package gives a story without text that names its members."""
    items = [root] if local(root) in _ITEMS else [e for e in root.iter() if local(e) in _ITEMS]
    if not items:
        raise Unreadable(
            "The news message holds no news item",
            source.name,
            "send newsItem or packageItem elements in its itemSet",
        )
    pictures = pictures_of(items)
    return tuple(
        Draft(item=with_pictures(_item(source, element), element, pictures), repairs=repairs)
        for element in items
        if element.get("guid") not in pictures
    )


def _item(source: Source, element: etree._Element) -> NewsItem:
    about, content = child(element, "itemMeta"), child(element, "contentMeta")
    nitf = _nitf(element)
    rights = child(element, "rightsInfo")
    version = element.get("version") or ""
    status = _code(child(about, "pubStatus")).replace(":", "/").rsplit("/", 1)[-1]
    mining = child(rights, "dataMining")
    return NewsItem(
        uri=element.get("guid") or content_uri(etree.tostring(element)),
        version=int(version)
        if version.isascii() and version.isdigit() and 0 < len(version) < 9
        else 1,
        kind=_code(child(about, "itemClass")).replace(":", "/").rsplit("/", 1)[-1] or "text",
        language=_language(element, content),
        headline=_first(content, "headline")
        or (nitf.headline if nitf else "")
        or _first(about, "title"),
        paragraphs=nitf.paragraphs if nitf else tuple(_paragraphs(element)),
        summary=summary_of(content) or (nitf.summary if nitf else ""),
        byline=_first(content, "by")
        or (nitf.byline if nitf else "")
        or _name(child(content, "creator")),
        dateline=_first(content, "dateline") or (nitf.dateline if nitf else ""),
        credit=_first(content, "creditline"),
        slugline=_first(content, "slugline"),
        editor_note=_first(about, "edNote"),
        subjects=tuple(
            Subject(uri_of(_code(e)), _name(e)) for e in parts(content, "subject") if _code(e)
        ),
        places=tuple(
            Place(uri_of(_code(e)), _name(e))
            for e in parts(content, "located")
            if _code(e) or _name(e)
        ),
        keywords=tuple(filter(None, (text_of(e) for e in parts(content, "keyword")))),
        urgency=int(found)
        if (found := _first(content, "urgency")).isascii()
        and found.isdigit()
        and 1 <= int(found[:3]) <= 9
        else None,
        pub_status=status if status in {"usable", "withheld", "canceled"} else "usable",
        embargoed_until=instant(text_of(child(about, "embargoed"))),
        first_created=instant(text_of(child(about, "firstCreated"))),
        version_created=instant(text_of(child(about, "versionCreated"))) or source.received_at,
        provider=_provider(child(about, "provider")),
        copyright_notice=_first(rights, "copyrightNotice"),
        usage_terms=_first(rights, "usageTerms"),
        ai_policy=policy_in_plus(_code(mining)) if mining is not None else None,
        digital_source_type=_source_type(child(content, "digitalSourceType")),
        translated_from=_translated_from(about),
        members=tuple(
            e.get("residref") or e.get("href") or ""
            for e in element.iter()
            if local(e) == "itemRef"
        ),
        media=(*remote_media(element), *(nitf.media if nitf else ())),
    )


def _first(parent: etree._Element | None, name: str) -> str:
    return next((text for e in parts(parent, name) if (text := text_of(e))), "")


def _code(element: etree._Element | None) -> str:
    return (
        (element.get("uri") or element.get("qcode") or element.get("literal") or "")
        if element is not None
        else ""
    )


def _name(element: etree._Element | None) -> str:
    return _first(element, "name")


def _provider(element: etree._Element | None) -> str:
    """Its name, else its code; G2 must name a provider, and "unknown" names none."""
    return _name(element) or _code(element).removeprefix("unknown")


def _language(element: etree._Element, content: etree._Element | None) -> str:
    tagged = child(content, "language")
    tag = tagged.get("tag") if tagged is not None else None
    return tag or element.get(XML_LANG) or ""


def _source_type(element: etree._Element | None) -> str:
    code = _code(element)
    return uri_of(code) if ":" in code else SOURCE_TYPES + code if code else ""


def _translated_from(about: etree._Element | None) -> str:
    for link in parts(about, "link"):
        if (link.get("reluri") or uri_of(link.get("rel") or "")) == TRANSLATED_FROM:
            return link.get("residref") or link.get("href") or ""
    return ""


def _inline(element: etree._Element) -> Iterator[etree._Element]:
    content = child(element, "contentSet")
    if content is not None:
        yield from (part for part in content if local(part) in {"inlineXML", "inlineData"})


def _nitf(element: etree._Element) -> NitfBody | None:
    found = (inner for part in _inline(element) for inner in part if local(inner) == "nitf")
    root = next(found, None)
    return nitf_body(root) if root is not None else None


def _paragraphs(element: etree._Element) -> list[str]:
    """The first inline rendition: XHTML, plain text, or whatever text an unknown vocabulary holds."""
    for part in _inline(element):
        if local(part) == "inlineData":
            text = "".join(str(piece) for piece in part.itertext())
            form = part.get("contenttype") or ""
            return list(fragment_paragraphs(text)) if "html" in form else split_paragraphs(text)
        markup = "".join(etree.tostring(inner, encoding="unicode", method="xml") for inner in part)
        if any(local(inner) == "html" for inner in part):
            body = next((e for e in part.iter() if local(e) == "body"), part)
            markup = "".join(etree.tostring(inner, encoding="unicode") for inner in body)
            return list(fragment_paragraphs(markup))
        return [text for inner in part if (text := text_of(inner))]
    return []
