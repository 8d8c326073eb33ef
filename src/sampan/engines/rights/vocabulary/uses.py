"""For what: a tree of uses, written with dots. "All media" never includes a use by AI unless that is named."""

from . import tables
from .axis import Leaf, Vocabulary

_ROWS = tables.rows("uses")
_LEAVES = [Leaf(int(row["bit"]), row["code"], row["name"]) for row in _ROWS if row["bit"]]
_BRANCHES = {row["code"]: row["name"] for row in _ROWS if not row["bit"]}


def _under(prefix: str) -> int:
    return sum(1 << leaf.bit for leaf in _LEAVES if leaf.code.startswith(prefix + "."))


def _terms() -> dict[str, int]:
    terms = {branch: _under(branch) for branch in _BRANCHES}
    everything = sum(1 << leaf.bit for leaf in _LEAVES)
    bits = terms | {leaf.code: 1 << leaf.bit for leaf in _LEAVES}
    terms |= {row["aliases"]: bits[row["code"]] for row in _ROWS if row["aliases"]}
    return terms | {"all-media": everything & ~terms["ai"]}


USES = Vocabulary(
    axis="use",
    whole="all-media",
    leaves=_LEAVES,
    terms=_terms(),
    names={**_BRANCHES, "all-media": "all media"},
    folds=["all-media", *_BRANCHES],
    splits=tables.splits("use"),
)
