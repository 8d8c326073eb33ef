"""Titles parted among the keys of what is divided: origins, genres, channels."""
# ruff: noqa: S608 - names come from the registry, values are bound

from sampan.engines.circulation.compile.classes import weights
from sampan.engines.circulation.compile.question import CLASSES, Question
from sampan.engines.circulation.compile.script import Script, commas
from sampan.engines.circulation.compile.titles import Titles, group_columns, titles
from sampan.engines.circulation.registry import UNKNOWN, dimensions


def parted(
    script: Script,
    question: Question,
    groups: tuple[str, ...],
    *,
    unworded: frozenset[str] = frozenset(),
) -> Titles:
    """Parts `part` (work_id, groups, key, x, y, n, sure) and `mass` (work_id, groups, x, x_all, n).

    y is what the title gives to the key, x what it has in all: x_all, and x of it where the key is known.
    """
    of = question.of
    if of in {"", "work"}:
        found = titles(script, question, groups, unworded=unworded)
        _as_one(script, found, "work_id" if of else "'all'")
    elif of in CLASSES and of != "supply":
        found = titles(script, question, groups, unworded=unworded)
        _as_class(script, found, weights(script, question, of))
    elif of == "supply":
        found = titles(script, question, groups, unworded=unworded)
        sole = "CASE WHEN services = 1 THEN 'sole' ELSE 'several' END"
        _as_one(script, found, sole)
    else:
        found = titles(script, question, (*groups, of), unworded=unworded)
        _as_columns(script, question, Titles(found.name, groups), of)
    return Titles("part", groups)


def _as_class(script: Script, found: Titles, weight: str) -> None:
    listed = commas("t.work_id", group_columns(found.groups, "t"))
    script.part(
        "part",
        f"SELECT {listed}, coalesce(w.key, '{UNKNOWN}') AS key, t.amount AS x,\n"
        "  t.amount * coalesce(w.weight, 1.0) AS y, t.n AS n, t.sure AS sure\n"
        f"FROM {found.name} AS t LEFT JOIN {weight} AS w ON w.work_id = t.work_id",
    )
    script.part(
        "mass",
        f"SELECT {listed}, t.amount AS x_all, CASE WHEN k.work_id IS NULL THEN 0.0 ELSE t.amount END AS x, "
        f"t.n AS n\nFROM {found.name} AS t\n"
        f"LEFT JOIN (SELECT DISTINCT work_id FROM {weight}) AS k ON k.work_id = t.work_id",
    )


def _as_one(script: Script, found: Titles, key: str) -> None:
    """A title that has one key in each group."""
    listed = commas("work_id", group_columns(found.groups))
    script.part(
        "part",
        f"SELECT {listed}, {key} AS key, amount AS x, amount AS y, n, sure FROM {found.name}",
    )
    script.part("mass", f"SELECT {listed}, amount AS x_all, amount AS x, n FROM {found.name}")


def _as_columns(script: Script, question: Question, found: Titles, key: str) -> None:
    """A title that counts once for each of its keys counts once in all; amounts add up."""
    listed = commas("work_id", group_columns(found.groups))
    added = "max" if question.unit == "titles" else "sum"
    script.part("keyed", f"SELECT {listed}, {key} AS key, amount, n, sure FROM {found.name}")
    script.part(
        "mass",
        f"SELECT {listed}, {added}(amount) AS x_all, {added}(CASE WHEN key = '{UNKNOWN}' THEN 0.0 "
        f"ELSE amount END) AS x, sum(n) AS n\nFROM keyed GROUP BY {listed}",
    )
    script.part(
        "part",
        f"SELECT {commas('k.work_id', group_columns(found.groups, 'k'))}, k.key AS key, m.x AS x, "
        "k.amount AS y, k.n AS n, k.sure AS sure\nFROM keyed AS k JOIN mass AS m ON "
        f"{same(('work_id', *found.groups), 'k', 'm')}",
    )


def same(names: tuple[str, ...], left: str, right: str) -> str:
    """That two parts agree in these columns; TRUE where there are none.

    >>> same(("territory",), "a", "b")
    'a.territory = b.territory'
    """
    return " AND ".join(f"{left}.{name} = {right}.{name}" for name in names) or "TRUE"


def grouped(*names: str) -> str:
    """A GROUP BY of these columns, or nothing."""
    listed = commas(*names)
    return f"\nGROUP BY {listed}" if listed else ""


def only(script: Script, question: Question, column: str) -> str:
    """The filter of the keys that the question asks to be shown."""
    if question.of not in question.where:
        return ""
    return f"\nWHERE {script.among(column, question.of, question.where[question.of])}"


def placed(
    question: Question, key: str, alias: str, unworded: frozenset[str] = frozenset()
) -> tuple[str, tuple[str, ...]]:
    """The keys of a cell in the order asked: a SELECT list, which words those that are `unworded`, and the names."""
    names = question.by if question.of in question.by else (question.of, *question.by)
    columns = {n: key if n == question.of else f"{alias}.{n}" for n in names}
    columns |= {n: dimensions()[n].text.replace("{}", columns[n]) for n in unworded}
    return ", ".join(f"{columns[n]} AS {n}" for n in names), names
