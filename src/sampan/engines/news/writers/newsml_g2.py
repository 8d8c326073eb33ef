"""NewsML-G2 2.35, power conformance: a newsItem with NITF inside, or a packageItem where the story is a package.

A story with pictures is a newsMessage: the story's item, which links to an item for each picture.
"""

from lxml import etree

from sampan.engines.news.codes import (
    ALTERNATIVE,
    RENDITIONS,
    SEE_ALSO,
    SHA_256,
    TRANSLATED_FROM,
)
from sampan.engines.news.item import Media, NewsItem, Rendition
from sampan.engines.news.writers.markup import XML_LANG, Markup, document
from sampan.engines.news.writers.nitf import NITF, nitf_body
from sampan.engines.rights.reservation import mining_code

G2 = Markup("http://iptc.org/std/nar/2006-10-01/")
_CATALOGUE = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"
_NATURES = frozenset({"text", "audio", "video", "picture", "graphic", "composite", "animated"})


def write_newsml_g2(item: NewsItem) -> bytes:
    """The story as a NewsML-G2 document. Codes are written as URIs, so that no reader needs a catalogue."""
    if not item.media or item.members:
        root = G2.root("packageItem" if item.members else "newsItem")
        _story(root, item)
        return document(root)
    message = G2.root("newsMessage")
    G2.add(G2.add(message, "header"), "sent", item.version_created.isoformat())
    items = G2.add(message, "itemSet")
    _story(G2.add(items, "newsItem"), item)
    for media in item.media:
        _picture(G2.add(items, "newsItem"), item, media)
    return document(message)


def _story(root: etree._Element, item: NewsItem) -> None:
    _begin(root, item, guid=item.uri, version=item.version)
    about = _management(root, item, "composite" if item.members else item.kind)
    if item.editor_note:
        G2.add(about, "edNote", item.editor_note)
    if item.translated_from:
        G2.add(about, "link", reluri=TRANSLATED_FROM, residref=item.translated_from)
    for media in item.media:
        G2.add(about, "link", reluri=SEE_ALSO, residref=media.uri or media.href)
    _content(root, item)
    if item.members:
        _members(root, item)
    else:
        inline = G2.add(G2.add(root, "contentSet"), "inlineXML", contenttype="application/nitf+xml")
        nitf_body(NITF.island(inline, "nitf"), item)


def _picture(root: etree._Element, item: NewsItem, media: Media) -> None:
    """A picture of the story as an item of its own, with the files that it comes in."""
    _begin(root, item, guid=media.uri or media.href, version=1)
    _management(root, item, media.kind)
    content = G2.add(root, "contentMeta")
    if item.credit:
        G2.add(content, "creditline", item.credit)
    if media.caption:
        G2.add(content, "description", media.caption, role="drol:caption")
    if media.alternative:
        G2.add(content, "description", media.alternative, roleuri=ALTERNATIVE)
    files = G2.add(root, "contentSet")
    for one in media.renditions:
        _remote(files, one)


def _remote(files: etree._Element, one: Rendition) -> None:
    remote = G2.add(
        files,
        "remoteContent",
        renditionuri=RENDITIONS + one.name,
        href=one.href,
        contenttype=one.media_type,
        size=str(one.size or ""),
        width=str(one.width or ""),
        height=str(one.height or ""),
    )
    if one.digest:
        G2.add(remote, "hash", one.digest, hashtypeuri=SHA_256)


def _begin(root: etree._Element, item: NewsItem, *, guid: str, version: int) -> None:
    if item.language:
        root.set(XML_LANG, item.language)
    root.set("standard", "NewsML-G2")
    root.set("standardversion", "2.35")
    root.set("conformance", "power")
    root.set("guid", guid)
    root.set("version", str(version))
    G2.add(root, "catalogRef", href=_CATALOGUE)
    _rights(root, item)


def _rights(root: etree._Element, item: NewsItem) -> None:
    if not (item.copyright_notice or item.usage_terms or item.ai_policy):
        return
    rights = G2.add(root, "rightsInfo")
    if item.copyright_notice:
        G2.add(rights, "copyrightNotice", item.copyright_notice)
    if item.usage_terms:
        G2.add(rights, "usageTerms", item.usage_terms)
    if item.ai_policy:
        G2.add(rights, "dataMining", uri=mining_code(item.ai_policy))


def _management(root: etree._Element, item: NewsItem, nature: str) -> etree._Element:
    """itemMeta: what the item is and how it may be used."""
    about = G2.add(root, "itemMeta")
    G2.add(about, "itemClass", qcode=f"ninat:{nature if nature in _NATURES else 'text'}")
    provider = G2.add(about, "provider", literal=None if item.provider else "unknown")
    if item.provider:
        provider.set("literal", item.provider)
        G2.add(provider, "name", item.provider)
    G2.add(about, "versionCreated", item.version_created.isoformat())
    for name, value in (("firstCreated", item.first_created), ("embargoed", item.embargoed_until)):
        if value:
            G2.add(about, name, value.isoformat())
    G2.add(about, "pubStatus", qcode=f"stat:{item.pub_status}")
    return about


def _content(root: etree._Element, item: NewsItem) -> None:
    """contentMeta: what the story is about. A package has fewer properties than a story."""
    content = G2.add(root, "contentMeta")
    G2.add_texts(content, ("urgency", str(item.urgency or "")))
    if item.digital_source_type:
        G2.add(content, "digitalSourceType", uri=item.digital_source_type)
    for place in item.places:
        _named(content, "located", place.code, place.name)
    if item.language and not item.members:
        G2.add(content, "language", tag=item.language)
    G2.add_texts(content, *(("keyword", word) for word in item.keywords))
    for subject in item.subjects:
        _named(content, "subject", subject.code, subject.name)
    G2.add_texts(content, ("slugline", item.slugline), ("headline", item.headline))
    if not item.members:
        G2.add_texts(
            content, ("dateline", item.dateline), ("by", item.byline), ("creditline", item.credit)
        )
    if item.summary:
        G2.add(content, "description", item.summary, role="drol:summary")


def _named(parent: etree._Element, tag: str, code: str, name: str) -> None:
    element = G2.add(parent, tag, **{"uri" if ":" in code else "literal": code})
    if name:
        G2.add(element, "name", name)


def _members(root: etree._Element, item: NewsItem) -> None:
    groups = G2.add(root, "groupSet", root="members")
    group = G2.add(groups, "group", id="members", role="group:main")
    for uri in item.members:
        G2.add(group, "itemRef", residref=uri)
