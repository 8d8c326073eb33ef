"""One reader a format: bytes in, drafts of stories out."""

from sampan.engines.news.readers.html import read_html
from sampan.engines.news.readers.mail import read_mail
from sampan.engines.news.readers.ninjs import read_ninjs
from sampan.engines.news.readers.plain import read_plain
from sampan.engines.news.readers.source import Reader, Source
from sampan.engines.news.readers.xml import read_xml

READERS: dict[str, Reader] = {
    "text": read_plain,
    "html": read_html,
    "mail": read_mail,
    "ninjs": read_ninjs,
    "newsml-g2": read_xml,
    "nitf": read_xml,
    "feed": read_xml,
    "xml": read_xml,
}

__all__ = ["READERS", "Source"]
