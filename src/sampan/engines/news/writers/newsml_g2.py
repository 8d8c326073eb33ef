"""NewsML-G2 2.35, power conformance: a newsItem with NITF inside, or a packageItem where the story is a package."""

from datetime import datetime

from lxml import etree

from sampan.engines.news.codes import TRANSLATED_FROM, mining_code
from sampan.engines.news.item import NewsItem
from sampan.engines.news.writers.nitf import NAMESPACE as NITF
from sampan.engines.news.writers.nitf import XML_LANG, nitf_body

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
_CATALOGUE = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"
_NATURES = frozenset({"text", "audio", "video", "picture", "graphic", "composite", "animated"})


def write_newsml_g2(item: NewsItem) -> bytes:
    """The story as a NewsML-G2 document. Codes are written as URIs, so that no reader needs a catalogue."""
    root = etree.Element(_q("packageItem" if item.members else "newsItem"), nsmap={None: NAMESPACE})
    root.set("standard", "NewsML-G2")
    root.set("standardversion", "2.35")
    root.set("conformance", "power")
    root.set("guid", item.uri)
    root.set("version", str(item.version))
    if item.language:
        root.set(XML_LANG, item.language)
    _add(root, "catalogRef", href=_CATALOGUE)
    _rights(root, item)
    _management(root, item)
    _content(root, item)
    if item.members:
        _members(root, item)
    else:
        inline = _add(_add(root, "contentSet"), "inlineXML", contenttype="application/nitf+xml")
        nitf = etree.SubElement(inline, f"{{{NITF}}}nitf", nsmap={None: NITF})
        nitf_body(nitf, item)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


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


def _rights(root: etree._Element, item: NewsItem) -> None:
    if not (item.copyright_notice or item.usage_terms or item.ai_policy):
        return
    rights = _add(root, "rightsInfo")
    if item.copyright_notice:
        _add(rights, "copyrightNotice", item.copyright_notice)
    if item.usage_terms:
        _add(rights, "usageTerms", item.usage_terms)
    if item.ai_policy:
        _add(rights, "dataMining", uri=mining_code(item.ai_policy))


def _management(root: etree._Element, item: NewsItem) -> None:
    """itemMeta: what the item is and how it may be used."""
    about = _add(root, "itemMeta")
    nature = item.kind if item.kind in _NATURES else "text"
    _add(about, "itemClass", qcode=f"ninat:{'composite' if item.members else nature}")
    provider = _add(about, "provider", literal=None if item.provider else "unknown")
    if item.provider:
        provider.set("literal", item.provider)
        _add(provider, "name", item.provider)
    _add(about, "versionCreated", item.version_created.isoformat())
    for name, value in (("firstCreated", item.first_created), ("embargoed", item.embargoed_until)):
        if value:
            _add(about, name, _instant(value))
    _add(about, "pubStatus", qcode=f"stat:{item.pub_status}")
    if item.editor_note:
        _add(about, "edNote", item.editor_note)
    if item.translated_from:
        _add(about, "link", reluri=TRANSLATED_FROM, residref=item.translated_from)


def _instant(value: datetime) -> str:
    return value.isoformat()


def _content(root: etree._Element, item: NewsItem) -> None:
    """contentMeta: what the story is about."""
    content = _add(root, "contentMeta")
    if item.urgency:
        _add(content, "urgency", str(item.urgency))
    if item.digital_source_type:
        _add(content, "digitalSourceType", uri=item.digital_source_type)
    for place in item.places:
        _named(content, "located", place.code, place.name)
    if item.language and not item.members:
        _add(content, "language", tag=item.language)
    for word in item.keywords:
        _add(content, "keyword", word)
    for subject in item.subjects:
        _named(content, "subject", subject.code, subject.name)
    for name, text in (("slugline", item.slugline), ("headline", item.headline)):
        if text:
            _add(content, name, text)
    if not item.members:
        for name, text in (
            ("dateline", item.dateline),
            ("by", item.byline),
            ("creditline", item.credit),
        ):
            if text:
                _add(content, name, text)
    if item.summary:
        _add(content, "description", item.summary, role="drol:summary")


def _named(parent: etree._Element, tag: str, code: str, name: str) -> None:
    element = _add(parent, tag, **{"uri" if ":" in code else "literal": code})
    if name:
        _add(element, "name", name)


def _members(root: etree._Element, item: NewsItem) -> None:
    groups = _add(root, "groupSet", root="members")
    group = _add(groups, "group", id="members", role="group:main")
    for uri in item.members:
        _add(group, "itemRef", residref=uri)
