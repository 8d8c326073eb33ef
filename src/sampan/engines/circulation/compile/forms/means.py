"""A mean over titles: the days from the first offer anywhere to the first in a group."""
# ruff: noqa: S608 - names come from the registry, values are bound

from sampan.engines.circulation.compile.classes import resolved
from sampan.engines.circulation.compile.question import Question
from sampan.engines.circulation.compile.script import Script, Statement, commas
from sampan.engines.circulation.compile.titles import group_columns, titles

from .parts import grouped


def means(question: Question) -> Statement:
    """Cells with the moments of the mean lag over titles."""
    script, groups = Script(), question.groups
    titles(script, question, groups, days=True)
    work, join = resolved(script, question, "o")
    script.part(
        "released",
        f"SELECT {work} AS work_id, min(o.date_from) AS day FROM offer AS o {join}\n"
        f"WHERE o.date_from IS NOT NULL GROUP BY {work}",
    )
    listed = commas("work_id", group_columns(groups))
    script.part(
        "arrival",
        f"SELECT {listed}, min(day) AS day, max(amount) AS x, sum(n) AS n, min(sure) AS sure\n"
        f"FROM title WHERE day IS NOT NULL GROUP BY {listed}",
    )
    columns = group_columns(groups, "a")
    script.part(
        "lag",
        f"SELECT {commas('a.work_id', columns)}, a.x AS x, a.x * date_diff('day', r.day, a.day) AS y, "
        "a.n AS n, a.sure AS sure\nFROM arrival AS a JOIN released AS r ON r.work_id = a.work_id",
    )
    lead = f"{group_columns(groups)}, " if groups else ""
    order = f"\nORDER BY {', '.join(groups)}" if groups else ""
    sql = script.sql(
        f"SELECT {lead}sum(y) AS y, sum(x) AS x, sum(y * y) AS yy, sum(x * y) AS xy, sum(x * x) AS xx, "
        f"sum(n) AS n, count(*) AS clusters, sum(x * sure) AS surely\nFROM lag{grouped(group_columns(groups))}"
        f"{order}"
    )
    return Statement(sql, script.bound, groups)
