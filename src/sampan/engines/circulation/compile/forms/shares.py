"""A share: what a key has of what all have, within each group."""

from sampan.engines.circulation.compile.question import Question
from sampan.engines.circulation.compile.script import Script, Statement
from sampan.engines.circulation.compile.titles import group_columns, unworded_groups

from .parts import grouped, only, parted, placed, same

MOMENTS = (
    "c.y, c.yy, c.xy, c.n, c.clusters, c.surely, w.x, w.xx, w.xxx, w.x_top, "
    "w.x_all, w.xx_all, w.xxx_all, w.x_all_top, w.n_all, w.titles"
)
_SIZES = "sum({0}) AS {0}, sum({0} * {0}) AS {1}, sum({0} * {0} * {0}) AS {2}, max({0}) AS {0}_top"
_KNOWN, _ALL = _SIZES.format("x", "xx", "xxx"), _SIZES.format("x_all", "xx_all", "xxx_all")


def flows(
    script: Script,
    question: Question,
    groups: tuple[str, ...],
    *,
    unworded: frozenset[str] = frozenset(),
) -> None:
    """Parts `cell` and `whole`: sums and sums of squares over titles, of which shares and their variance are made."""
    found = parted(script, question, groups, unworded=unworded)
    columns = group_columns(found.groups)
    lead = f"{columns}, " if columns else ""
    script.part(
        "cell",
        f"SELECT {lead}key, sum(y) AS y, sum(y * y) AS yy, sum(x * y) AS xy, sum(n) AS n, "
        f"count(*) AS clusters, sum(y * sure) AS surely\nFROM part{grouped(columns, 'key')}",
    )
    script.part(
        "whole",
        f"SELECT {lead}{_KNOWN}, {_ALL}, sum(n) AS n_all, count(*) AS titles\nFROM mass{grouped(columns)}",
    )


def shares(question: Question) -> Statement:
    """Cells with the moments of their ratio over titles."""
    script, unworded = Script(), unworded_groups(question)
    flows(script, question, question.groups, unworded=unworded)
    listed, names = placed(question, "c.key", "c", unworded)
    sql = script.sql(
        f"SELECT {listed}, {MOMENTS}\nFROM cell AS c JOIN whole AS w ON "
        f"{same(question.groups, 'c', 'w')}{only(script, question, 'c.key')}\n"
        f"ORDER BY {', '.join(names)}"
    )
    return Statement(sql, script.bound, names)
