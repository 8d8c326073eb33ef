"""The vocabulary files that ship beside this module: tab-separated, a heading, one row a line."""

import csv
from importlib import resources

from .axis import Split


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a shipped table, by column name."""
    text = resources.files(__package__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def splits(axis: str) -> list[Split]:
    """The recorded splits of one axis."""
    return [
        Split(int(row["version"]), row["leaf"], tuple(row["into"].split()))
        for row in rows("splits")
        if row["axis"] == axis
    ]
