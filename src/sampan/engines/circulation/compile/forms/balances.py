"""Two sides and what each watches of the other: both legs of an exchange in one unit."""
# ruff: noqa: S608 - names come from the registry, values are bound

from sampan.engines.circulation.compile.question import Question
from sampan.engines.circulation.compile.script import Script, Statement
from sampan.engines.circulation.compile.titles import group_columns
from sampan.engines.circulation.registry import UNKNOWN, UNPLACED

from .parts import grouped, same
from .shares import flows

_LEG = ("y", "yy", "xy", "n", "clusters")


def balances(question: Question) -> Statement:
    """A row a pair: the moments of both legs; a leg whose territory has no data is empty."""
    script = Script()
    there = "territory_bloc" if question.of == "origin_bloc" else "territory"
    flows(script, question, (*question.groups, there))
    columns = group_columns(question.groups, "c")
    lead = f"{columns}, " if columns else ""
    left = f"least(c.key, c.{there})", f"greatest(c.key, c.{there})"
    script.part(
        "pair",
        f"SELECT {lead}{left[0]} AS p, {left[1]} AS q FROM cell AS c\n"
        f"WHERE c.key <> c.{there} AND c.key NOT IN ('{UNKNOWN}', '{UNPLACED}', 'other') "
        f"AND c.{there} <> 'other'{grouped(columns, *left)}",
    )
    listed = "".join(f"p.{name} AS {name}, " for name in question.groups)
    legs = ", ".join(
        [f"{leg}.{name} AS {leg}_{name}" for leg in ("out", "back") for name in _LEG]
        + [
            f"{w}.{name} AS {w}_{name}"
            for w in ("there", "here")
            for name in ("x", "xx", "x_all", "n_all")
        ]
    )
    names = (question.of, *question.groups, there)
    sql = script.sql(
        f"SELECT p.p AS {question.of}, {listed}p.q AS {there}, {legs}\nFROM pair AS p\n"
        f"LEFT JOIN cell AS out ON out.key = p.p AND out.{there} = p.q AND "
        f"{same(question.groups, 'out', 'p')}\n"
        f"LEFT JOIN cell AS back ON back.key = p.q AND back.{there} = p.p AND "
        f"{same(question.groups, 'back', 'p')}\n"
        f"LEFT JOIN whole AS there ON there.{there} = p.q AND {same(question.groups, 'there', 'p')}\n"
        f"LEFT JOIN whole AS here ON here.{there} = p.p AND {same(question.groups, 'here', 'p')}\n"
        f"ORDER BY {', '.join(names)}"
    )
    return Statement(sql, script.bound, names)
