"""Plain text: the first line is the headline."""

from sampan.engines.news.finish import Draft, content_uri
from sampan.engines.news.item import NewsItem
from sampan.engines.news.readers.source import Drafts, Source
from sampan.engines.news.repair.decoding import decode
from sampan.engines.news.repair.mojibake import undo_mojibake
from sampan.engines.news.repair.paragraphs import split_paragraphs


def read_plain(source: Source) -> Drafts:
    """One story: its first line the headline, the others its paragraphs."""
    decoded = decode(source.data, source.charset)
    text, repairs = undo_mojibake(decoded.text)
    headline, paragraphs = headline_and_body(text)
    item = NewsItem(
        uri=content_uri(source.data),
        language="",
        headline=headline,
        paragraphs=tuple(paragraphs),
        version_created=source.received_at,
    )
    return (Draft(item=item, repairs=(*decoded.repairs, *repairs)),), "text"


def headline_and_body(text: str) -> tuple[str, list[str]]:
    """The first line that is not blank, and the paragraphs after it.

    >>> headline_and_body("\\n Rain \\n\\nIt rained.")
    ('Rain', ['It rained.'])
    """
    first, _, rest = text.lstrip("\ufeff\u200b \t\r\n").partition("\n")
    headline, *more = split_paragraphs(first) or [""]
    return headline, [*more, *split_paragraphs(rest)]
