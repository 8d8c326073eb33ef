"""The scales by which territories rate films, with the days between which each is in use, and the ages they let in.

Source: MovieLabs' Common Metadata Ratings 2.5.1; the press where a scale was changed. Laos, Timor-Leste, Myanmar, China
and Macau have none there.
"""

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of ratings, from the mildest to the strictest; by code, the age from which it lets in. None: banned."""

    territory: str
    system: str
    begins: date | None
    ends: date | None
    ages: Mapping[str, int | None]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.ages)


@functools.cache
def scales() -> tuple[Scale, ...]:
    """All scales."""
    text = resources.files(__package__).joinpath("scales.tsv").read_text(encoding="utf-8")
    return tuple(
        Scale(
            row["territory"],
            row["system"],
            _day(row["begins"]),
            _day(row["ends"]),
            dict(map(_aged, row["codes"].split())),
        )
        for row in csv.DictReader(text.splitlines(), delimiter="\t")
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _aged(text: str) -> tuple[str, int | None]:
    code, _, age = text.partition(":")
    return code, int(age) if age else None


def ages_in(territory: str) -> dict[str, int | None]:
    """The codes of all scales that a territory has or had, and their ages; empty where it has none.

    >>> ages_in("VN")["C16"], ages_in("VN")["T16"], ages_in("LA")
    (16, 16, {})
    """
    found: dict[str, int | None] = {}
    for scale in scales():
        if scale.territory == territory:
            found |= scale.ages
    return found


def scale_of(territory: str, on: date) -> Scale | None:
    """The scale in use in a territory on a day, or None.

    >>> scale_of("VN", date(2022, 1, 1)).codes, scale_of("LA", date(2026, 1, 1))
    (('P', 'C13', 'C16', 'C18'), None)
    """
    for scale in scales():
        begun = scale.begins is None or scale.begins <= on
        if scale.territory == territory and begun and (scale.ends is None or on < scale.ends):
            return scale
    return None
