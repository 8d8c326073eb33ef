"""The two sides between which programmes travel. They are a file: another pair of blocs is no fork."""

import csv
import functools
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from . import tables
from .axis import UnknownTerm
from .territories import GROUPS, group


@dataclass(frozen=True, slots=True)
class Bloc:
    """One side: a code, a name, and the dated group of territories that are its members."""

    code: str
    name: str
    group: str

    def members(self, on: date) -> frozenset[str]:
        """The ISO 3166 codes of the members on a day; empty before there was a bloc.

        >>> from datetime import date
        >>> asean = blocs()[1]
        >>> sorted(asean.members(date(2026, 1, 1)) - asean.members(date(2025, 1, 1)))
        ['TL']
        """
        try:
            return frozenset(group(self.group, on).members)
        except UnknownTerm:
            return frozenset()


def blocs(path: Path | None = None) -> tuple[Bloc, ...]:
    """The blocs of the shipped file, or of `path` (columns bloc, name, group; tab-separated).

    Raises ValueError where a row names a group that the vocabulary does not have.

    >>> [bloc.code for bloc in blocs()]
    ['CHINA', 'ASEAN']
    """
    if path is None:
        rows = tables.rows("blocs")
    else:
        rows = list(csv.DictReader(path.read_text("utf-8").splitlines(), delimiter="\t"))
    known = {g.name for g in GROUPS}
    for number, row in enumerate(rows, start=2):
        if row["group"] not in known:
            raise ValueError(
                f"{path}, row {number}, column group: “{row['group']}” is no group of territories; "
                f"write one of {', '.join(sorted(known))}."
            )
    return tuple(Bloc(row["bloc"], row["name"], row["group"]) for row in rows)


@functools.cache
def _shipped() -> tuple[Bloc, ...]:
    return blocs()


def bloc_of(territory: str, on: date) -> Bloc | None:
    """The shipped bloc that a territory (or a part of it, as CN-GX) belongs to on a day, or None.

    >>> from datetime import date
    >>> bloc_of("CN-GX", date(2026, 1, 1)).code, bloc_of("TL", date(2025, 1, 1))
    ('CHINA', None)
    """
    country = territory.partition("-")[0]
    return next((bloc for bloc in _shipped() if country in bloc.members(on)), None)
