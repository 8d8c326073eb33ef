"""Text on paper, in every working language: fonts that packages bring, shaping, and PDF by Typst.

Needs the extra `report`. Documents are templates of our own and values handed over as JSON.
"""

from .compiling import CannotTypeset, typeset
from .fonts import Font, FontMissing, families, installed_fonts

__all__ = [
    "CannotTypeset",
    "Font",
    "FontMissing",
    "families",
    "installed_fonts",
    "typeset",
]
