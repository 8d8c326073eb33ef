"""A query as PostgreSQL's full-text search reads it."""

from collections.abc import Sequence

from sampan.catalogue.models.terms import lexeme, pairs, tokens

from .query import Clause, Query, Term

Condition = tuple[str, list[str]]


def ranked(query: Query) -> Condition:
    """The statement and its values, all but the last: how many rows."""
    condition, values = _all(query.wanted)
    if query.unwanted:
        unwanted, more = _any(query.unwanted)
        condition, values = f"{condition} AND NOT {unwanted}", [*values, *more]
    terms = [term for clause in query.wanted for term in clause.terms]
    words = " | ".join(_words(term) for term in terms)
    graphemes = " | ".join(_graphemes(term) for term in terms if term.graphemes)
    sql = f"""
        SELECT version_id FROM catalogue_terms WHERE {condition}
        ORDER BY 4 * ts_rank(words, %s::tsquery, 1) + ts_rank(graphemes, %s::tsquery, 1) DESC, version_id DESC
        LIMIT %s
    """  # noqa: S608  # the condition is our own, with marks for all values
    return sql, [*values, words, graphemes]


def holding(terms: Sequence[Term]) -> Condition:
    condition, values = _any(terms)
    return f"SELECT version_id FROM catalogue_terms WHERE {condition} LIMIT %s", values  # noqa: S608  # as above


def _all(clauses: Sequence[Clause]) -> Condition:
    return _joined(" AND ", [_clause(clause) for clause in clauses])


def _any(terms: Sequence[Term]) -> Condition:
    return _joined(" OR ", [_term(term) for term in terms])


def _clause(clause: Clause) -> Condition:
    if not clause.parts:
        return _term(clause.whole)
    parts = _joined(" AND ", [_term(part) for part in clause.parts])
    return _joined(" OR ", [_term(clause.whole), parts])


def _term(term: Term) -> Condition:
    if not term.graphemes:
        return "words @@ %s::tsquery", [_words(term)]
    return "(words @@ %s::tsquery OR graphemes @@ %s::tsquery)", [_words(term), _graphemes(term)]


def _joined(word: str, conditions: Sequence[Condition]) -> Condition:
    sql = word.join(condition for condition, _ in conditions)
    return f"({sql})", [value for _, values in conditions for value in values]


def _words(term: Term) -> str:
    return "(" + " <-> ".join(map(lexeme, tokens(term.words) or ["|"])) + ")"


def _graphemes(term: Term) -> str:
    terms = pairs(term.graphemes)
    if terms[0].endswith("|"):
        return f"{lexeme(terms[0])}:*"
    return "(" + " <-> ".join(map(lexeme, terms)) + ")"
