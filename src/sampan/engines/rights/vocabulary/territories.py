"""Where: ISO 3166 countries, the parts of them that deals name, and dated groups.

A country that has parts is the sum of theirs and of one more leaf, the rest of it: "CN" is "CN-GX", "CN-YN" ... and
"CN-*".
"""

from dataclasses import dataclass
from datetime import date

from . import tables
from .axis import Leaf, UnknownTerm, Vocabulary


@dataclass(frozen=True, slots=True)
class Group:
    """The members of a group from a day on, until the next version of the same group; None: undated."""

    name: str
    version: str
    starts: date | None
    members: tuple[str, ...]
    source: str

    @property
    def code(self) -> str:
        """How a contract's record names this very version, as ASEAN-10@1999-04-30."""
        return f"{self.version}@{self.starts}" if self.starts else self.version


def _group(row: dict[str, str]) -> Group:
    starts = date.fromisoformat(row["starts"]) if row["starts"] else None
    return Group(row["group"], row["version"], starts, tuple(row["members"].split()), row["source"])


GROUPS: tuple[Group, ...] = tuple(_group(row) for row in tables.rows("groups"))


def group(name: str, on: date) -> Group:
    """The version of group `name` in force on a day. Raises UnknownTerm before its first day.

    >>> group("ASEAN", date(2024, 5, 1)).code, group("ASEAN", date(2026, 5, 1)).code
    ('ASEAN-10@1999-04-30', 'ASEAN-11@2025-10-26')
    """
    begun = [g for g in GROUPS if g.name == name and (g.starts is None or g.starts <= on)]
    if not begun:
        raise UnknownTerm("group of territories", f"{name}@{on}", "It has no members on that day.")
    return max(begun, key=lambda g: g.starts or date.min)


_NAMES = {g.name for g in GROUPS}


def _dated(word: str, on: date | None) -> str:
    """ASEAN@2024-05-01, or ASEAN with `on`, as the version in force that day."""
    name, at, day = word.partition("@")
    if at and word not in _TERMS:
        try:
            on = date.fromisoformat(day)
        except ValueError as error:
            raise UnknownTerm(
                "territory", word, "The day after “@” is written 2026-01-31."
            ) from error
    if name not in _NAMES or name in _TERMS or word in _TERMS:
        return word
    if on is None:
        remedy = f"Its members change: give the day, as in {name}@2026-01-31."
        raise UnknownTerm("territory without a day", word, remedy)
    return group(name, on).code


def _leaves() -> tuple[list[Leaf], dict[str, int]]:
    rows = tables.rows("territories")
    divided = {row["part_of"] for row in rows}
    leaves: list[Leaf] = []
    countries: dict[str, int] = {}
    for row in rows:
        bit, code, name = int(row["bit"]), row["code"], row["name"]
        country = row["part_of"] or code
        countries[country] = countries.get(country, 0) | 1 << bit
        if code in divided:
            code, name = f"{code}-*", f"the rest of {name}"
        leaves.append(Leaf(bit, code, name))
    return leaves, countries


def _terms(leaves: list[Leaf], countries: dict[str, int]) -> dict[str, int]:
    terms = dict(countries)
    for g in GROUPS:
        terms[g.code] = terms[g.version] = sum(countries[member] for member in g.members)
    return terms | {"World": sum(1 << leaf.bit for leaf in leaves)}


_LEAVES, _COUNTRIES = _leaves()
_TERMS = _terms(_LEAVES, _COUNTRIES)
_COUNTRY_NAMES = {row["code"]: row["name"] for row in tables.rows("territories")}
_DIVIDED = [code for code, mask in _COUNTRIES.items() if mask.bit_count() > 1]

TERRITORIES = Vocabulary(
    axis="territory",
    whole="World",
    leaves=_LEAVES,
    terms=_TERMS,
    names={"World": "the world", **_COUNTRY_NAMES},
    folds=[*(g.version for g in GROUPS), *_DIVIDED],
    splits=tables.splits("territory"),
    dated=_dated,
)
