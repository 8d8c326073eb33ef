"""Which blocks of a page are its story: the article's own element, else the place where running text is densest."""

import re
import unicodedata
from dataclasses import dataclass

from lxml.html import HtmlElement

from sampan.engines.news.readers.blocks import Block
from sampan.engines.news.reading import SetAside

_BODY_CLASSES = frozenset({
    "articlebody", "article-body", "article__body", "article-content", "entry-content", "post-content", "post-body",
    "td-post-content", "story-body", "storybody", "news-content", "news-detail", "content-detail", "detail-content",
})  # fmt: skip
# Parts of class names, as sites make them up: entry-meta, detail__author.
_BYLINES = frozenset({"byline", "author", "autor", "penulis", "reporter", "writer"})
_DATES = frozenset(
    {"date", "dateline", "published", "pubdate", "timestamp", "posted", "meta", "info"}
)
_CAPTIONS = frozenset({"caption", "photocredit"})
_BY = re.compile(
    r"(?:by|oleh|por|ni|bài|ảnh|text|words)[: ]\s?[A-ZÀ-Ỹ].{2,70}|(?:โดย|ໂດຍ|ដោយ)\s?[: ]?.{2,60}"
    r"|(?:记者|記者|作者|文)\s?[：:／/ ]?\s?[\u4e00-\u9fff／/· ]{2,20}",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?:\w+,? )?(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2} \S{2,14},? \d{4}|[^\W\d]{3,10} \d{1,2}, \d{4}"
    r"|\d{2,4}年\d{1,2}月\d{1,2}日)(?:[ ,|-]*\d{1,2}[:.]\d{2}(?::\d{2})?)?(?: \w{2,4})?",
)
_PICTURE_LINE = re.compile(
    r"[▲▼△].{2,150}|.{0,150}[(（](?:圖|图|ภาพ|ພາບ|រូបភาព|ảnh|foto|larawan|photo)\s*[:：／/].{1,40}[)）]",
    re.IGNORECASE,
)
_LEAVES = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "span", "a", "b", "strong", "em", "i", "font", "pre",
})  # fmt: skip
_TITLE_PARTS = re.compile(r"\s+[-|–—_·»]+\s+|\s*[_|]\s*")
_RUNNING = 24  # columns: shorter blocks are headings, names and buttons more often than sentences
_HEADLINE = "headline"
_OUTSIDE = "outside the article"
_SMALL_PRINT = frozenset({"byline", "date of the page", "caption of a picture"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_SENTENCES = tuple(".!?…。！？៕។")
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
    headline = _headline(blocks, root, titles) or _titled(blocks, titles)
    reasons = _reasons(blocks, root, headline, titles)
    aside = tuple(
        SetAside(block.text, reason, f"block {number} of {len(blocks)}")
        for number, (block, reason) in enumerate(zip(blocks, reasons, strict=True), 1)
        if reason not in {"", _HEADLINE}
    )
    paragraphs = [block.text for block, reason in zip(blocks, reasons, strict=True) if not reason]
    text = headline.text if headline else (titles[0] if titles else "")
    if not text and paragraphs:
        text = paragraphs.pop(0)
    byline = next(
        (b.text for b, reason in zip(blocks, reasons, strict=True) if reason == "byline"), ""
    )
    return Article(text, tuple(paragraphs), byline, root, aside)


def _reasons(
    blocks: list[Block], root: HtmlElement, headline: Block | None, titles: tuple[str, ...]
) -> list[str]:
    """Why each block is not of the text; empty for those that are."""
    reasons = [_reason(block, root) for block in blocks]
    for number, block in enumerate(blocks):
        if block is headline or (headline is None and block.text in titles[:1]):
            reasons[number] = _HEADLINE
    named = reasons.index(_HEADLINE) if _HEADLINE in reasons else -1
    _take_imprint(blocks, reasons, root, named)
    _take_headings(blocks, reasons)
    return reasons


def _take_imprint(blocks: list[Block], reasons: list[str], root: HtmlElement, named: int) -> None:
    """What stands above the text: its lead between headline and article stays, names and dates go."""
    inside = next((n for n, b in enumerate(blocks) if not reasons[n] and b.inside(root)), 0)
    for number, block in enumerate(blocks):
        if number == named or (reasons[number] not in {"", _OUTSIDE}):
            continue
        said = _small_print(block) or _imprint(block)
        if reasons[number] == _OUTSIDE:
            if -1 < named < number < inside and _is_running(block) and not said:
                reasons[number] = ""
        elif _is_running(block) and not said:
            return
        elif number < named:
            reasons[number] = "above the headline"
        elif named >= 0:
            reasons[number] = said


def _imprint(block: Block) -> str:
    """What a page prints between headline and text: who wrote it, and when."""
    words = " ".join(block.text.split())
    if _DAY.fullmatch(words):
        return "date of the page"
    return "byline" if _BY.fullmatch(words) and not words.endswith(_SENTENCES) else ""


def _take_headings(blocks: list[Block], reasons: list[str]) -> None:
    """A heading under which nothing of the text is left goes with what stood under it."""
    below = ""
    for number in range(len(blocks) - 1, -1, -1):
        heads = blocks[number].element.tag in _HEADINGS
        if heads and below and not reasons[number]:
            reasons[number] = f"heading above what was set aside ({below})"
        if reasons[number] not in _SMALL_PRINT:
            below = reasons[number] if reasons[number] != _HEADLINE else ""


def _reason(block: Block, root: HtmlElement) -> str:
    """Why a block is not the story; empty when it is."""
    if block.furniture:
        return block.furniture
    if not block.inside(root) and root.tag != "html":
        return _OUTSIDE
    return _small_print(block)


def _small_print(block: Block) -> str:
    """Names, dates, captions and links that stand between an article's paragraphs."""
    near = block.ancestors[-3:]
    names = {
        name
        for element in near
        for name in re.split("[^a-z0-9]+", (element.get("class") or "").lower())
    }
    relations = {element.get("rel") or element.get("itemprop") or "" for element in near}
    label = not block.text.endswith(_SENTENCES)
    if len(block.text) < 120 and ((label and _BYLINES & names) or "author" in relations):
        return "byline"
    if block.element.tag == "time" or (label and len(block.text) < 80 and _DATES & names):
        return "date of the page"
    if (
        any(element.tag in {"figcaption", "figure"} for element in block.ancestors)
        or (len(block.text) < 200 and _CAPTIONS & names)
        or _PICTURE_LINE.fullmatch(block.text)
    ):
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


def _titled(blocks: list[Block], titles: tuple[str, ...]) -> Block | None:
    """The longest block that says what the page's title says, or a part of it, where no heading does."""
    parts = {part.strip() for title in titles for part in _TITLE_PARTS.split(title)}
    wanted = {" ".join(text.split()).casefold() for text in (*titles, *parts)}
    found = [
        block
        for block in blocks
        if not block.furniture
        and not block.is_mostly_links
        and _weight(block) >= _RUNNING / 2
        and " ".join(block.text.split()).casefold() in wanted
    ]
    return max(found, key=_weight, default=None)


def _same(heading: str, title: str) -> bool:
    heading, title = " ".join(heading.split()).casefold(), " ".join(title.split()).casefold()
    return heading == title or (title.startswith(heading) and len(heading) > 0.4 * len(title))
