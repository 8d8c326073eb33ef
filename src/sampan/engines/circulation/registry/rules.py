"""Origin rules: which country a work counts for. None is right; a figure names the one it used."""

import csv
import functools
from collections.abc import Mapping
from pathlib import Path

UNKNOWN = "unknown"  # the key of works without any origin
UNPLACED = "unplaced"  # the key of works whose origins are known, but which the rule gives to none

RULES: Mapping[str, str] = {
    "any": "every country of the work counts it whole, so shares add up to more than one",
    "fractional": "the work is parted among its countries: as stated, otherwise equally",
    "first": "the work counts for its first main country alone",
    "language+country": "a country of the work counts it whole if the work was made in a language of that country; "
    "a work of unknown language is unknown",
    "rights-holder": "the work counts for the country of whoever holds its rights",
}


@functools.cache
def spoken() -> tuple[tuple[str, str], ...]:
    """Pairs of a country and a language in which it makes works: the ISO 3166 code and the BCP 47 primary tag.

    >>> ("SG", "zh") in spoken(), ("US", "zh") in spoken()
    (True, False)
    """
    path = Path(__file__).with_name("spoken.tsv")
    rows = csv.DictReader(path.read_text("utf-8").splitlines(), delimiter="\t")
    return tuple((row["country"], tag) for row in rows for tag in row["languages"].split())
