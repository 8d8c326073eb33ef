"""The pictures of NewsML-G2: remote content of an item, and items that a story of the same message links to."""

from dataclasses import replace

from lxml import etree

from sampan.engines.news.codes import ALTERNATIVE, RENDITIONS, SHA_256, uri_of
from sampan.engines.news.item import Media, NewsItem, Rendition
from sampan.engines.news.xml import child, children, text_of


def pictures_of(items: list[etree._Element]) -> dict[str, list[Media]]:
    """The pictures of a message that a story beside them links to: they are the story's, and no stories themselves."""
    linked = {guid for element in items for guid in _linked(element)}
    return {
        guid: media
        for element in items
        if (guid := element.get("guid") or "") in linked and (media := remote_media(element))
    }


def _linked(element: etree._Element) -> list[str]:
    return [link.get("residref") or "" for link in parts(child(element, "itemMeta"), "link")]


def with_pictures(
    item: NewsItem, element: etree._Element, pictures: dict[str, list[Media]]
) -> NewsItem:
    """The story with the pictures that it links to, unless its own text names pictures."""
    media = tuple(media for guid in _linked(element) for media in pictures.get(guid, ()))
    return replace(item, media=item.media or media)


def remote_media(element: etree._Element) -> list[Media]:
    """A picture or film by its largest file, and the smaller ones."""
    remote = [e for e in parts(child(element, "contentSet"), "remoteContent") if e.get("href")]
    if not remote:
        return []
    files = [_rendition(e) for e in remote]
    best = max(files, key=lambda one: one.width or 0)
    content = child(element, "contentMeta")
    caption, described = summary_of(content), parts(content, "description")
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
    hashes = [text_of(e) for e in parts(remote, "hash") if e.get("hashtypeuri") == SHA_256]
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


def summary_of(content: etree._Element | None) -> str:
    described = parts(content, "description")
    summary = [
        e for e in described if (e.get("role") or "").endswith(("summary", "caption"))
    ] or described
    return text_of(summary[0]) if summary else ""


def parts(parent: etree._Element | None, name: str) -> list[etree._Element]:
    return children(parent, name) if parent is not None else []
