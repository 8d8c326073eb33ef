"""Text of the working languages: one form for searching, which language, words, sentences, terms, vectors."""

from .burmese import Repaired, repair_burmese, zawgyi_probability
from .languages import LANGUAGES, Language, language
from .normaliser import Normalised, normalise, tidy

__all__ = [
    "LANGUAGES",
    "Language",
    "Normalised",
    "Repaired",
    "language",
    "normalise",
    "repair_burmese",
    "tidy",
    "zawgyi_probability",
]
