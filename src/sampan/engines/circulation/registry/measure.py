"""A measure as data: what it says, how it is counted, by what it can be shown."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sampan.engines.circulation.figure import Refusal

FORMS = ("share", "quotient", "concentration", "balance", "lift", "mean", "gravity")
_TEXTS = ("id", "name", "definition", "formula", "unit", "form")


class Malformed(ValueError):
    """A file of the registry that does not say what a measure needs."""


class Unknown(LookupError):
    """A name that the registry does not have; `refusal` says which names it has."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Measure:
    """One file of the registry.

    `facts` is the table counted, `units` what may be counted in it, `of` what the shares are shares of (the first
    is the default), `settings` what its form needs besides.
    """

    id: str
    version: int
    name: str
    definition: str
    formula: str
    unit: str
    form: str
    facts: str
    units: tuple[str, ...]
    of: tuple[str, ...]
    dimensions: tuple[str, ...]
    origin: bool
    sources: tuple[str, ...]
    caveats: tuple[str, ...]
    settings: Mapping[str, str | int | float | bool]


def read(path: Path) -> Measure:
    """One file of the registry. Raises Malformed with the field that is wrong."""
    row = tomllib.loads(path.read_text("utf-8"))
    for name in _TEXTS:
        if not isinstance(row.get(name), str) or not row[name].strip():
            raise Malformed(f"{path.name}, {name}: is empty; text is needed.")
    if row["form"] not in FORMS:
        raise Malformed(f"{path.name}, form: “{row['form']}” is none of {', '.join(FORMS)}.")
    try:
        return Measure(
            **{name: row[name].strip() for name in _TEXTS},
            version=int(row["version"]),
            facts=row["facts"],
            units=tuple(row["units"]),
            of=tuple(row.get("of", ())),
            dimensions=tuple(row["dimensions"]),
            origin=bool(row["origin"]),
            sources=tuple(row["sources"]),
            caveats=tuple(row["caveats"]),
            settings=row.get("settings", {}),
        )
    except KeyError as error:
        raise Malformed(f"{path.name}: lacks {error.args[0]}.") from error


@functools.cache
def measures() -> Mapping[str, Measure]:
    """All measures of the registry, by id.

    >>> measures()["catalogue-share"].name
    'Catalogue share'
    """
    found = [read(path) for path in sorted((Path(__file__).parent / "measures").glob("*.toml"))]
    return {one.id: one for one in found}


def measure(name: str) -> Measure:
    """One measure by its id. Raises Unknown, which lists the ids that there are.

    >>> measure("share of hearts")
    Traceback (most recent call last):
    sampan.engines.circulation.registry.measure.Unknown: There is no measure “share of hearts”; ...
    """
    known = measures()
    if name not in known:
        raise Unknown(Refusal("unknown_measure", {"name": name, "known": sorted(known)}))
    return known[name]
