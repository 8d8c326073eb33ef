"""What a page weighs."""

from django.conf import settings

STATIC = settings.STATICFILES_DIRS[0]
MOST = 90_000  # bytes of a member's page


def weight(page: bytes) -> int:
    """All that a reader loads with a page, without fonts and before compression."""
    files = ("sampan.css", "sampan.js", "mark.svg")
    return len(page) + sum((STATIC / name).stat().st_size for name in files)
