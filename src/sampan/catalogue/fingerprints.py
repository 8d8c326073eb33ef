"""The identity engine's postings in the catalogue's own table, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from sampan.engines.identity import Hits, fingerprint, hits

from .models import Fingerprint, Version

_ONE = """
SELECT %s, version_id, position FROM catalogue_fingerprint
WHERE hash = %s ORDER BY version_id DESC, position DESC LIMIT %s
"""
_ALL = """
SELECT asked.place - 1, found.version_id, found.position
FROM unnest(%s::int[]) WITH ORDINALITY AS asked (hash, place),
LATERAL (
    SELECT version_id, position FROM catalogue_fingerprint
    WHERE hash = asked.hash ORDER BY version_id DESC, position DESC LIMIT %s
) AS found
ORDER BY asked.place, found.version_id DESC, found.position DESC
"""


class VersionPostings:
    """`Postings` whose documents are versions, by their primary keys; see the protocol for what each answers.

    Every version keeps its prints, superseded ones too: what was lifted from the first telling is still found.
    """

    def add(self, document: int, hashes: NDArray[np.int32], positions: NDArray[np.int64]) -> None:
        rows = [
            Fingerprint(hash=one, version_id=document, position=position)
            for one, position in zip(hashes.tolist(), positions.tolist(), strict=True)
        ]
        with transaction.atomic():
            self.drop(document)
            Fingerprint.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)

    def drop(self, document: int) -> None:
        Fingerprint.objects.filter(version=document).delete()

    def lookup(self, hashes: NDArray[np.int32], *, limit: int) -> Hits:
        asked = hashes.tolist()
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(_ALL, (asked, limit))
                return hits(cursor.fetchall())
            return hits(self._one_by_one(asked, limit))

    @staticmethod
    def _one_by_one(asked: list[int], limit: int) -> Iterator[tuple[int, int, int]]:
        """SQLite answers in the process: many small questions cost less there than one with a window."""
        with connection.cursor() as cursor:
            for place, value in enumerate(asked):
                cursor.execute(_ONE, (place, value, limit))
                yield from cursor.fetchall()


def keep_fingerprints(version: Version) -> None:
    """Put the prints of a version where `identity.match` looks for them."""
    prints = fingerprint(version.text, version.edition.language)
    VersionPostings().add(version.pk, prints.hashes, prints.positions)


def text_of(document: int) -> tuple[str, str]:
    """Text and language of a version, as `identity.match` fetches them."""
    text, language = Version.objects.values_list("text", "edition__language").get(pk=document)
    return text, language
