"""The plan of a report against a store: which questions it has facts for, and the figures that answer them."""
# ruff: noqa: S608 - the names in the SQL are those of our own tables

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sampan.engines.circulation import charts
from sampan.engines.circulation.certainty.sensitivity import JOINS, RULES
from sampan.engines.circulation.compile import Question
from sampan.engines.circulation.facts import Store
from sampan.engines.circulation.figure import Cell, Figure
from sampan.engines.circulation.measuring import measured
from sampan.engines.circulation.registry import UNKNOWN, UNPLACED, measure
from sampan.engines.circulation.running import on_duckdb

RULE = "fractional"  # where a figure is shown under one rule alone
WORLD = "001"
_NEAR = 6  # names beside the members that a chart keeps
_FEW = 5  # titles that a name must rest on, to be kept
_WIDE = 50  # times its value: an interval that ends beyond says nothing


@dataclass(frozen=True)
class Asked:
    """One chart of the plan: the questions of its figures, which names it keeps, how it is drawn (empty: as usual)."""

    chapter: str
    questions: tuple[Question, ...]
    keep: str
    draw: str = ""


@dataclass(frozen=True)
class Answered:
    """The chart that answers; `empty` where no row does."""

    asked: Asked
    chart: charts.Chart

    @property
    def empty(self) -> bool:
        first = self.chart.figures[0]
        if first.refusal is not None:
            return first.refusal.kind == "no_rows"
        told = [cell for cell in first.rows if cell.value is not None]
        return all(UNKNOWN in cell.keys for cell in told)


@dataclass(frozen=True)
class Known:
    """What a store has facts in: units by table (and whether of the world as one), sources by table; the blocs."""

    units: frozenset[tuple[str, str, bool]]
    sources: Mapping[str, tuple[str, ...]]
    members: frozenset[str]
    blocs: frozenset[str]


def chapters() -> tuple[Mapping[str, Any], ...]:
    """The plan, as its file has it: chapters with their questions."""
    read = tomllib.loads(Path(__file__).with_name("plan.toml").read_text("utf-8"))
    return tuple(read["chapter"])


def known(store: Store) -> Known:
    """What a store has facts in."""
    world = f"territory = '{WORLD}'"
    with store.connect() as connection:

        def rows(sql: str) -> list[tuple[Any, ...]]:
            return connection.execute(sql).fetchall()

        units = {
            ("engagement", *row) for row in rows(f"SELECT DISTINCT unit, {world} FROM engagement")
        }
        sources = {
            table: tuple(
                row[0] for row in rows(f"SELECT DISTINCT source_id FROM {table} ORDER BY 1")
            )
            for table in ("offer", "engagement")
        }
        placed = rows("SELECT code, bloc FROM territory WHERE bloc IS NOT NULL AND date_to IS NULL")
    codes, blocs = (frozenset(row[at] for row in placed) for at in (0, 1))
    return Known(frozenset(units), sources, codes, blocs)


def asked(facts: Known) -> list[Asked]:
    """The charts that a report on these facts asks for, in their order."""
    return [
        one
        for chapter in chapters()
        for row in chapter["question"]
        for one in _expanded(chapter["key"], row, facts)
    ]


def answers(store: Store, facts: Known, wanted: list[Asked]) -> Iterator[Answered]:
    """Each chart with its figures, computed when its turn comes."""
    inputs = store.sha256()
    with store.connect() as connection:
        run = on_duckdb(connection)

        def answer(question: Question) -> Figure:
            return measured(run, question, inputs)

        for one in wanted:
            yield _answered(one, facts, answer)


def _expanded(chapter: str, row: Mapping[str, Any], facts: Known) -> Iterator[Asked]:
    """One row of the plan: once for each source where it says so, under each rule or way of joining."""
    definition = measure(row["measure"])
    where = {name: tuple(keys) for name, keys in row.get("where", {}).items()}
    joins = row.get("joins", "all")
    question = Question(
        row["measure"],
        origin_rule=row.get("rule", RULE) if definition.origin else None,
        unit=_unit(row["units"], definition.facts, facts, world=where.get("territory") == (WORLD,)),
        by=tuple(row["by"]),
        joins="all" if joins == "each" else joins,
    )
    for source in facts.sources.get(definition.facts, ()) if "each" in row else ("",):
        narrowed = where | ({"source": (source,)} if source else {})
        one = replace(question, where=narrowed)
        many = [replace(one, origin_rule=rule) for rule in RULES] if row.get("rules") else [one]
        if joins == "each":
            many = [replace(one, joins=way) for way in reversed(JOINS)]
        yield Asked(chapter, tuple(many), row.get("keep", ""), row.get("draw", ""))


def _unit(units: list[str], table: str, facts: Known, *, world: bool) -> str:
    """The first unit that the facts have; the first of all where they have none."""
    return next((unit for unit in units if (table, unit, world) in facts.units), units[0])


def _answered(one: Asked, facts: Known, answer: Callable[[Question], Figure]) -> Answered:
    first = answer(one.questions[0])
    figures = (first,) if first.refusal else (first, *map(answer, one.questions[1:]))
    kind = "rules" if len(figures) > 1 else one.draw or charts.fitting(first)
    return Answered(one, charts.Chart(kind, figures, keep=_kept(one.keep, figures, facts)))


def _kept(keep: str, figures: tuple[Figure, ...], facts: Known) -> frozenset[str]:
    """The keys that a chart shows: all, or the blocs, or their members (and the names with most rows).

    Of a name that rests on a few titles alone, the interval says only that; it stands in the tables.
    """
    if not keep:
        return frozenset()
    cells = [cell for cell in figures[0].rows if cell.keys[0] not in {UNKNOWN, UNPLACED}]
    large = sorted(cells, key=lambda cell: (-cell.n, cell.keys))[: _NEAR if keep == "near" else 0]
    wanted = facts.blocs if keep == "blocs" else facts.members | {cell.keys[0] for cell in large}
    return frozenset(
        cell.keys[0]
        for figure in figures
        for cell in figure.rows
        if cell.keys[0] in wanted and _is_told(cell)
    )


def _is_told(cell: Cell) -> bool:
    """Whether a cell rests on enough titles for its interval to say anything."""
    if cell.value is None or cell.clusters < _FEW:
        return False
    return not cell.value or cell.high is None or cell.high <= _WIDE * cell.value
