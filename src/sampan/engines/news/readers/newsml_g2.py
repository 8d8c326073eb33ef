"""NewsML-G2: news items, packages, and messages that carry several of them."""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from sampan.engines.news.codes import (
    ALTERNATIVE,
    RENDITIONS,
    SHA_256,
    SOURCE_TYPES,
    TRANSLATED_FROM,
    mining_policy,
    uri_of,
)
from sampan.engines.news.finish import Draft, content_uri
from sampan.engines.news.item import Media, NewsItem, Place, Rendition, Subject
from sampan.engines.news.readers.html import fragment_paragraphs
from sampan.engines.news.readers.nitf import XML_LANG, NitfBody, nitf_body
from sampan.engines.news.readers.source import Source, instant
from sampan.engines.news.reading import Repair, Unreadable
from sampan.engines.news.repair.paragraphs import split_paragraphs
from sampan.engines.news.xml import child, children, local, text_of

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
    pictures = _pictures(items)
    return tuple(
        Draft(item=_with(_item(source, element), element, pictures), repairs=repairs)
        for element in items
        if element.get("guid") not in pictures
    )


def _pictures(items: list[etree._Element]) -> dict[str, list[Media]]:
    """The pictures of a message that a story beside them links to: they are the story's, and no stories themselves."""
    linked = {guid for element in items for guid in _linked(element)}
    return {
        guid: media
        for element in items
        if (guid := element.get("guid") or "") in linked
        and (media := _remote(element, _summary(child(element, "contentMeta"))))
    }


def _linked(element: etree._Element) -> list[str]:
    return [link.get("residref") or "" for link in _all(child(element, "itemMeta"), "link")]


def _with(item: NewsItem, element: etree._Element, pictures: dict[str, list[Media]]) -> NewsItem:
    """The story with the pictures that it links to, unless its own text names pictures."""
    media = tuple(media for guid in _linked(element) for media in pictures.get(guid, ()))
    return replace(item, media=item.media or media)


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
        summary=_summary(content) or (nitf.summary if nitf else ""),
        byline=_first(content, "by")
        or (nitf.byline if nitf else "")
        or _name(child(content, "creator")),
        dateline=_first(content, "dateline") or (nitf.dateline if nitf else ""),
        credit=_first(content, "creditline"),
        slugline=_first(content, "slugline"),
        editor_note=_first(about, "edNote"),
        subjects=tuple(
            Subject(uri_of(_code(e)), _name(e)) for e in _all(content, "subject") if _code(e)
        ),
        places=tuple(
            Place(uri_of(_code(e)), _name(e))
            for e in _all(content, "located")
            if _code(e) or _name(e)
        ),
        keywords=tuple(filter(None, (text_of(e) for e in _all(content, "keyword")))),
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
        ai_policy=mining_policy(_code(mining)) if mining is not None else None,
        digital_source_type=_source_type(child(content, "digitalSourceType")),
        translated_from=_translated_from(about),
        members=tuple(
            e.get("residref") or e.get("href") or ""
            for e in element.iter()
            if local(e) == "itemRef"
        ),
        media=(*_remote(element, _summary(content)), *(nitf.media if nitf else ())),
    )


def _all(parent: etree._Element | None, name: str) -> list[etree._Element]:
    return children(parent, name) if parent is not None else []


def _first(parent: etree._Element | None, name: str) -> str:
    return next((text for e in _all(parent, name) if (text := text_of(e))), "")


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


def _summary(content: etree._Element | None) -> str:
    described = _all(content, "description")
    summary = [
        e for e in described if (e.get("role") or "").endswith(("summary", "caption"))
    ] or described
    return text_of(summary[0]) if summary else ""


def _translated_from(about: etree._Element | None) -> str:
    for link in _all(about, "link"):
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


def _remote(element: etree._Element, caption: str) -> list[Media]:
    """A picture or film by its largest file, and the smaller ones."""
    remote = [e for e in _all(child(element, "contentSet"), "remoteContent") if e.get("href")]
    if not remote:
        return []
    files = [_rendition(e) for e in remote]
    best = max(files, key=lambda one: one.width or 0)
    described = _all(child(element, "contentMeta"), "description")
    alternative = next((text_of(e) for e in described if e.get("roleuri") == ALTERNATIVE), "")
    return [Media(
        href=best.href,
        uri=element.get("guid") or "",
        media_type=best.media_type,
        caption=caption if caption != alternative else "",
        alternative=alternative,
        width=best.width,
        height=best.height,
        size=best.size,
        digest=best.digest,
        smaller=tuple(one for one in files if one is not best),
    )]  # fmt: skip


def _rendition(remote: etree._Element) -> Rendition:
    size = remote.get("size") or ""
    name = remote.get("renditionuri") or uri_of(remote.get("rendition") or "")
    hashes = [text_of(e) for e in _all(remote, "hash") if e.get("hashtypeuri") == SHA_256]
    return Rendition(
        name=name.removeprefix(RENDITIONS),
        href=remote.get("href") or "",
        media_type=remote.get("contenttype") or "",
        width=_size(remote.get("width")),
        height=_size(remote.get("height")),
        size=int(size) if size.isascii() and size.isdigit() and len(size) < 16 else None,
        digest=next(iter(hashes), ""),
    )


def _size(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None
