"""Text on paper, in every working language: fonts that packages bring, shaping, and PDF by Typst.

Needs the extra `report`. Documents are templates of our own and values handed over as JSON.
"""

from .compiling import CannotTypeset, typeset
from .fonts import Font, FontMissing, families, installed_fonts
from .shaping import BOLD, REGULAR, Glyph, Line, Shaper, outline
from .web import web_font

__all__ = [
    "BOLD",
    "REGULAR",
    "CannotTypeset",
    "Font",
    "FontMissing",
    "Glyph",
    "Line",
    "Shaper",
    "families",
    "installed_fonts",
    "outline",
    "typeset",
    "web_font",
]
