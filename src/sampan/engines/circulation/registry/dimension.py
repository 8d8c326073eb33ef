"""What a measure can be shown by: a column of facts, or what is known of the work or the territory."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

LEVELS = ("fact", "work", "bloc", "class", "lookup", "respondent", "season", "title", "term")


@dataclass(frozen=True, slots=True)
class Dimension:
    """A name, what it says, and where it is found.

    `level` is `fact` (a column of the fact, by table in `columns`), `work` (of the work), `bloc` (of the fact's
    territory), `class` (a work has one or more, each with a weight: its origins, its genres), `lookup` (found by
    work, service, territory and day in another table) or `respondent`; `season`, `title` and `term` belong to one
    form of measure. `text` makes the key that a reader sees.
    """

    name: str
    says: str
    level: str
    columns: Mapping[str, str]
    text: str = "{}"


@functools.cache
def dimensions() -> Mapping[str, Dimension]:
    """All dimensions of the registry, by name.

    >>> dimensions()["quarter"].level
    'fact'
    """
    rows = tomllib.loads(Path(__file__).with_name("dimensions.toml").read_text("utf-8"))
    return {name: Dimension(name, **row) for name, row in rows.items()}
