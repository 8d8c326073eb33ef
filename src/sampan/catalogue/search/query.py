"""What a person typed, read: which words a story must hold, which it must not, and what it shall mean."""

import re
from dataclasses import dataclass
from itertools import groupby

from sampan.engines.language import graphemes, identify, query_terms, words

LONGEST = 400  # characters; more is no query
_MOST = 24  # clauses; a longer query is a text, and is found by its meaning
_PART = re.compile(
    r'(?P<minus>(?<!\S)[-－])?(?:["“”「](?P<quoted>[^"“”」]*)["“”」]|(?P<plain>[^\s"“”「」]+))'
)


@dataclass(frozen=True, slots=True)
class Term:
    """A run that stands in the word column, or the grapheme column, or both; blank-joined. "" stands in none."""

    words: str
    graphemes: str


@dataclass(frozen=True, slots=True)
class Clause:
    """What a story must hold: the whole as it was typed, or else all of its parts."""

    whole: Term
    parts: tuple[Term, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        return (self.whole, *self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query read. `exact`: it is nothing but phrases in quotation marks, and is answered by words alone."""

    text: str
    language: str
    wanted: tuple[Clause, ...] = ()
    unwanted: tuple[Term, ...] = ()
    exact: bool = False


def read_query(text: str, *, language: str | None = None) -> Query:
    """Read what was typed: words, "phrases", -words. Nothing that can be typed is an error."""
    text = text.replace("\0", " ").encode(errors="ignore").decode()[:LONGEST]
    language = language or identify(text).language
    wanted: list[Clause] = []
    unwanted: list[Term] = []
    meant: list[str] = []
    loose = 0
    for part in _PART.finditer(text):
        quoted, plain = part["quoted"], part["plain"]
        whole = _term(plain or quoted or "", language)
        if not whole.words:
            continue
        if part["minus"]:
            unwanted.append(whole)
            continue
        meant.append(plain or quoted)
        loose += quoted is None
        parts = _parts(plain, language) if plain and whole.graphemes else ()
        wanted.append(Clause(whole, parts if len(parts) > 1 else ()))
    return Query(
        text=" ".join(meant),
        language=language,
        wanted=tuple(wanted[:_MOST]),
        unwanted=tuple(unwanted[:_MOST]),
        exact=bool(wanted) and not loose,
    )


def _term(text: str, language: str) -> Term:
    """All of a run as one phrase, whatever it holds."""
    found = query_terms(f'"{text}"', language)
    return Term(found.words[0], found.graphemes[0]) if found.words else Term("", "")


def _parts(text: str, language: str) -> tuple[Term, ...]:
    """The words of an unspaced run.

    A dictionary cuts names that it does not know into single letters: these stay together. One alone is a particle.
    """
    runs: list[str] = []
    for is_single, group in groupby(words(text, language), lambda w: len(graphemes(w.text)) == 1):
        letters = [word.text for word in group]
        if not is_single:
            runs += letters
        elif len(letters) > 1:
            runs.append("".join(letters))
    return tuple(term for run in runs if (term := _term(run, language)).words)
