"""A small font for one page: the letters that it holds, and no others."""

import io

from . import faces
from .fonts import LATIN, families, installed_fonts

# What shapers may want besides the letters: blank, joiners, the dotted circle.
_ALWAYS = frozenset(map(ord, " \u00a0\u200b\u200c\u200d\u25cc"))


def web_font(tag: str, text: str) -> bytes:
    """Answer a WOFF2 of the language's own font with the letters of `text` that it has; the same bytes each time.

    >>> web_font("lo", "ສະບາຍດີ")[:4]
    b'wOF2'
    """
    # A hundred modules: only who makes a font waits for them, no command and no worker.
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    own = next((name for name in families(tag)[:2] if name != LATIN), LATIN)
    font = next(one for one in installed_fonts() if one.family == own)
    wanted = {ord(letter) for letter in text} & faces.characters(font.path)
    options = Options(layout_features=["*"], hinting=False, notdef_outline=True)
    with TTFont(font.path, lazy=True, recalcTimestamp=False) as whole:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=wanted | _ALWAYS)
        subsetter.subset(whole)
        whole.flavor = "woff2"
        held = io.BytesIO()
        whole.save(held)
    return held.getvalue()
