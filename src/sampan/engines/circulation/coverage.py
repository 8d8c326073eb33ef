"""What the facts cannot say: an unknown part too large, a territory without data, a leg that is missing."""
# ruff: noqa: S608 - names come from the registry, values are bound

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from .certainty.estimates import Columns, Estimates, counts_unknown, numbers
from .compile import Question, Statement, spread
from .compile.classes import members
from .compile.script import Script
from .compile.titles import WORLD, conditions
from .figure import Refusal
from .registry import UNKNOWN
from .running import Run

_EVERYWHERE = ("offer", "engagement", "spot", "introduction")


def missing(run: Run, question: Question) -> tuple[str, ...]:
    """The territories of the blocs (or those asked for) about which the facts hold no row, in order.

    None are missing where a catalogue stands for all territories together.
    """
    question = spread(question)
    table = question.definition.facts
    asked = question.where.get("territory")
    if table not in _EVERYWHERE or asked == (WORLD,):
        return ()
    wherever = {name: keys for name, keys in question.where.items() if name != "territory"}
    script = Script()
    tests = conditions(script, replace(question, where=wherever), table)
    where = f" WHERE {' AND '.join(tests)}" if tests else ""
    sql = f"SELECT DISTINCT f.territory AS code FROM {table} AS f{where}"
    seen = _codes(run, Statement(sql, script.bound, ("code",)))
    if WORLD in seen:
        return ()
    script = Script()
    sql = script.sql(f"SELECT code FROM {members(script, question)} ORDER BY code")
    expected = asked or _codes(run, Statement(sql, script.bound, ("code",)))
    return tuple(code for code in expected if code not in seen)


def _codes(run: Run, statement: Statement) -> list[str]:
    return [str(code) for code in run(statement)["code"].tolist()]


def unknown_share(question: Question, columns: Columns) -> float | None:
    """The unknown part of everything that the figure counts, over its groups."""
    pairs = {
        "share": [("x", "x_all")],
        "quotient": [("a", "a_all"), ("x", "x_all")],
        "concentration": [("x_known", "x_all")],
        "lift": [("x", "x_all")],
        "gravity": [("x", "x_all")],
        "balance": [("there_x", "there_x_all"), ("here_x", "here_x_all")],
    }.get(question.definition.form)
    if pairs is None:
        return None
    first = _first_of_each_group(question, columns)
    shares = []
    for known, every in pairs:
        total = float(np.nansum(numbers(columns, every)[first]))
        if total > 0:
            shares.append(1 - float(np.nansum(numbers(columns, known)[first])) / total)
    return max(shares, default=None)


def totals(question: Question, columns: Columns) -> dict[str, float]:
    """What all groups hold together, in the unit of the figure, and how many facts they rest on."""
    first = _first_of_each_group(question, columns)
    found = {}
    for name, column in (("amount", "x_all"), ("facts", "n_all"), ("titles", "titles")):
        if column in columns:
            found[name] = float(np.nansum(numbers(columns, column)[first]))
    return found


def confidence(question: Question, columns: Columns) -> float | None:
    """How sure the joins of titles are that the figure rests on, by what they carry."""
    if "surely" not in columns:
        return None
    weighed = "x" if question.definition.form in {"concentration", "mean"} else "y"
    carried = float(np.nansum(numbers(columns, weighed)))
    return float(np.nansum(numbers(columns, "surely"))) / carried if carried > 0 else None


def refusals(
    question: Question, columns: Columns, found: Estimates, least: float
) -> list[Refusal | None]:
    """For each cell, why it has no number, or None."""
    form = question.definition.form
    said: list[Refusal | None] = [None] * len(found.value)
    unknown_key = columns[question.of] == UNKNOWN if question.of in columns else None
    limit = 1.0 if counts_unknown(question) else question.unknown_limit
    for at, value in enumerate(found.value):
        if unknown_key is not None and unknown_key[at] and form == "share":
            continue
        if found.unknown[at] > limit:
            said[at] = coverage(question, float(found.unknown[at]))
        elif form == "balance" and (territory := _without_leg(question, columns, at)):
            words = {"measure": question.definition.name, "territories": [territory]}
            said[at] = Refusal("one_way", words)
        elif question.measure == "audience-lift" and found.effective[at] < least:
            answers = int(found.effective[at])
            said[at] = Refusal("few", {"effective": answers, "limit": int(least)})
        elif np.isnan(value):
            said[at] = Refusal("no_shelf" if _without_shelf(question, columns, at) else "undefined")
    return said


def coverage(question: Question, unknown: float) -> Refusal:
    what = question.of.split("_")[0]
    if what == "production" or question.definition.form in {"lift", "gravity"}:
        what = "origin"  # which these rest on, and show by something else
    if what == "origin" and question.origin_rule == "language+country":
        what = "language"
    words = {"measure": question.definition.name.lower(), "what": what}
    return Refusal("coverage", words | {"unknown": unknown, "limit": question.unknown_limit})


def _without_shelf(question: Question, columns: Columns, at: int) -> bool:
    """Seen, and there is a shelf to compare with, but nothing of it stands there."""
    if question.definition.form != "quotient" or not numbers(columns, "x")[at] > 0:
        return False
    return not numbers(columns, "b")[at] > 0


def _without_leg(question: Question, columns: Columns, at: int) -> str:
    there = "territory_bloc" if question.of == "origin_bloc" else "territory"
    if not numbers(columns, "there_x")[at] > 0:
        return str(columns[there][at])
    return "" if numbers(columns, "here_x")[at] > 0 else str(columns[question.of][at])


def _first_of_each_group(question: Question, columns: Columns) -> npt.NDArray[np.intp]:
    names = [name for name in question.groups if name in columns]
    if question.definition.form == "balance":
        return np.arange(len(next(iter(columns.values()))))
    seen: dict[tuple[object, ...], int] = {}
    count = len(next(iter(columns.values())))
    for at in range(count):
        seen.setdefault(tuple(columns[name][at] for name in names), at)
    return np.array(sorted(seen.values()), dtype=np.intp)
