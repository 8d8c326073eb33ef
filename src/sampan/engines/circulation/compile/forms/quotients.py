"""A quotient of two shares of the same origins: viewing or promotion against the shelf."""
# ruff: noqa: S608 - names come from the registry, values are bound

from sampan.engines.circulation.compile.classes import weights
from sampan.engines.circulation.compile.question import Question
from sampan.engines.circulation.compile.script import Script, Statement, commas
from sampan.engines.circulation.compile.titles import group_columns, titles
from sampan.engines.circulation.registry import UNKNOWN

from .parts import grouped, only, placed, same


def quotients(question: Question) -> Statement:
    """Cells with the joint moments over titles: y of x is the numerator's share, b of a the denominator's."""
    script, groups = Script(), question.groups
    _both(script, question, groups)
    columns = group_columns(groups)
    lead = f"{columns}, " if columns else ""
    script.part(
        "cell",
        f"SELECT {lead}key, sum(w * x) AS y, sum(w * a) AS b, sum(w * w * x * x) AS yy, "
        "sum(w * x * x) AS xy, sum(w * w * a * a) AS bb, sum(w * a * a) AS ab, "
        "sum(w * w * x * a) AS yb, sum(w * x * a) AS ya, sum(n) AS n, count(*) AS clusters, "
        f"sum(w * x * sure) AS surely\nFROM part{grouped(columns, 'key')}",
    )
    script.part(
        "whole",
        f"SELECT {lead}sum(x) AS x, sum(a) AS a, sum(x * x) AS xx, sum(a * a) AS aa, sum(x * a) AS xa, "
        "sum(x_all) AS x_all, sum(a_all) AS a_all, sum(n) AS n_all, count(*) AS titles\n"
        f"FROM mass{grouped(columns)}",
    )
    listed, names = placed(question, "c.key", "c")
    sql = script.sql(
        f"SELECT {listed}, c.y, c.b, c.yy, c.xy, c.bb, c.ab, c.yb, c.ya, c.n, c.clusters, c.surely, "
        "w.x, w.a, w.xx, w.aa, w.xa, w.x_all, w.a_all, w.n_all, w.titles\n"
        f"FROM cell AS c JOIN whole AS w ON {same(groups, 'c', 'w')}"
        f"{only(script, question, 'c.key')}\nORDER BY {', '.join(names)}"
    )
    return Statement(sql, script.bound, names)


def _both(script: Script, question: Question, groups: tuple[str, ...]) -> None:
    table = str(question.definition.settings["denominator"])
    seen = titles(script, question, groups, name="seen")
    shelf = titles(script, question, groups, table=table, unit="titles", name="shelf")
    named = ("work_id", *groups)
    either = ", ".join(f"coalesce(s.{n}, h.{n}) AS {n}" for n in named)
    join = "JOIN" if question.paired else "FULL JOIN"
    script.part(
        "title",
        f"SELECT {either}, coalesce(s.amount, 0.0) AS x, coalesce(h.amount, 0.0) AS a,\n"
        "  coalesce(s.n, 0) + coalesce(h.n, 0) AS n, coalesce(s.sure, h.sure) AS sure\n"
        f"FROM {seen.name} AS s {join} {shelf.name} AS h ON {same(named, 's', 'h')}",
    )
    weight = weights(script, question, question.of)
    listed = commas("t.work_id", group_columns(groups, "t"))
    script.part(
        "part",
        f"SELECT {listed}, coalesce(k.key, '{UNKNOWN}') AS key, coalesce(k.weight, 1.0) AS w, t.x, t.a, "
        f"t.n, t.sure\nFROM title AS t LEFT JOIN {weight} AS k ON k.work_id = t.work_id",
    )
    known = "CASE WHEN k.work_id IS NULL THEN 0.0 ELSE t.{0} END AS {0}"
    script.part(
        "mass",
        f"SELECT {listed}, {known.format('x')}, {known.format('a')}, t.x AS x_all, t.a AS a_all, t.n\n"
        f"FROM title AS t LEFT JOIN (SELECT DISTINCT work_id FROM {weight}) AS k "
        "ON k.work_id = t.work_id",
    )
