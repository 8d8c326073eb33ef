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


# What a group's cell needs of its items: the statistic itself.
_STATISTIC = (
    "sum(v) AS value, sum(c * s) AS cs, max(items) AS items, "
    "max(CASE WHEN turn = 1 THEN key END) AS leader"
)
_MOMENTS = (
    "sum(z * z) AS zz, sum(z * x) AS zx, sum(x * x) AS xx, sum(x) AS x, sum(n) AS n, "
    "count(*) AS clusters, sum(surely) AS surely"
)
# The moments where items are titles: each is one item, so that z = c y and x = y, and all are known.
_OF_TITLES = (
    "sum(c * c * y * y) AS zz, sum(c * y * y) AS zx, sum(y * y) AS xx, sum(y) AS x, sum(n) AS n, "
    "max(items) AS clusters, sum(y * sure) AS surely, sum(y) AS x_all, sum(y) AS x_known, sum(n) AS n_all"
)


def concentrations(question: Question) -> Statement:
    """A row a group: the statistic, its leader, and the moments of its titles."""
    script, groups = Script(), question.groups
    parted(script, question, groups)
    if question.of == "work":
        _scored(script, question, "part", "n, sure")
        _summed(script, "cell", "scored", groups, f"{_STATISTIC}, {_OF_TITLES}")
        return _answer(script, question, "FROM cell AS c", "c", "c")
    _items(script, question, groups)
    _scored(script, question, "item")
    _title_scores(script, groups)
    _summed(script, "score", "scored", groups, _STATISTIC)
    _summed(script, "cell", "title_score", groups, _MOMENTS)
    known = "sum(x_all) AS x_all, sum(x) AS x_known, sum(n) AS n_all"
    _summed(script, "whole", "mass", groups, known)
    joined = (
        f"FROM cell AS c JOIN score AS s ON {same(groups, 'c', 's')}\n"
        f"JOIN whole AS w ON {same(groups, 'c', 'w')}"
    )
    return _answer(script, question, joined, "s", "w")


def _summed(script: Script, name: str, rows: str, groups: tuple[str, ...], sums: str) -> None:
    columns = group_columns(groups)
    script.part(name, f"SELECT {commas(columns, sums)}\nFROM {rows}{grouped(columns)}")


def _items(script: Script, question: Question, groups: tuple[str, ...]) -> None:
    """The items that count: known, and foreign where the measure says so."""
    foreign = ""
    if question.definition.settings.get("foreign"):
        if "territory" not in groups:
            words = {"measure": question.definition.name, "names": ["territory"]}
            raise Unasked(Refusal("needs", words))
        foreign = " AND key <> territory"
    script.part("held", f"SELECT * FROM part WHERE key <> '{UNKNOWN}'{foreign}")
    listed = commas(group_columns(groups), "key")
    script.part("item", f"SELECT {listed}, sum(y) AS y FROM held GROUP BY {listed}")


def _scored(script: Script, question: Question, items: str, kept: str = "") -> None:
    """Items with their share s, their turn, how many there are, their score c and their term v.

    Totals are windows beside the turn: were the titles summed apart, all would be kept and read a second time.
    """
    columns = group_columns(question.groups)
    over = f"(PARTITION BY {columns}" if columns else "("
    script.part(
        "ranked",
        f"SELECT {commas(columns, 'key', 'y', kept)}, y / nullif(sum(y) OVER {over}), 0) AS s,\n"
        f"  row_number() OVER {over} ORDER BY y DESC, key) AS turn, count(nullif(y, 0)) OVER {over}) AS items\n"
        f"FROM {items}",
    )
    score, term = _SCORES[str(question.definition.settings["statistic"])]
    top = int(question.definition.settings.get("top", 0))
    script.part(
        "scored",
        f"SELECT {commas(columns, 'key', 'y', kept)}, s, turn, items, {score.format(top=top)} AS c, "
        f"{term.format(top=top)} AS v\nFROM ranked",
    )


def _title_scores(script: Script, groups: tuple[str, ...]) -> None:
    """What each title adds: z = Σ c y over its items, and x = Σ y."""
    listed = commas("i.work_id", group_columns(groups, "i"))
    script.part(
        "title_score",
        f"SELECT {listed}, sum(i.y * s.c) AS z, sum(i.y) AS x, max(i.n) AS n, "
        "sum(i.y * i.sure) AS surely\nFROM held AS i JOIN scored AS s ON "
        f"{same(('key', *groups), 'i', 's')}{grouped(listed)}",
    )


def _answer(script: Script, question: Question, rows: str, score: str, whole: str) -> Statement:
    """The cells, from parts of which `score` has the statistic and `whole` all that there is."""
    groups = question.groups
    columns = [f"c.{name} AS {name}" for name in groups]
    columns += [f"{score}.{name} AS {name}" for name in ("leader", "value", "cs", "items")]
    columns += [f"c.{name}" for name in ("zz", "zx", "xx", "x", "n", "clusters", "surely")]
    columns += [f"{whole}.{name}" for name in ("x_all", "x_known", "n_all")]
    order = f"\nORDER BY {', '.join(groups)}" if groups else ""
    names = (*groups, "leader") if question.definition.settings.get("top") == 1 else groups
    return Statement(script.sql(f"SELECT {', '.join(columns)}\n{rows}{order}"), script.bound, names)
