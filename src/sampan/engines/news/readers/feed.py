"""Feeds: RSS 0.9x, 1.0 (RDF) and 2.0, and Atom; one story an entry."""

from urllib.parse import urlsplit

from lxml import etree

from sampan.engines.news.finish import Draft, content_uri
from sampan.engines.news.item import NewsItem, Subject
from sampan.engines.news.machines import policy_in_rsl
from sampan.engines.news.readers.enclosures import enclosures
from sampan.engines.news.readers.html import fragment_paragraphs
from sampan.engines.news.readers.nitf import XML_LANG
from sampan.engines.news.readers.source import Source, instant
from sampan.engines.news.reading import Repair, Unreadable
from sampan.engines.news.repair.paragraphs import split_paragraphs
from sampan.engines.news.xml import child, children, local, namespace, text_of
from sampan.engines.rights.reservation import Policy

_ATOM = "http://www.w3.org/2005/Atom"


def read_feed(
    source: Source, root: etree._Element, repairs: tuple[Repair, ...]
) -> tuple[Draft, ...]:
    """A story for each item or entry; what the feed says of itself holds for each that does not say otherwise."""
    if local(root) == "entry":
        return (Draft(item=_story(source, root, root), repairs=repairs),)
    channel = (
        root
        if local(root) == "feed"
        else (child(root, "channel") if child(root, "channel") is not None else root)
    )
    assert channel is not None
    entries = [element for element in root.iter() if local(element) in {"item", "entry"}]
    if not entries:
        raise Unreadable("The feed is empty", source.name, "send a feed with at least one item")
    return tuple(Draft(item=_story(source, entry, channel), repairs=repairs) for entry in entries)


def _story(source: Source, entry: etree._Element, channel: etree._Element) -> NewsItem:
    title, body = child(entry, "title"), _body(entry)
    described = (
        child(entry, "summary")
        if child(entry, "summary") is not None
        else child(entry, "description")
    )
    paragraphs = _paragraphs(body) if body is not None else ()
    author = child(entry, "author")
    return NewsItem(
        uri=_identifier(entry, text_of(title), paragraphs),
        version=1,
        language=entry.get(XML_LANG)
        or _own_text(entry, "language")
        or channel.get(XML_LANG)
        or _own_text(channel, "language"),
        headline=" ".join(_paragraphs(title)) if title is not None else "",
        paragraphs=paragraphs,
        summary="" if described is None or described is body else " ".join(_paragraphs(described)),
        byline=(_own_text(author, "name") or text_of(author))
        if author is not None
        else _own_text(entry, "creator"),
        subjects=tuple(_subjects(entry)),
        keywords=tuple(_keywords(entry)),
        first_created=instant(_own_text(entry, "published")),
        version_created=instant(_own_text(entry, "updated", "pubDate", "published", "date"))
        or source.received_at,
        provider=_own_text(entry, "publisher")
        or _own_text(child(entry, "source"), "title")
        or _own_text(channel, "title"),
        copyright_notice=_own_text(entry, "rights") or _own_text(channel, "rights", "copyright"),
        ai_policy=policy_in_rsl(entry) or _policy_of_all(channel),
        translated_from=_link(entry, "http://cv.iptc.org/newscodes/itemrelation/translatedFrom"),
        media=enclosures(entry),
    )


def _own_text(element: etree._Element | None, *names: str) -> str:
    if element is None:
        return ""
    return next(
        (text for name in names for found in children(element, name) if (text := text_of(found))),
        "",
    )


def _body(entry: etree._Element) -> etree._Element | None:
    """The fullest text: content:encoded or Atom's content, else the description or summary."""
    for name in ("encoded", "content", "description", "summary"):
        found = [e for e in children(entry, name) if len(e) or (e.text or "").strip()]
        if found:
            return found[0]
    return None


def _paragraphs(body: etree._Element) -> tuple[str, ...]:
    """Atom says whether text is text, escaped HTML or XHTML; RSS leaves it to be guessed."""
    if len(body):
        return fragment_paragraphs(
            (body.text or "") + "".join(etree.tostring(part, encoding="unicode") for part in body)
        )
    text = body.text or ""
    form = body.get("type") or ("text" if namespace(body) == _ATOM else "")
    if form in {"text", "text/plain"} or not ("<" in text or "&" in text):
        return tuple(split_paragraphs(text))
    return fragment_paragraphs(text)


def _identifier(entry: etree._Element, title: str, paragraphs: tuple[str, ...]) -> str:
    about = entry.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about") or ""
    name = _own_text(entry, "id", "guid") or about or _link(entry, "alternate")
    return name if urlsplit(name).scheme else content_uri(name, title, *paragraphs)


def _link(entry: etree._Element, rel: str) -> str:
    for link in children(entry, "link"):
        if link.get("href") and (link.get("rel") or "alternate") == rel:
            return link.get("href") or ""
        if rel == "alternate" and (link.text or "").strip():
            return (link.text or "").strip()
    return ""


def _subjects(entry: etree._Element) -> list[Subject]:
    found = children(entry, "category")
    return [
        Subject(f"{e.get('scheme')}{e.get('term')}", e.get("label") or "")
        for e in found
        if e.get("scheme") and e.get("term")
    ]


def _keywords(entry: etree._Element) -> list[str]:
    found = [e for e in children(entry, "category") if not e.get("scheme")]
    return [word for e in found if (word := (e.get("term") or text_of(e)))]


def _policy_of_all(channel: etree._Element) -> Policy | None:
    """What the feed itself says, outside of its entries."""
    own = (policy_in_rsl(one) for one in channel if local(one) in ("rsl", "content", "license"))
    return next((found for found in own if found), None)
