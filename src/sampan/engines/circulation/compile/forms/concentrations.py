"""How far a total is in few hands: a statistic T = f(shares), and the moments of its linear form over titles."""
# ruff: noqa: S608 - names come from the registry, values are bound

from sampan.engines.circulation.compile.question import Question, Unasked
from sampan.engines.circulation.compile.script import Script, Statement, commas
from sampan.engines.circulation.compile.titles import group_columns
from sampan.engines.circulation.figure import Refusal
from sampan.engines.circulation.registry import UNKNOWN

from .parts import grouped, parted, same

# Each: the score c of an item (the statistic's slope in its share), and its own term of the statistic.
_SCORES = {
    "hhi": ("2 * s", "s * s"),
    "hhi_small": ("2 * s", "s * s"),
    "effective": ("2 * s", "s * s"),
    "gini": ("(items + 1.0 - 2 * turn) / items", "s * (items + 1.0 - 2 * turn) / items"),
    "cr": (
        "CASE WHEN turn <= {top} THEN 1.0 ELSE 0.0 END",
        "CASE WHEN turn <= {top} THEN s ELSE 0.0 END",
    ),
}


def concentrations(question: Question) -> Statement:
    """A row a group: the statistic, its leader, and the moments of its titles."""
    asked, groups = question.definition, question.groups
    script = Script()
    parted(script, question, groups)
    _items(script, question, groups)
    score, term = _SCORES[str(asked.settings["statistic"])]
    top = int(asked.settings.get("top", 0))
    columns = group_columns(groups)
    lead = f"{columns}, " if columns else ""
    kept = ", n, sure" if question.of == "work" else ""
    script.part(
        "scored",
        f"SELECT {lead}key, y{kept}, s, turn, items, {score.format(top=top)} AS c, {term.format(top=top)} AS v\n"
        "FROM ranked",
    )
    script.part(
        "score",
        f"SELECT {lead}sum(v) AS value, sum(c * s) AS cs, max(items) AS items, "
        f"max(CASE WHEN turn = 1 THEN key END) AS leader\nFROM scored{grouped(columns)}",
    )
    _title_scores(script, question, groups)
    script.part(
        "cell",
        f"SELECT {lead}sum(z * z) AS zz, sum(z * x) AS zx, sum(x * x) AS xx, sum(x) AS x, sum(n) AS n, "
        f"count(*) AS clusters, sum(surely) AS surely\nFROM title_score{grouped(columns)}",
    )
    return _answer(script, question, groups, lead)


def _title_scores(script: Script, question: Question, groups: tuple[str, ...]) -> None:
    """What each title adds: z = Σ c y over its items, and x = Σ y. Where items are titles, there is one."""
    if question.of == "work":
        listed = commas("key AS work_id", group_columns(groups))
        script.part(
            "title_score",
            f"SELECT {listed}, y * c AS z, y AS x, n, y * sure AS surely FROM scored",
        )
        return
    listed = commas("i.work_id", group_columns(groups, "i"))
    script.part(
        "title_score",
        f"SELECT {listed}, sum(i.y * s.c) AS z, sum(i.y) AS x, max(i.n) AS n, "
        "sum(i.y * i.sure) AS surely\nFROM held AS i JOIN scored AS s ON "
        f"{same(('key', *groups), 'i', 's')}{grouped(listed)}",
    )


def _items(script: Script, question: Question, groups: tuple[str, ...]) -> None:
    """The items that count: known, and foreign where the measure says so."""
    foreign = ""
    if question.definition.settings.get("foreign"):
        if "territory" not in groups:
            words = {"measure": question.definition.name, "names": ["territory"]}
            raise Unasked(Refusal("needs", words))
        foreign = " AND key <> territory"
    columns = group_columns(groups)
    lead = f"{columns}, " if columns else ""
    over = f"(PARTITION BY {columns}" if columns else "("
    script.part("held", f"SELECT * FROM part WHERE key <> '{UNKNOWN}'{foreign}")
    kept = ", n, sure" if question.of == "work" else ""
    summed = f"SELECT {lead}key, sum(y) AS y FROM held{grouped(columns, 'key')}"
    script.part("item", "SELECT * FROM held" if kept else summed)
    script.part(
        "ranked",
        f"SELECT {lead}key, y{kept}, y / sum(y) OVER {over}) AS s,\n"
        f"  row_number() OVER {over} ORDER BY y DESC, key) AS turn, count(*) OVER {over}) AS items\n"
        "FROM item WHERE y > 0",
    )


def _answer(script: Script, question: Question, groups: tuple[str, ...], lead: str) -> Statement:
    script.part(
        "whole",
        f"SELECT {lead}sum(x_all) AS x_all, sum(x) AS x_known, sum(n) AS n_all\n"
        f"FROM mass{grouped(group_columns(groups))}",
    )
    listed = ", ".join(f"c.{name} AS {name}" for name in groups)
    names = (*groups, "leader") if question.definition.settings.get("top") == 1 else groups
    sql = script.sql(
        f"SELECT {listed + ', ' if listed else ''}s.leader AS leader, s.value, s.cs, s.items, c.zz, c.zx, "
        "c.xx, c.x, c.n, c.clusters, c.surely, w.x_all, w.x_known, w.n_all\n"
        f"FROM cell AS c JOIN score AS s ON {same(groups, 'c', 's')}\n"
        f"JOIN whole AS w ON {same(groups, 'c', 'w')}"
        f"{f'{chr(10)}ORDER BY ' + ', '.join(groups) if groups else ''}"
    )
    return Statement(sql, script.bound, names)
