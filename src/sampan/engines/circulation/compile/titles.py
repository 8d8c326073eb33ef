"""Facts summed by title: the one scan of a measure. Everything after it works on titles, which are its clusters."""
# ruff: noqa: S608 - names come from the registry, values are bound

from dataclasses import dataclass, replace

from sampan.engines.circulation.facts.schema import TABLES
from sampan.engines.circulation.registry import UNKNOWN, Dimension, dimensions

from .classes import members, resolved, weights
from .question import CLASSES, Question
from .script import Script, commas

WORLD = "001"
ROW = "row_"  # before a column of the fact that is kept as it is, to show the rows behind a figure
_LISTED = ("titles", "respondents")  # units that count a title once, however many rows it has
_DAYS = {"offer": "f.date_from", "spot": "f.date", "introduction": "f.date"} | {
    "engagement": "f.period_start"
}


@dataclass(frozen=True, slots=True)
class Titles:
    """A part (work_id, groups, amount, n, sure) and what its columns are called."""

    name: str
    groups: tuple[str, ...]


def titles(
    script: Script,
    question: Question,
    groups: tuple[str, ...],
    *,
    table: str = "",
    unit: str = "",
    name: str = "title",
    days: bool = False,
    unworded: frozenset[str] = frozenset(),
) -> Titles:
    """The facts that a question is about, summed by title and group.

    `days` keeps the day of each fact; the groups of `unworded` are left as the column has them, to be worded later.
    """
    table = table or question.definition.facts
    unit = unit or question.unit or ""
    filtered = tuple(n for n in question.where if n != question.of and n not in groups)
    wanted = [_dimension(n, table) for n in (*groups, *filtered)]
    wanted = [one for one in wanted if one.level != "fact" or table in one.columns]
    columns = _columns(wanted, table, days=days)
    counted = script.part(f"{name}_rows", _scan(script, question, table, unit, columns))
    script.part(
        name,
        _lifted(
            script,
            question,
            groups,
            wanted=[replace(one, text="{}") if one.name in unworded else one for one in wanted],
            counted=counted,
            unit=unit,
            days=days,
        ),
    )
    return Titles(name, groups)


def unworded_groups(question: Question) -> frozenset[str]:
    """The groups whose words can wait until there are only cells: of a day that every fact has, and not filtered by."""
    table = TABLES[question.definition.facts]
    dated = [one for one in table.columns if f"f.{one.name}" == _DAYS.get(table.name)]
    if not all(one.required for one in dated):
        return frozenset()
    known = dimensions()
    return frozenset(
        n for n in question.groups if known[n].text != "{}" and n not in question.where
    )


def _dimension(name: str, table: str) -> Dimension:
    """A dimension of the registry, or a column of the fact itself, named with `ROW`."""
    if not name.startswith(ROW):
        return dimensions()[name]
    column = name.removeprefix(ROW)
    return Dimension(name, column, "fact", {table: f"f.{column}"}, "CAST({} AS VARCHAR)")


def _columns(wanted: list[Dimension], table: str, *, days: bool) -> dict[str, str]:
    """Columns that the scan must keep, by name."""
    columns = {one.name: one.columns[table] for one in wanted if one.level == "fact"}
    levels = {one.level for one in wanted}
    if "bloc" in levels or "lookup" in levels:
        columns["territory"] = "f.territory"
    if "lookup" in levels:
        columns["service"] = "f.service_id"
    if days or "lookup" in levels:
        columns["day"] = _DAYS[table]
    return columns


def _scan(
    script: Script, question: Question, table: str, unit: str, columns: dict[str, str]
) -> str:
    tests = _tests(script, question, table, unit, columns)
    kept = [f"{expression} AS {name}" for name, expression in columns.items()]
    if any(n == "supply" for n in (question.of,)):
        kept.append("f.service_id AS supplier")
    where = f"\nWHERE {' AND '.join(tests)}" if tests else ""
    listed = ", ".join(["f.work_id AS work_id", *kept])
    by = ", ".join(str(at + 1) for at in range(len(kept) + 1))
    return (
        f"SELECT {listed}, {_amount(table)} AS amount, count(*) AS n\n"
        f"FROM {table} AS f{where}\nGROUP BY {by}"
    )


def _amount(table: str) -> str:
    return "sum(f.value)" if table == "engagement" else "CAST(count(*) AS DOUBLE)"


def conditions(script: Script, question: Question, table: str) -> list[str]:
    """What a fact must be to be looked at: its unit, its days, the keys asked for."""
    wanted = [dimensions()[name] for name in question.where if name != question.of]
    columns = {one.name: one.columns[table] for one in wanted if table in one.columns}
    return _tests(script, question, table, question.unit or "", columns)


def _tests(
    script: Script, question: Question, table: str, unit: str, columns: dict[str, str]
) -> list[str]:
    tests = []
    if table == "engagement":
        tests.append(f"f.unit = {script.bind('unit', unit)}")
        asked = {*question.by, *question.where}
        tests.append("f.segment IS NOT NULL" if "segment" in asked else "f.segment IS NULL")
        if "territory" not in asked:
            tests.append(f"f.territory <> '{WORLD}'")
    for name in question.where:
        one = dimensions()[name]
        if one.level == "fact" and one.text == "{}" and name != question.of and name in columns:
            tests.append(script.among(columns[name], name, question.where[name]))
    tests += _period(script, question, table)
    return tests


def _period(script: Script, question: Question, table: str) -> list[str]:
    tests = []
    if table == "offer":
        if question.end:
            end = script.bind("end", question.end)
            tests.append(f"(f.date_from IS NULL OR f.date_from < {end})")
        if question.start:
            start = script.bind("start", question.start)
            tests.append(f"(f.date_to IS NULL OR f.date_to > {start})")
        return tests
    if question.start:
        tests.append(f"{_DAYS[table]} >= {script.bind('start', question.start)}")
    if question.end:
        tests.append(f"{_DAYS[table]} < {script.bind('end', question.end)}")
    return tests


def _lifted(
    script: Script,
    question: Question,
    groups: tuple[str, ...],
    *,
    wanted: list[Dimension],
    counted: str,
    unit: str,
    days: bool,
) -> str:
    """The scan's rows under the works that they are about, with what is known of work and territory."""
    work, join = resolved(script, question, "c")
    joins = [join] if join else []
    sure = "coalesce(c_s.probability, 1.0)" if join else "1.0"
    expressions: dict[str, str] = {}
    scale = ""
    for one in wanted:
        if one.level == "class" and one.name not in groups:
            continue
        expression, more = _expression(script, question, one, work)
        expressions[one.name] = expression
        joins += [part for part in more if part not in joins]
        if one.level == "class" and one.name in groups:
            scale += f" * coalesce({one.name}_w.weight, 1.0)"
    where = _kept(script, question, groups, expressions, work)
    kept = [f"{work} AS work_id", *(f"{expressions[name]} AS {name}" for name in groups)]
    kept += ["c.day AS day"] if days else []
    amount, counted_rows = ("1.0" if unit in _LISTED else "c.amount") + scale, "c.n"
    by = ""
    if not _still_one(question, groups, wanted):
        amount, counted_rows = f"{'max' if unit in _LISTED else 'sum'}({amount})", "sum(c.n)"
        sure = f"min({sure})"
        by = f"\nGROUP BY {', '.join(str(at + 1) for at in range(len(kept)))}"
    supplied = ", count(DISTINCT c.supplier) AS services" if question.of == "supply" else ""
    joined = "".join(f"\n{one}" for one in joins)
    return (
        f"SELECT {', '.join(kept)}, {amount} AS amount, {counted_rows} AS n, "
        f"{sure} AS sure{supplied}\nFROM {counted} AS c{joined}{where}{by}"
    )


def _still_one(question: Question, groups: tuple[str, ...], wanted: list[Dimension]) -> bool:
    """Whether the scan's rows are one a title and group already, so that they need not be summed again."""
    alike = all(one.level in {"fact", "work", "class"} and one.name in groups for one in wanted)
    return question.joins == "none" and alike and question.of != "supply"


def _kept(
    script: Script,
    question: Question,
    groups: tuple[str, ...],
    expressions: dict[str, str],
    work: str,
) -> str:
    tests = []
    for name, keys in question.where.items():
        if name == question.of:
            continue
        if name in expressions:
            tests.append(script.among(expressions[name], name, keys))
        elif name not in groups and name in CLASSES:
            part = weights(script, question, name)
            some = script.among("key", name, [key for key in keys if key != UNKNOWN])
            test = f"{work} IN (SELECT work_id FROM {part} WHERE {some})"
            none = f"{work} NOT IN (SELECT work_id FROM {part})"
            tests.append(f"({test} OR {none})" if UNKNOWN in keys else test)
    return f"\nWHERE {' AND '.join(tests)}" if tests else ""


def _expression(
    script: Script, question: Question, one: Dimension, work: str
) -> tuple[str, list[str]]:
    if one.level == "fact":
        return f"coalesce({one.text.replace('{}', f'c.{one.name}')}, '{UNKNOWN}')", []
    if one.level == "work":
        column = one.columns["work"]
        return f"coalesce({column}, '{UNKNOWN}')", [f"LEFT JOIN work AS w ON w.work_id = {work}"]
    if one.level == "bloc":
        member = members(script, question)
        return "coalesce(tm.bloc, 'other')", [f"LEFT JOIN {member} AS tm ON tm.code = c.territory"]
    if one.level == "lookup":
        return _licences(script, question, work)
    if one.name in CLASSES:
        part = weights(script, question, one.name)
        alias = f"{one.name}_w"
        join = f"LEFT JOIN {part} AS {alias} ON {alias}.work_id = {work}"
        return f"coalesce({alias}.key, '{UNKNOWN}')", [join]
    raise AssertionError(one.name)


def _licences(script: Script, question: Question, work: str) -> tuple[str, list[str]]:
    licensed, join = resolved(script, question, "l")
    script.part(
        "licensed",
        f"SELECT {licensed} AS work_id, l.service_id AS service, l.territory AS territory, "
        "l.date_from AS date_from, l.date_to AS date_to,\n  CASE l.status WHEN 'licensed' THEN 1 "
        f"WHEN 'expired' THEN 2 WHEN 'none' THEN 3 ELSE 4 END AS turn\nFROM licence AS l {join}",
    )
    script.part(
        "standing",
        "SELECT c.work_id AS work_id, c.service AS service, c.territory AS territory, c.day AS day, "
        "min(l.turn) AS turn\nFROM (SELECT DISTINCT work_id, service, territory, day FROM title_rows) AS c\n"
        + (
            "LEFT JOIN same AS c_s ON c_s.work_id = c.work_id AND c_s.probability >= $sure\n"
            if question.joins != "none"
            else ""
        )
        + f"JOIN licensed AS l ON l.work_id = {work} AND l.service = c.service "
        "AND l.territory = c.territory AND (l.date_from IS NULL OR l.date_from <= c.day) "
        "AND (l.date_to IS NULL OR l.date_to > c.day)\nGROUP BY 1, 2, 3, 4",
    )
    found = (
        f"CASE st.turn WHEN 1 THEN 'licensed' WHEN 2 THEN 'expired' WHEN 3 THEN 'none' "
        f"ELSE '{UNKNOWN}' END"
    )
    on = (
        "LEFT JOIN standing AS st ON st.work_id = c.work_id AND st.service = c.service "
        "AND st.territory = c.territory AND st.day = c.day"
    )
    return found, [on]


def group_columns(groups: tuple[str, ...], alias: str = "") -> str:
    """The group's columns, as a list ready to stand in a SELECT.

    >>> group_columns(("territory", "month"), "t")
    't.territory, t.month'
    """
    return commas(*(f"{alias}.{name}" if alias else name for name in groups))
