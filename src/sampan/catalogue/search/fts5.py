"""A query as SQLite's FTS5 reads it."""

from collections.abc import Sequence

from sampan.catalogue.models.terms import pairs

from .query import Clause, Query, Term

# A whole word weighs four times a run of graphemes, here and in tsvector.py.
_RANKED = """
SELECT rowid FROM catalogue_terms_fts WHERE catalogue_terms_fts MATCH %s
ORDER BY bm25(catalogue_terms_fts, 4.0, 1.0), rowid DESC LIMIT %s
"""
_HOLDING = "SELECT rowid FROM catalogue_terms_fts WHERE catalogue_terms_fts MATCH %s LIMIT %s"


def ranked(query: Query) -> tuple[str, list[str]]:
    """The statement and its values, all but the last: how many rows."""
    expression = " AND ".join(map(_clause, query.wanted))
    if query.unwanted:
        expression = f"({expression}) NOT ({' OR '.join(map(_term, query.unwanted))})"
    return _RANKED, [expression]


def holding(terms: Sequence[Term]) -> tuple[str, list[str]]:
    return _HOLDING, [" OR ".join(map(_term, terms))]


def _clause(clause: Clause) -> str:
    if not clause.parts:
        return _term(clause.whole)
    # Where all parts stand the whole may stand too; named beside them, it ranks its stories first.
    return f"({_term(clause.whole)} OR ({' AND '.join(map(_term, clause.parts))}))"


def _term(term: Term) -> str:
    sides = [f"words : {_phrase(term.words)}"]
    if term.graphemes:
        terms = pairs(term.graphemes)
        prefix = " *" if terms[0].endswith("|") else ""
        sides.append(f"graphemes : {_phrase(' '.join(terms))}{prefix}")
    return f"({' OR '.join(sides)})"


def _phrase(run: str) -> str:
    doubled = run.replace('"', '""')
    return f'"{doubled}"'
