"""The stories that hold a query's words, best first: FTS5 on SQLite, tsvector and GIN on PostgreSQL."""

from collections.abc import Collection, Sequence
from types import ModuleType

from django.db import connection

from . import fts5, tsvector
from .query import Query, Term

_EVERY = 2**31 - 1


def ranked(query: Query, *, limit: int | None) -> list[int]:
    """Versions that hold all that is wanted and nothing unwanted, the best first, at most `limit`."""
    if not query.wanted:
        return []
    sql, values = _dialect().ranked(query)
    return _ids(sql, values, limit)


def holding(terms: Sequence[Term], *, among: Collection[int]) -> set[int]:
    """Which of these versions hold any of the terms."""
    if not terms:
        return set()
    sql, values = _dialect().holding(terms)
    return set(among) & set(_ids(sql, values, None))


def _ids(sql: str, values: Sequence[str], limit: int | None) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, _EVERY if limit is None else limit])
        return [row[0] for row in cursor.fetchall()]


def _dialect() -> ModuleType:
    return tsvector if connection.vendor == "postgresql" else fts5
