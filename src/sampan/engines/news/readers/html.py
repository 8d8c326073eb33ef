"""HTML pages: the article, with the page's furniture set aside."""

import re
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from sampan.engines.news.finish import Draft, content_uri
from sampan.engines.news.item import Media, NewsItem
from sampan.engines.news.machines import policy_in_flag
from sampan.engines.news.readers.article import Article, find_article
from sampan.engines.news.readers.blocks import blocks_of, parse_page
from sampan.engines.news.readers.source import Drafts, Source, instant
from sampan.engines.news.reading import SetAside, Unreadable
from sampan.engines.news.repair.decoding import decode
from sampan.engines.news.repair.mojibake import undo_mojibake

_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_SITE_NAME = re.compile(r"\s+[-|–—_·»]\s+[^-|–—_·»]{2,60}$")
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def read_html(source: Source) -> Drafts:
    """One story: the page's article."""
    declared = source.charset or _declared(source.data)
    decoded = decode(source.data, declared)
    markup, repairs = undo_mojibake(decoded.text)
    page = parse_page(_XML_DECLARATION.sub("", markup.replace("\0", "")), source.name)
    if page is None:
        raise Unreadable(
            "There is no text in this HTML", source.name, "send the page as its browser shows it"
        )
    meta = _meta(page)
    title = _text(page.find(".//title"))
    titles = tuple(
        dict.fromkeys(t for t in (meta.get("og:title", ""), _SITE_NAME.sub("", title), title) if t)
    )
    body = page.find("body")
    blocks = blocks_of(page if body is None else body)
    article = find_article(blocks, page, titles)
    aside = article.set_aside
    if title and title != article.headline:
        aside = (SetAside(title, "title of the page", "title"), *aside)
    item = _item(source, page, article, meta)
    return (Draft(item=item, set_aside=aside, repairs=(*decoded.repairs, *repairs)),), "html"


def fragment_paragraphs(markup: str) -> tuple[str, ...]:
    """The blocks of a piece of HTML, as feeds and ninjs carry it; all of it is the story.

    >>> fragment_paragraphs("<p>One<br>two</p><script>x()</script><p>Three</p>")
    ('One', 'two', 'Three')
    """
    page = parse_page(f"<body>{markup}</body>")
    return () if page is None else tuple(block.text for block in blocks_of(page))


def _declared(data: bytes) -> str | None:
    found = _META_CHARSET.search(data[:4096])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _meta(page: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and element.get("content"):
            found.setdefault(name.lower(), (element.get("content") or "").strip())
    return found


def _item(source: Source, page: HtmlElement, article: Article, meta: dict[str, str]) -> NewsItem:
    canonical = next(
        (
            e.get("href") or ""
            for e in page.iter("link")
            if (e.get("rel") or "").lower() == "canonical"
        ),
        "",
    )
    address = (
        canonical if urlsplit(canonical).scheme in {"http", "https"} else meta.get("og:url", "")
    )
    published = instant(meta.get("article:published_time") or meta.get("datepublished"))
    modified = instant(meta.get("article:modified_time") or meta.get("datemodified"))
    keywords = tuple(
        dict.fromkeys(
            word.strip() for word in re.split("[,;，、]", meta.get("keywords", "")) if word.strip()
        )
    )
    return NewsItem(
        uri=address or content_uri(source.data),
        language=page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        headline=article.headline,
        paragraphs=article.paragraphs,
        summary=meta.get("description") or meta.get("og:description", ""),
        byline=article.byline or meta.get("author", ""),
        provider=meta.get("og:site_name", ""),
        keywords=keywords,
        copyright_notice=meta.get("copyright", ""),
        ai_policy=policy_in_flag(meta.get("tdm-reservation", "")),
        first_created=published,
        version_created=modified or published or source.received_at,
        media=_media(article.root, address),
    )


def _media(root: HtmlElement, address: str) -> tuple[Media, ...]:
    found: dict[str, Media] = {}
    for image in root.iter("img"):
        href = urljoin(address, image.get("src") or image.get("data-src") or "")
        if href and urlsplit(href).scheme in {"http", "https"}:
            figure = next(image.iterancestors("figure"), None)
            caption = _text(figure.find(".//figcaption")) if figure is not None else ""
            found.setdefault(
                href,
                Media(href=href, media_type="image", caption=caption or image.get("alt") or ""),
            )
    return tuple(found.values())


def _text(element: HtmlElement | None) -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())
