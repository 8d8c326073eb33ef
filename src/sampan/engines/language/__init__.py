"""Text of the working languages: one form for searching, which language, words, sentences, terms, vectors."""

from .breaking import Span, graphemes, words
from .burmese import Repaired, repair_burmese, zawgyi_probability
from .identification import UNDETERMINED, Identification, identify
from .languages import LANGUAGES, Language, language
from .normaliser import Normalised, normalise, tidy
from .terms import QueryTerms, SearchTerms, query_terms, search_terms

__all__ = [
    "LANGUAGES",
    "UNDETERMINED",
    "Identification",
    "Language",
    "Normalised",
    "QueryTerms",
    "Repaired",
    "SearchTerms",
    "Span",
    "graphemes",
    "identify",
    "language",
    "normalise",
    "query_terms",
    "repair_burmese",
    "search_terms",
    "tidy",
    "words",
    "zawgyi_probability",
]
