"""What was left out of the files of a report, and why, in the report's languages."""

import gettext
from collections.abc import Sequence
from functools import cache

from sampan.engines.circulation import document
from sampan.engines.circulation.readers import Loaded, Remark, sentence
from sampan.engines.circulation.readers.remark import Say
from sampan.web.messages import LOCALE


def unread(loaded: Loaded, languages: Sequence[str]) -> list[document.Said]:
    """The files that could not be read, each with its reason."""
    return [_said(name, remark, languages) for name, remark in loaded.unread.items()]


def account(loaded: Loaded, languages: Sequence[str]) -> list[document.Said]:
    """The rows that were left out of the others, each with its reason."""
    return [
        _said(reading.name, remark, languages)
        for reading in loaded.readings
        for remark in reading.left_out()
    ]


def _said(name: str, remark: Remark, languages: Sequence[str]) -> document.Said:
    texts = {tag: sentence(remark.kind, remark.found, say=_say(tag)) for tag in languages}
    return document.Said(name, texts)


@cache
def _say(tag: str) -> Say:
    """The interface's own words; English where it does not speak the language."""
    return gettext.translation("django", LOCALE, [tag.replace("-", "_")], fallback=True).gettext
