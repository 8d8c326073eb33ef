"""Reading a file that arrived: find its format, hand it to that format's reader, finish its stories."""

import mmap
from datetime import datetime

from sampan.engines.news.finish import finish
from sampan.engines.news.readers import READERS, Source
from sampan.engines.news.reading import Reading, Unreadable
from sampan.engines.news.sniff import container, sniff

LIMIT = 32 * 1024 * 1024


def read(
    data: bytes | mmap.mmap | memoryview,
    *,
    name: str,
    media_type: str | None = None,
    received_at: datetime,
    limit: int = LIMIT,
) -> Reading:
    """The stories in a file, repaired, with everything said that was done.

    `name` and `media_type` (with its charset, as HTTP and mail declare it) help only where the bytes leave doubt;
    `received_at` (with its zone) dates stories that carry no date. Raises `Unreadable`, a sentence, for a file that
    holds no story, is broken, or is larger than `limit` bytes; nothing of a file over the limit is copied.

    >>> from datetime import UTC
    >>> reading = read("Rain\\nIt rained all day in Vientiane, said the weather office.".encode(), name="a.txt",
    ...                received_at=datetime(2026, 1, 4, tzinfo=UTC))
    >>> reading.format, reading.items[0].item.headline
    ('text', 'Rain')
    """
    if len(data) > limit:
        raise Unreadable(
            f"The file is {len(data):,} bytes long and at most {limit:,} are read",
            name,
            "send it in parts or raise the limit",
        )
    whole = data if isinstance(data, bytes) else bytes(data)
    kind = container(whole)
    if kind:
        raise Unreadable(
            f"This is {kind}, not a story",
            name,
            "send the story itself as text, HTML, mail, ninjs, NewsML-G2 or NITF",
        )
    if not whole.strip(b"\0 \t\r\n"):
        raise Unreadable("The file is empty", name, "send it again")
    form = sniff(whole, name=name, media_type=media_type)
    source = Source(data=whole, name=name, media_type=media_type or "", received_at=received_at)
    drafts, form = READERS[form](source)
    items = tuple(finish(draft) for draft in drafts)
    if not any(
        received.item.headline or received.item.paragraphs or received.item.media
        for received in items
    ):
        raise Unreadable(
            "There is no text in it", name, "send a story with a headline or paragraphs"
        )
    return Reading(items=items, format=form)
