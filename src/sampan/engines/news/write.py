"""Writing a story in one of the standards of the trade."""

import re
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, cast

from sampan.engines.news.item import Media, NewsItem, Place, Rendition, Subject
from sampan.engines.news.writers.newsml_g2 import write_newsml_g2
from sampan.engines.news.writers.ninjs import write_ninjs
from sampan.engines.news.writers.nitf import write_nitf

_WRITERS: dict[str, Callable[[NewsItem], bytes]] = {
    "ninjs": write_ninjs,
    "newsml-g2": write_newsml_g2,
    "nitf": write_nitf,
}
FORMS = tuple(_WRITERS)
_G2 = "application/vnd.iptc.g2.{}+xml"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(item: NewsItem, form: str) -> bytes:
    """The story in `form`: "ninjs" (3.1), "newsml-g2" (2.35) or "nitf" (3.6), as UTF-8.

    The result is valid against the form's official schema. Characters that XML may not hold become U+FFFD.
    Raises KeyError, with a sentence, for another form.

    >>> from datetime import UTC, datetime
    >>> item = NewsItem(uri="urn:newsml:kpl.example:1", language="lo", headline="ຂ່າວ", paragraphs=("ຝົນຕົກ",),
    ...                 version_created=datetime(2026, 1, 4, tzinfo=UTC))
    >>> "ຝົນຕົກ" in write(item, "nitf").decode()
    True
    """
    if form not in _WRITERS:
        raise KeyError(f"{form!r} is no form that is written; the forms are {', '.join(FORMS)}.")
    return _WRITERS[form](clean(item))


def media_type(item: NewsItem, form: str) -> str:
    """What the document that `write` makes is called; IANA has no name for ninjs.

    >>> from datetime import UTC, datetime
    >>> item = NewsItem(uri="urn:x:1", language="lo", headline="ຂ່າວ", paragraphs=(),
    ...                 version_created=datetime(2026, 1, 4, tzinfo=UTC))
    >>> media_type(item, "newsml-g2")
    'application/vnd.iptc.g2.newsitem+xml'
    """
    if form == "newsml-g2":
        if item.members:
            return _G2.format("packageitem")
        return _G2.format("newsmessage" if item.media else "newsitem")
    return {"ninjs": "application/json", "nitf": "application/nitf+xml"}[form]


def clean(item: NewsItem) -> NewsItem:
    """The item without characters that no XML may hold."""
    return cast("NewsItem", _clean(item))


def _clean(value: object) -> object:
    if isinstance(value, str):
        return _ILLEGAL.sub("\ufffd", value)
    if isinstance(value, tuple):
        return tuple(_clean(entry) for entry in value)
    if isinstance(value, NewsItem | Subject | Place | Media | Rendition):
        cleaned: dict[str, Any] = {f.name: _clean(getattr(value, f.name)) for f in fields(value)}
        return replace(value, **cleaned)
    return value
