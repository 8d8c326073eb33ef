"""What a page weighs."""

from django.conf import settings

STATIC = settings.STATICFILES_DIRS[0]
HTMX = 51_238  # bytes of htmx-2.min.js of django-htmx
MOST = 95_000  # bytes of a member's page


def weight(page: bytes) -> int:
    """All that a reader loads with a page, without fonts and before compression."""
    files = ("sampan.css", "sampan.js", "mark.svg")
    frame = sum((STATIC / name).stat().st_size for name in files)
    return len(page) + frame + HTMX * (b"htmx-2.min.js" in page)
