"""Words as glyphs at their places, by HarfBuzz: how wide a text is, and what its letters look like."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from . import faces
from .fonts import LATIN, Font, families, installed_fonts

REGULAR, BOLD = 400, 700
# Where a mark has no letter to stand on, shapers put a dotted circle: the sign of a text gone wrong.
DOTTED_CIRCLE = "\u25cc"
_STAY = frozenset(" \u00a0\u200b\u200c\u200d\u2060\ufe0f")


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """A glyph and its place in ems from the line's left end and baseline (y upward).

    `cluster` is the index of the first letter that it draws. `missing`: no font has the letter.
    `dotted`: a dotted circle that nobody wrote.
    """

    font: Font
    weight: int
    number: int
    cluster: int
    x: float
    y: float
    advance: float
    missing: bool
    dotted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A shaped line; `width` is in ems: multiply by the size of the text."""

    text: str
    width: float
    glyphs: tuple[Glyph, ...]

    @property
    def faults(self) -> tuple[Glyph, ...]:
        """The glyphs that should not be there."""
        return tuple(glyph for glyph in self.glyphs if glyph.missing or glyph.dotted)

    @property
    def ink(self) -> tuple[float, float]:
        """Where the ink begins and ends, in ems; a little inside or outside of 0 and `width`."""
        ends = [
            (glyph.x + extent[0], glyph.x + extent[1])
            for glyph in self.glyphs
            if (extent := faces.ink(glyph.font.path, glyph.weight, glyph.number))
        ]
        return (min(start for start, _ in ends), max(end for _, end in ends)) if ends else (0, 0)


class Shaper:
    """Shapes lines of a language with its fonts, and names in other scripts with theirs.

    Raises KeyError for a tag that is no working language, FontMissing where a package is absent.

    >>> shaper = Shaper("lo")
    >>> shaper.line("ສະບາຍດີ").faults
    ()
    >>> 3 < shaper.width("ສະບາຍດີ") < 5
    True
    """

    def __init__(self, tag: str, *, fonts: Sequence[Font] | None = None) -> None:
        by_family = {font.family: font for font in fonts or installed_fonts()}
        self.tag = tag
        self._chain = [by_family[family] for family in families(tag) if family in by_family]
        self._latin = next((font for font in self._chain if font.family == LATIN), self._chain[0])
        self._lines = lru_cache(maxsize=4096)(self._shape)

    def width(self, text: str, *, weight: int = REGULAR) -> float:
        """Answer how wide a text is, in ems."""
        return self.line(text, weight=weight).width

    def line(self, text: str, *, weight: int = REGULAR) -> Line:
        """Shape a text as one line."""
        return self._lines(text, weight)

    def _shape(self, text: str, weight: int) -> Line:
        glyphs: list[Glyph] = []
        at = 0.0
        for font, start, run in self._runs(text):
            for glyph in _shaped(run, font=font, weight=weight, tag=self.tag, start=start, at=at):
                glyphs.append(glyph)
                at += glyph.advance
        return Line(text=text, width=at, glyphs=tuple(glyphs))

    def _runs(self, text: str) -> Iterator[tuple[Font, int, str]]:
        fonts: list[Font] = []
        for letter in text:
            fonts.append(self._font_of(letter, fonts[-1] if fonts else None))
        start = 0
        for font, group in groupby(fonts):
            length = len(list(group))
            yield font, start, text[start : start + length]
            start += length

    def _font_of(self, letter: str, before: Font | None) -> Font:
        """The first font that has the letter. Blanks and joiners stay with what stands before them."""
        if before is not None and letter in _STAY:
            return before
        if letter.isascii() and (letter.isalnum() or letter in "%+-.,/"):
            return self._latin
        for font in self._chain:
            if ord(letter) in faces.characters(font.path):
                return font
        return before or self._chain[0]


def outline(glyph: Glyph) -> str:
    """Answer a glyph's outline as SVG path data, in thousandths of the text's size (y downward, as SVG draws).

    >>> outline(Shaper("en").line("l").glyphs[0])[:1]
    'M'
    """
    return faces.outline(glyph.font.path, glyph.weight, glyph.number)


def _shaped(
    run: str, *, font: Font, weight: int, tag: str, start: int, at: float
) -> Iterator[Glyph]:
    circle = faces.glyph_of(font.path, DOTTED_CIRCLE)
    for placed in faces.shaped(run, path=font.path, weight=weight, tag=tag):
        yield Glyph(
            font=font,
            weight=weight,
            number=placed.number,
            cluster=start + placed.cluster,
            x=at + placed.x_offset,
            y=placed.y_offset,
            advance=placed.advance,
            missing=placed.number == 0,
            dotted=placed.number == circle and DOTTED_CIRCLE not in run,
        )
        at += placed.advance
