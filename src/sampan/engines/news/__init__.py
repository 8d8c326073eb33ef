"""News in and out: one neutral story, read from every form that agencies send and written to those they take.

`read` answers what a file says, what was repaired to understand it, and what in it is not the story. `write`,
`write_feed` and `validate` put stories into the standards of the trade. Nothing here opens a socket or keeps a clock.
"""

from sampan.engines.news.item import Media, NewsItem, Place, Rendition, Subject
from sampan.engines.news.read import LIMIT, read
from sampan.engines.news.reading import Attachment, Reading, Received, Repair, SetAside, Unreadable
from sampan.engines.news.repair.decoding import Decoded, decode
from sampan.engines.news.validate import Fault, validate
from sampan.engines.news.write import FORMS, media_type, write
from sampan.engines.news.writers.atom import write_feed

__all__ = [
    "FORMS",
    "LIMIT",
    "Attachment",
    "Decoded",
    "Fault",
    "Media",
    "NewsItem",
    "Place",
    "Reading",
    "Received",
    "Rendition",
    "Repair",
    "SetAside",
    "Subject",
    "Unreadable",
    "decode",
    "media_type",
    "read",
    "validate",
    "write",
    "write_feed",
]
