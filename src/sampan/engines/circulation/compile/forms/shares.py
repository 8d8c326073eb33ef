"""A share: what a key has of what all have, within each group."""

from sampan.engines.circulation.compile.question import Question
from sampan.engines.circulation.compile.script import Script, Statement
from sampan.engines.circulation.compile.titles import group_columns

from .parts import grouped, only, parted, placed, same

MOMENTS = (
    "c.y, c.yy, c.xy, c.n, c.clusters, c.surely, w.x, w.xx, w.x_all, w.xx_all, w.n_all, w.titles"
)


def flows(script: Script, question: Question, groups: tuple[str, ...]) -> None:
    """Parts `cell` and `whole`: sums and sums of squares over titles, of which shares and their variance are made."""
    found = parted(script, question, groups)
    columns = group_columns(found.groups)
    lead = f"{columns}, " if columns else ""
    script.part(
        "cell",
        f"SELECT {lead}key, sum(y) AS y, sum(y * y) AS yy, sum(x * y) AS xy, sum(n) AS n, "
        f"count(*) AS clusters, sum(y * sure) AS surely\nFROM part{grouped(columns, 'key')}",
    )
    script.part(
        "whole",
        f"SELECT {lead}sum(x) AS x, sum(x * x) AS xx, sum(x_all) AS x_all, "
        f"sum(x_all * x_all) AS xx_all, sum(n) AS n_all, count(*) AS titles\nFROM mass{grouped(columns)}",
    )


def shares(question: Question) -> Statement:
    """Cells with the moments of their ratio over titles."""
    script = Script()
    flows(script, question, question.groups)
    listed, names = placed(question, "c.key", "c")
    sql = script.sql(
        f"SELECT {listed}, {MOMENTS}\nFROM cell AS c JOIN whole AS w ON "
        f"{same(question.groups, 'c', 'w')}{only(script, question, 'c.key')}\n"
        f"ORDER BY {', '.join(names)}"
    )
    return Statement(sql, script.bound, names)
