"""An HTML page as a row of blocks of text, each knowing where it stood and whether it is page furniture."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from sampan.engines.news.reading import Unreadable

_UNREADABLE = frozenset({
    "script", "style", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video",
    "link", "meta", "head", "title",
})  # fmt: skip
_FLOW = frozenset({
    "html", "body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "blockquote", "section", "article",
    "header", "footer", "nav", "aside", "main", "figure", "figcaption", "pre", "address", "form", "fieldset",
    "center", "br", "hr", "option", "select", "button", "textarea", "noscript", "details", "summary", "dialog", "menu",
})  # fmt: skip
_FURNITURE_TAGS = {
    "nav": "navigation",
    "aside": "beside the article",
    "footer": "page footer",
    "form": "a form",
    "button": "a button",
    "select": "a form",
    "textarea": "a form",
    "noscript": "for browsers without scripts",
    "dialog": "a dialogue",
    "menu": "navigation",
}
_FURNITURE_ROLES = {
    "navigation": "navigation",
    "banner": "page header",
    "contentinfo": "page footer",
    "complementary": "beside the article",
    "search": "a form",
    "dialog": "a dialogue",
    "alertdialog": "a dialogue",
    "menu": "navigation",
    "menubar": "navigation",
}
_FURNITURE_NAMES = {
    "navigation": "nav navbar navigation menu topbar breadcrumb breadcrumbs crumbs pagination pager toolbar skip",
    "beside the article": "sidebar rail",
    "page footer": "footer colophon copyright",
    "buttons for sharing": "share sharing sharebar sharedaddy social sns addthis addtoany sharethis",
    "cookie notice": "cookie cookies consent gdpr onetrust",
    "links to other stories": "related recommend recommended recommendations readmore morenews mostread popular"
    " trending teaser teasers",
    "an invitation to subscribe": "newsletter subscribe subscription signup login signin paywall",
    "advertisement": "ad ads advert adverts advertisement advertising adsbygoogle promo promotion sponsor sponsored"
    " banner outbrain taboola",
    "readers' comments": "comment comments disqus respond",
    "page furniture": "tags taglist widget popup modal tooltip",
}
_BY_NAME = {name: reason for reason, names in _FURNITURE_NAMES.items() for name in names.split()}
_NEVER_FURNITURE = frozenset({"html", "body", "main", "article", "h1"})
_SPACE = re.compile(r"[ \t\r\n\f]*[\t\r\n\f][ \t\r\n\f]*")


@dataclass(slots=True)
class Block:
    """A run of text that a page shows as one: its words, how much of it is links, and the elements around it."""

    text: str
    linked: int
    element: HtmlElement
    furniture: str
    ancestors: tuple[HtmlElement, ...]

    @property
    def is_mostly_links(self) -> bool:
        return self.linked > 0.5 * len(self.text)

    def inside(self, element: HtmlElement) -> bool:
        """Whether the block stands in `element`."""
        return any(ancestor is element for ancestor in self.ancestors)


def blocks_of(body: HtmlElement) -> list[Block]:
    """Every readable block of the page in order; script, style and the like have no readable text."""
    walk = _Walk(total=sum(len(text) for text in _readable(body)))
    walk.enter(body, "", ())
    walk.flush()
    return walk.blocks


def _readable(element: HtmlElement) -> Iterator[str]:
    if isinstance(element.tag, str) and element.tag not in _UNREADABLE:
        yield element.text or ""
        for child in element:
            yield from _readable(child)
            yield child.tail or ""


@dataclass(slots=True)
class _Walk:
    """The state of one walk over a page: the blocks so far and the run of text not yet ended."""

    total: int
    blocks: list[Block] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    linked: int = 0
    context: tuple[HtmlElement, str, tuple[HtmlElement, ...]] | None = None

    def enter(
        self,
        element: HtmlElement,
        furniture: str,
        ancestors: tuple[HtmlElement, ...],
        *,
        in_link: bool = False,
    ) -> None:
        if not isinstance(element.tag, str) or element.tag in _UNREADABLE:
            return
        reason = furniture or self._furniture(element)
        flows = element.tag in _FLOW or bool(reason and not furniture)
        around = (*ancestors, element)
        if flows:
            self.flush()
        self.add(element.text, (element, reason, around), in_link=in_link or element.tag == "a")
        for child in element:
            self.enter(child, reason, around, in_link=in_link or element.tag == "a")
            self.add(child.tail, (element, reason, around), in_link=in_link or element.tag == "a")
        if flows:
            self.flush()

    def add(
        self,
        text: str | None,
        context: tuple[HtmlElement, str, tuple[HtmlElement, ...]],
        *,
        in_link: bool,
    ) -> None:
        if not text:
            return
        if not self.run:
            self.context = context
        lines = text.split("\n") if any(e.tag == "pre" for e in context[2]) else [text]
        for number, line in enumerate(lines):
            if number:
                self.flush()
                self.context = context
            self.run.append(line)
            self.linked += len(line.strip()) if in_link else 0

    def flush(self) -> None:
        text = _SPACE.sub(" ", "".join(self.run)).strip(" \xa0\t")
        if text and self.context:
            element, furniture, ancestors = self.context
            self.blocks.append(Block(text, self.linked, element, furniture, ancestors))
        self.run, self.linked, self.context = [], 0, None

    def _furniture(self, element: HtmlElement) -> str:
        """Why an element is no part of an article; empty when it may be, or when it holds most of the page."""
        tag, role = str(element.tag), (element.get("role") or "").lower()
        if tag in _NEVER_FURNITURE:
            return ""
        reason = _FURNITURE_TAGS.get(tag) or _FURNITURE_ROLES.get(role) or _by_name(element)
        if tag == "header" and not reason and not element.findall(".//h1"):
            reason = "page header"
        if (
            element.get("hidden") is not None
            or "display:none" in (element.get("style") or "").replace(" ", "").lower()
        ):
            reason = reason or "hidden on the page"
        if reason and sum(len(text) for text in _readable(element)) > 0.4 * self.total > 200:
            return ""
        return reason


def _by_name(element: HtmlElement) -> str:
    names = re.split(
        r"[^a-z0-9]+", f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    )
    return next((_BY_NAME[name] for name in names if name in _BY_NAME), "")


def parse_page(markup: str, name: str = "a page") -> HtmlElement | None:
    """The page's root element; None when there is none. Scripts are not run, nothing is fetched, entities stay closed.

    Raises `Unreadable` for a page nested so deeply that the parser would leave out its inside.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        page = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        page = None
    for entry in parser.error_log:
        if "depth" in entry.message or "huge" in entry.message.lower():
            what = (
                "is nested too deeply"
                if "depth" in entry.message
                else "holds a piece of text that is too long"
            )
            raise Unreadable(
                f"The HTML {what}", f"{name}, line {entry.line}", "send the text of the page"
            )
    return page
