"""XML: NewsML-G2, NITF, RSS, RDF and Atom, told apart by their root element."""

from sampan.engines.news.readers.feed import read_feed
from sampan.engines.news.readers.html import read_html
from sampan.engines.news.readers.newsml_g2 import read_newsml_g2
from sampan.engines.news.readers.nitf import read_nitf
from sampan.engines.news.readers.source import Drafts, Source
from sampan.engines.news.reading import Unreadable
from sampan.engines.news.sniff import sniff
from sampan.engines.news.xml import local, parse_xml

_G2 = frozenset({"newsItem", "newsMessage", "packageItem"})
_FEEDS = frozenset({"rss", "RDF", "feed", "entry"})


def read_xml(source: Source) -> Drafts:
    """The stories of an XML document, by its root element."""
    lenient = sniff(source.data) == "feed"
    root, repairs = parse_xml(source.data, source.name, lenient=lenient)
    name = local(root)
    if name in _G2:
        return read_newsml_g2(source, root, repairs), "newsml-g2"
    if name == "nitf":
        return read_nitf(source, root, repairs), "nitf"
    if name in _FEEDS:
        return read_feed(source, root, repairs), "feed"
    if name == "html":
        return read_html(source)
    raise Unreadable(
        f"This XML is a <{name}>, which is no news format that is read here",
        source.name,
        "send NewsML-G2, NITF, RSS, Atom or ninjs",
    )
