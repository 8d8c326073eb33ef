"""The files that go with an entry of a feed: enclosures of RSS and Atom, and Media RSS with its groups."""

from lxml import etree

from sampan.engines.news.item import Media, Rendition
from sampan.engines.news.xml import child, children, local, namespace, text_of

MRSS = "http://search.yahoo.com/mrss/"


def enclosures(entry: etree._Element) -> tuple[Media, ...]:
    """Each file once. The files of a group are one picture: its largest, and the smaller ones."""
    groups = [e for e in entry.iter() if local(e) == "group" and namespace(e) == MRSS]
    found: dict[str, Media] = {}
    inside: set[str] = set()
    for media in filter(None, map(_group, groups)):
        found.setdefault(media.href, media)
        inside |= {one.href for one in media.renditions}
    for element in entry.iter():
        href = element.get("url") or element.get("href")
        if href and href not in inside and _is_media(element):
            kind, title = element.get("type") or "", element.get("title") or ""
            found.setdefault(href, Media(href=href, media_type=kind, caption=title))
    return tuple(found.values())


def _is_media(element: etree._Element) -> bool:
    name = local(element)
    return (
        name in {"enclosure", "thumbnail"}
        or (name == "content" and namespace(element) == MRSS)
        or (name == "link" and element.get("rel") == "enclosure")
    )


def _group(group: etree._Element) -> Media | None:
    files = [_rendition(e) for e in children(group, "content") if e.get("url")]
    if not files:
        return None
    best = max(files, key=lambda one: one.width or 0)
    return Media(
        href=best.href,
        media_type=best.media_type,
        caption=text_of(child(group, "description")),
        alternative=text_of(child(group, "title")),
        width=best.width,
        height=best.height,
        size=best.size,
        digest=best.digest,
        smaller=tuple(one for one in files if one is not best),
    )


def _rendition(content: etree._Element) -> Rendition:
    hashes = [text_of(e) for e in children(content, "hash") if e.get("algo") == "sha-256"]
    return Rendition(
        name="",  # Media RSS has no names for them
        href=content.get("url") or "",
        media_type=content.get("type") or "",
        width=_number(content.get("width")),
        height=_number(content.get("height")),
        size=_number(content.get("fileSize")),
        digest=next(iter(hashes), ""),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None
