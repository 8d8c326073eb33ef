"""What a page weighs."""

import gzip
from pathlib import Path

import django_htmx
from django.conf import settings

STATIC = settings.STATICFILES_DIRS[0]
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
MOST = 95_000  # bytes of a member's page
MOST_CARRIED = 45_000  # bytes of one that fetches parts of itself, or has many fields, as they go over the line


def loaded(page: bytes) -> list[bytes]:
    """All that a reader loads with a page, without fonts."""
    files = [STATIC / name for name in ("sampan.css", "sampan.js", "mark.svg")]
    if b"htmx-2.min.js" in page:
        files.append(HTMX)
    return [page, *(file.read_bytes() for file in files)]


def weight(page: bytes) -> int:
    """Before compression."""
    return sum(map(len, loaded(page)))


def carried(page: bytes) -> int:
    """As it goes over the line."""
    return sum(len(gzip.compress(one, 6)) for one in loaded(page))
