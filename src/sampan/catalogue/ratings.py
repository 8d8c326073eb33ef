"""The ratings that territories give, with the age from which each lets a viewer in. Others may be written by hand."""

import csv
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def known() -> dict[str, dict[str, int | None]]:
    """By territory, each value and its age; None: banned. Territories that are not in here have no scale of their own.

    Source: MovieLabs' Common Metadata Ratings 2.5.1, for the ASEAN countries.
    """
    text = (files(__package__) / "ratings.tsv").read_text("utf-8")
    found: dict[str, dict[str, int | None]] = {}
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        found.setdefault(row["territory"], {})[row["value"]] = (
            int(row["age"]) if row["age"] else None
        )
    return found


def age_of(territory: str, value: str) -> int | None:
    """
    >>> age_of("TH", "15"), age_of("LA", "15")
    (15, None)
    """
    return known().get(territory, {}).get(value)
