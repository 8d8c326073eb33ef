"""What every reader is handed, and what it may lean on."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from sampan.engines.news.finish import Draft

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file: its bytes, and what is known of it from outside. `depth` counts the mails that it was taken out of."""

    data: bytes
    name: str
    media_type: str
    received_at: datetime
    depth: int = 0

    @property
    def charset(self) -> str | None:
        """The charset that HTTP or mail declared."""
        found = _CHARSET.search(self.media_type)
        return found[1] if found else None


Drafts = tuple[tuple[Draft, ...], str]
Reader = Callable[[Source], Drafts]


def instant(text: str | None) -> datetime | None:
    """An instant from ISO 8601 (extended or basic) or a mail date; UTC where it names no zone; None when it is none.

    >>> instant("2026-01-04T08:00:00+06:30").isoformat()
    '2026-01-04T08:00:00+06:30'
    >>> instant("20260104T080000Z").isoformat(), instant("soon")
    ('2026-01-04T08:00:00+00:00', None)
    """
    if not text or not (text := text.strip()):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
