"""Feeds of every family, well-formed or not."""

from engines.news.stories import NOW, STORIES, lines, only
from sampan.engines.news import read

RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Daily</title><language>lo</language><copyright>© Daily</copyright>
<item><title>{0}</title><guid isPermaLink="false">urn:x:1</guid>
<pubDate>Sun, 04 Jan 2026 08:00:00 +0700</pubDate><dc:creator>Noi</dc:creator>
<category>rail</category><description>Short</description><content:encoded><![CDATA[<p>{1}</p><p>{2}</p>]]></content:encoded>
<enclosure url="https://daily.example/a.jpg" type="image/jpeg"/></item>
<item><title>Second</title><link>https://daily.example/2</link>
<description>Only a sentence here.</description></item></channel></rss>"""


def test_rss_gives_a_story_an_item():
    reading = read(RSS.format(*STORIES["lo"]).encode(), name="feed", received_at=NOW)
    first, second = reading.items
    assert (reading.format, lines(first), lines(second)) == (
        "feed",
        STORIES["lo"],
        ("Second", "Only a sentence here."),
    )
    item = first.item
    assert (item.uri, item.byline, item.provider, item.summary) == (
        "urn:x:1",
        "Noi",
        "Daily",
        "Short",
    )
    assert (item.keywords, item.copyright_notice, item.media[0].href) == (
        ("rail",),
        "© Daily",
        "https://daily.example/a.jpg",
    )
    assert (item.version_created.isoformat(), second.item.uri) == (
        "2026-01-04T08:00:00+07:00",
        "https://daily.example/2",
    )


def test_rdf_gives_a_story_an_item():
    data = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel rdf:about="urn:c"><title>D</title>
    </channel><item rdf:about="urn:x:7"><title>{}</title><description>{}</description></item></rdf:RDF>""".format(
        *STORIES["th"][:2]
    )
    received = only(data.encode())
    assert (lines(received), received.item.uri) == (STORIES["th"][:2], "urn:x:7")


ITEM = "<rss version='2.0'><channel><item><title>{}</title><description>{}</description></item></channel></rss>"


def test_an_ill_formed_feed_is_read_and_said():
    received = only(ITEM.format("Salt & pepper", "They&nbsp;go together.").encode())
    assert received.item.paragraphs == ("They\xa0go together.",)
    assert [repair.kind for repair in received.repairs] == ["entities", "markup"]


def test_escaped_html_is_unwrapped_and_its_scripts_dropped():
    body = "&lt;p&gt;One&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;&lt;p&gt;Two&lt;/p&gt;"
    assert only(ITEM.format("T", body).encode()).item.paragraphs == ("One", "Two")
