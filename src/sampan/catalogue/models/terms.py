"""What search and matching keep of each version. All of it can be made again from the versions."""

import unicodedata
from functools import lru_cache
from itertools import accumulate, zip_longest
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from .works import Version

_PLACES = 16_383  # a tsvector counts no further,
_BYTES = 900_000  # and holds no more than a megabyte


class TermsField(models.TextField):  # type: ignore[type-arg]  # generic for the checker alone
    """Terms joined by blanks. On PostgreSQL they are kept as a tsvector, on SQLite as text that FTS5 reads.

    Single graphemes are too common to be looked for (and a tsvector remembers 255 places of a term): with `pairs`, each
    is kept together with the next.
    """

    def __init__(self, *args: Any, pairs: bool = False, **options: Any) -> None:
        self.pairs = pairs
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"pairs": self.pairs}

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        terms = tokens(str(value))
        if self.pairs:
            terms = [pair(one, other) for one, other in zip_longest(terms, terms[1:], fillvalue="")]
        if connection.vendor == "postgresql":
            return _tsvector(terms[:_PLACES])
        return super().get_db_prep_save(" ".join(terms), connection)


def _tsvector(terms: list[str]) -> str:
    sizes = accumulate(len(term.encode()) for term in terms)
    return " ".join(
        f"{lexeme(term)}:{place}"
        for place, (term, size) in enumerate(zip(terms, sizes, strict=True), start=1)
        if size < _BYTES
    )


def tokens(run: str) -> list[str]:
    """A run cut where FTS5 would cut it (court's into two), so that both databases find the same."""
    return "".join(letter if _stands(letter) else " " for letter in run).split()


@lru_cache(maxsize=1 << 14)
def _stands(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category[0] in "LN" or category in {"Co", "Cn", "Mn", "Mc"}


def pair(one: str, other: str = "") -> str:
    """Two neighbours as one term; the mark between them stands in no word, so that `one|` alone can be looked for."""
    return f"{one}|{other}"


def pairs(run: str) -> list[str]:
    """The terms that a run of graphemes stands as, one after the other; of a single one, how its term begins."""
    clusters = tokens(run) or [""]  # a bar alone is no term's beginning
    return [*map(pair, clusters, clusters[1:])] or [pair(clusters[0])]


def lexeme(term: str) -> str:
    """A term as PostgreSQL reads it in a tsvector or tsquery, whatever signs it holds."""
    doubled = term[:500].replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


class Terms(models.Model):
    """The words and the graphemes of a version, normalised. On SQLite triggers keep the FTS5 table in step."""

    version = models.OneToOneField(Version, models.CASCADE, primary_key=True, related_name="terms")
    words = TermsField()
    graphemes = TermsField(pairs=True)


class Vectors(models.Model):
    """What the sentences of a version mean, centred for its language; 16-bit floats, little end first."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="vectors")
    embedder = models.CharField(max_length=80)  # its name: vectors of two never meet
    mean = models.BinaryField()
    sentences = models.BinaryField()
    spans = models.BinaryField()  # 32-bit start and end of each sentence in the version's text

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "embedder"], name="vectors_once_an_embedder")
        ]


class Fingerprint(models.Model):
    """A row of the identity engine's one relation; see engines/identity/postings.py."""

    pk = models.CompositePrimaryKey("hash", "version_id", "position")
    hash = models.IntegerField()
    version = models.ForeignKey(Version, models.CASCADE, related_name="fingerprints")
    position = models.BigIntegerField()
