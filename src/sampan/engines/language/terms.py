"""What a text is found by: its words, and for unspaced scripts its grapheme clusters.

Dictionaries part an unspaced word differently in different company; the clusters find it all the same. Both are columns
of blank-joined tokens, so that any full-text index that splits at blanks and keeps marks (Mn, Mc) can hold them.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from .breaking import graphemes, words
from .languages import LANGUAGES
from .normaliser import normalise

_UNSPACED = re.compile(
    "[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_SPACED = frozenset(language.tag for language in LANGUAGES if language.spaced)
_PHRASE = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """The two columns a text is indexed by; `graphemes` is empty in languages that part their words by blanks."""

    words: str
    graphemes: str


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """The phrases of a query, each as a phrase of the word column and one of the grapheme column.

    Both tuples are of one length; a phrase without unspaced script has "" for its graphemes. A story answers the query
    when, for each phrase, it holds the one or the other.
    """

    words: tuple[str, ...]
    graphemes: tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def _known_clusters(word: str) -> str:
    return " ".join(graphemes(word))


def _clusters(word: str) -> str:
    if not _UNSPACED.search(word):
        return word
    return _known_clusters(word) if len(word) < 32 else " ".join(graphemes(word))


def search_terms(text: str, language: str | None = None) -> SearchTerms:
    """Answer the two columns under which a text is indexed.

    >>> search_terms("ลาว ASEAN", "th")
    SearchTerms(words='ลาว asean', graphemes='ล า ว asean')
    >>> search_terms("Rai Timor-Leste", "tet")
    SearchTerms(words='rai timor leste', graphemes='')
    """
    found = [word.text for word in words(normalise(text, language).text, language)]
    clusters = "" if language in _SPACED else " ".join(map(_clusters, found))
    return SearchTerms(" ".join(found), clusters)


def query_terms(text: str, language: str | None = None) -> QueryTerms:
    """Answer the phrases that a query asks for: its parts between blanks, or between quotation marks.

    >>> query_terms('老挝 "climate change"')
    QueryTerms(words=('老挝', 'climate change'), graphemes=('老 挝', ''))
    """
    # Quotation marks are read before normalising; a phrase is normalised by itself, as a text is by its paragraph.
    phrases = ["".join(filter(None, found.groups())) for found in _PHRASE.finditer(text)]
    parted = [
        [word.text for word in words(normalise(phrase, language).text, language)]
        for phrase in phrases
    ]
    kept = [phrase for phrase in parted if phrase]
    clusters = (
        " ".join(map(_clusters, phrase)) if any(map(_UNSPACED.search, phrase)) else ""
        for phrase in kept
    )
    return QueryTerms(tuple(" ".join(phrase) for phrase in kept), tuple(clusters))
