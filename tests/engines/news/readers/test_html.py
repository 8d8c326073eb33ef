"""Pages: the article, and everything else set aside with its reason."""

import pytest

from engines.news.stories import STORIES, lines, only
from sampan.engines.rights.reservation import Policy

MENU = "<ul><li><a href='/a'>World</a></li><li><a href='/b'>Sport</a></li></ul>"


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def paragraphs(language: str) -> str:
    return "".join(f"<p>{line}</p>" for line in STORIES[language][1:])


@pytest.mark.parametrize("language", STORIES)
def test_the_article_is_found_by_its_names(language):
    headline = STORIES[language][0]
    data = page(
        f"<nav>{MENU}</nav><article><h1>{headline}</h1>{paragraphs(language)}</article><footer>© Daily</footer>"
    )
    received = only(data)
    assert lines(received) == STORIES[language]
    assert [(e.text, e.reason) for e in received.set_aside] == [
        ("World", "navigation"),
        ("Sport", "navigation"),
        ("© Daily", "page footer"),
    ]


@pytest.mark.parametrize("language", STORIES)
def test_the_article_is_found_where_nothing_names_it(language):
    headline, *rest = STORIES[language]
    links = "".join(f"<td><a href='/{n}'>Part {n}</a></td>" for n in range(6))
    body = "<br><br>".join(rest)
    data = page(
        f"<table><tr>{links}</tr></table><table><tr><td>{MENU}</td><td><h1>{headline}</h1><div>{body}</div></td></tr></table>"
    )
    received = only(data)
    assert lines(received) == STORIES[language]
    assert len(received.set_aside) == 8


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<div class='share-buttons'>Share this</div>", "buttons for sharing"),
        ("<div id='cookie-consent'>We use cookies</div>", "cookie notice"),
        ("<section class='related'><h3>More</h3></section>", "links to other stories"),
        ("<aside>Opinion</aside>", "beside the article"),
        ("<form>Your address <input></form>", "a form"),
        ("<div style='display: none'>Secret</div>", "hidden on the page"),
        ("<p class='byline'>By Noi Example</p>", "byline"),
        ("<time>4 January</time>", "date of the page"),
        ("<figure><figcaption>A train</figcaption></figure>", "caption of a picture"),
        ("<p><a href='/x'>Also of interest</a></p>", "links"),
    ],
)
def test_furniture_inside_an_article_has_its_reason(markup, reason):
    data = page(f"<article><h1>{STORIES['en'][0]}</h1>{paragraphs('en')}{markup}</article>")
    received = only(data)
    assert lines(received) == STORIES["en"]
    assert [entry.reason for entry in received.set_aside] == [reason]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("By Noi Example | 4 January 2026", "byline"),
        ("04/01/2026 08:00", "date of the page"),
        ("៤ មករា ២០២៦", "date of the page"),
        ("記者王小明／台北報導", "byline"),
    ],
)
def test_what_is_printed_between_headline_and_text(line, reason):
    body = f"<div><h1>{STORIES['en'][0]}</h1><div>{line}</div>{paragraphs('en')}</div>"
    received = only(page(body))
    assert lines(received) == STORIES["en"]
    assert [(entry.text, entry.reason) for entry in received.set_aside] == [(line, reason)]


@pytest.mark.parametrize("title", ["{} | Example Daily", "Example Daily - {}", "{}_日报"])
def test_where_no_heading_is_the_title_names_the_headline(title):
    headline = STORIES["en"][0]
    body = f"<div><b>Example Daily</b></div><div><font size=5>{headline}</font><br>{paragraphs('en')}</div>"
    received = only(page(body, f"<title>{title.format(headline)}</title>"))
    assert lines(received) == STORIES["en"]


def test_a_lead_between_headline_and_article_is_of_the_story():
    lead = "It is the busiest year since the line was opened, and more trains are on order."
    body = (
        f"<div><h1>{STORIES['en'][0]}</h1><p>{lead}</p><article>{paragraphs('en')}</article></div>"
    )
    received = only(page(body))
    assert lines(received) == (STORIES["en"][0], lead, *STORIES["en"][1:])


def test_a_heading_with_nothing_of_the_story_under_it_goes_too():
    tail = "<h3>Readers say</h3><div class='comment'>A fine train, and quick.</div>"
    received = only(page(f"<div><h1>{STORIES['en'][0]}</h1>{paragraphs('en')}{tail}</div>"))
    assert lines(received) == STORIES["en"]
    assert [entry.reason for entry in received.set_aside] == [
        "heading above what was set aside (readers' comments)",
        "readers' comments",
    ]


def test_a_heading_above_a_byline_is_of_the_story():
    body = f"<article><h1>{STORIES['en'][0]}</h1><h2>More trains in spring</h2><p class='reporter'>Noi</p>"
    received = only(page(f"{body}{paragraphs('en')}</article>"))
    assert lines(received) == (STORIES["en"][0], "More trains in spring", *STORIES["en"][1:])


def test_the_heading_that_the_title_repeats_is_the_headline():
    head = f"<title>{STORIES['en'][0]} - Example Daily</title>"
    received = only(
        page(
            f"<h1>Example Daily</h1><div><h2>{STORIES['en'][0]}</h2>{paragraphs('en')}</div>", head
        )
    )
    assert received.item.headline == STORIES["en"][0]


def test_what_the_page_says_of_itself_is_kept():
    head = """<meta property="og:site_name" content="Daily"><meta name="author" content="Noi">
    <meta name="tdm-reservation" content="1"><link rel="canonical" href="https://daily.example/1">
    <meta property="article:published_time" content="2026-01-03T08:00:00+07:00">"""
    item = only(
        page(
            f"<article><h1>{STORIES['en'][0]}</h1>{paragraphs('en')}<img src='/a.jpg' alt='A'></article>",
            head,
        )
    ).item
    assert (item.uri, item.provider, item.byline, item.ai_policy) == (
        "https://daily.example/1",
        "Daily",
        "Noi",
        Policy(frozenset()),
    )
    assert item.version_created.isoformat() == "2026-01-03T08:00:00+07:00"
    assert [(media.href, media.caption) for media in item.media] == [
        ("https://daily.example/a.jpg", "A")
    ]


@pytest.mark.parametrize(
    ("codec", "language"), [("gb18030", "zh-Hans"), ("big5", "zh-Hant"), ("cp874", "th")]
)
def test_a_page_that_declares_the_wrong_charset_is_read_right(codec, language):
    data = page(
        f"<article><h1>{STORIES[language][0]}</h1>{paragraphs(language)}</article>",
        "<meta charset=utf-8>",
    )
    received = only(data.decode().encode(codec))
    assert lines(received) == STORIES[language]
    assert [repair.kind for repair in received.repairs] == ["encoding"]


def test_blanks_inside_a_line_stay_and_line_ends_do_not():
    received = only(
        page(
            "<article><h1>Two  blanks</h1><p>A line\n   that goes on  and on, as pages do.</p></article>"
        )
    )
    assert lines(received) == ("Two  blanks", "A line that goes on  and on, as pages do.")
