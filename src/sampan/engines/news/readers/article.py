"""Which blocks of a page are its story: the article's own element, else the place where running text is densest."""

import unicodedata
from dataclasses import dataclass

from lxml.html import HtmlElement

from sampan.engines.news.readers.blocks import Block
from sampan.engines.news.reading import SetAside

_BODY_CLASSES = frozenset({
    "articlebody", "article-body", "article__body", "article-content", "entry-content", "post-content", "post-body",
    "td-post-content", "story-body", "storybody", "news-content", "news-detail", "content-detail", "detail-content",
})  # fmt: skip
_BYLINES = frozenset({"byline", "author", "article-author", "post-author"})
_DATES = frozenset({"date", "dateline", "published", "timestamp", "post-date"})
_LEAVES = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "span", "a", "b", "strong", "em", "i", "font", "pre",
})  # fmt: skip
_RUNNING = 24  # columns: shorter blocks are headings, names and buttons more often than sentences
_ENDINGS = tuple('.!?…"”’»)。！？」』။៕។')


@dataclass(frozen=True, slots=True)
class Article:
    """A page's story and what stands around it."""

    headline: str
    paragraphs: tuple[str, ...]
    byline: str
    root: HtmlElement
    set_aside: tuple[SetAside, ...]


def find_article(blocks: list[Block], page: HtmlElement, titles: tuple[str, ...]) -> Article:
    """The story among a page's blocks; `titles` are the page's own names for it (og:title, title), best first."""
    root = _marked_root(blocks, page)
    if root is None:
        root = _densest_root(blocks, page)
    headline = _headline(blocks, root, titles)
    paragraphs: list[str] = []
    aside: list[SetAside] = []
    byline = ""
    for number, block in enumerate(blocks, 1):
        where = f"block {number} of {len(blocks)}"
        reason = _reason(block, root)
        if block is headline or (headline is None and block.text in titles[:1]):
            continue
        if reason == "byline" and not byline:
            byline = block.text
        if reason:
            aside.append(SetAside(block.text, reason, where))
        else:
            paragraphs.append(block.text)
    text = headline.text if headline else (titles[0] if titles else "")
    if not text and paragraphs:
        text = paragraphs.pop(0)
    return Article(text, tuple(paragraphs), byline, root, tuple(aside))


def _reason(block: Block, root: HtmlElement) -> str:
    """Why a block is not the story; empty when it is."""
    if block.furniture:
        return block.furniture
    if not block.inside(root) and root.tag != "html":
        return "outside the article"
    return _small_print(block)


def _small_print(block: Block) -> str:
    """Names, dates, captions and links that stand between an article's paragraphs."""
    near = block.ancestors[-3:]
    names = {
        name
        for element in near
        for name in (element.get("class") or "").lower().replace("_", "-").split()
    }
    relations = {element.get("rel") or element.get("itemprop") or "" for element in near}
    if len(block.text) < 120 and (_BYLINES & names or "author" in relations):
        return "byline"
    if block.element.tag == "time" or (len(block.text) < 80 and _DATES & names):
        return "date of the page"
    if any(element.tag in {"figcaption", "figure"} for element in block.ancestors):
        return "caption of a picture"
    if block.is_mostly_links and len(block.text) < 160 and not block.text.endswith(_ENDINGS):
        return "links"
    return ""


def _marked_root(blocks: list[Block], page: HtmlElement) -> HtmlElement | None:
    """The element that the page itself names as the article, if it holds a fair part of the running text."""
    total = sum(_weight(block) for block in blocks if _is_running(block)) or 1.0
    marked = [
        element for element in page.iter() if isinstance(element.tag, str) and _is_marked(element)
    ]
    best = max(marked, key=lambda element: _running_inside(blocks, element), default=None)
    if best is None:
        return None
    share = _running_inside(blocks, best) / total
    return (
        best if share >= 0.3 or (best.tag == "article" and share > 0 and len(marked) == 1) else None
    )


def _is_marked(element: HtmlElement) -> bool:
    classes = set((element.get("class") or "").lower().split())
    return (
        element.tag in {"article", "main"}
        or "articlebody" in (element.get("itemprop") or "").lower()
        or element.get("role") in {"main", "article"}
        or bool(classes & _BODY_CLASSES)
    )


def _densest_root(blocks: list[Block], page: HtmlElement) -> HtmlElement:
    """The element with the most running text for what else it holds: running squared over all.

    A page without running text (a caption, a one-line report) is judged by all that is no furniture and no links.
    """
    running: dict[HtmlElement, float] = {}
    everything: dict[HtmlElement, float] = {}
    counts = [block for block in blocks if _is_running(block)]
    counts = counts or [
        block for block in blocks if not block.furniture and not block.is_mostly_links
    ]
    counted = {id(block) for block in counts}
    for block in blocks:
        weight = _weight(block)
        for element in block.ancestors:
            if element.tag not in _LEAVES:
                everything[element] = everything.get(element, 0.0) + weight
                running[element] = running.get(element, 0.0) + weight * (id(block) in counted)
    if not counts or not running:
        return page
    order = {element: number for number, element in enumerate(everything)}
    return max(running, key=lambda e: (running[e] ** 2 / everything[e], order[e]))


def _running_inside(blocks: list[Block], element: HtmlElement) -> float:
    return sum(_weight(block) for block in blocks if _is_running(block) and block.inside(element))


def _is_running(block: Block) -> bool:
    if block.furniture or block.is_mostly_links:
        return False
    weight = _weight(block)
    return (
        weight >= 2 * _RUNNING
        or (weight >= _RUNNING and block.text.endswith(_ENDINGS))
        or (weight >= _RUNNING / 2 and block.element.tag == "p")
    )


def _weight(block: Block) -> float:
    """Columns of text, so that Han and Latin weigh alike and marks weigh nothing."""
    return sum(
        0 if unicodedata.category(c) in {"Mn", "Cf"} else 2 if "\u2e80" <= c <= "\uffee" else 1
        for c in block.text
    )


def _headline(blocks: list[Block], root: HtmlElement, titles: tuple[str, ...]) -> Block | None:
    """The heading that the page's title repeats, else the h1 in the article, else the last h1 before it."""
    headings = [
        b for b in blocks if not b.furniture and any(e.tag in {"h1", "h2"} for e in b.ancestors)
    ]
    firsts = [b for b in headings if any(e.tag == "h1" for e in b.ancestors)]
    for title in titles:
        named = [b for b in headings if len(b.text) >= 4 and _same(b.text, title)]
        if named:
            return named[0]
    inside = [b for b in firsts if b.inside(root)]
    if inside:
        return inside[0]
    first_inside = next((index for index, b in enumerate(blocks) if b.inside(root)), 0)
    before = [b for b in firsts if blocks.index(b) < first_inside]
    return before[-1] if before else (firsts[0] if firsts else None)


def _same(heading: str, title: str) -> bool:
    heading, title = " ".join(heading.split()).casefold(), " ".join(title.split()).casefold()
    return heading == title or (title.startswith(heading) and len(heading) > 0.4 * len(title))
