"""A question answered: the statement is run, its moments become values and intervals, and all is frozen."""

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from .certainty.blocks import checked
from .certainty.estimates import Columns, Estimates, estimates, numbers
from .certainty.gravity import STEPS, ppml
from .certainty.intervals import quantile
from .certainty.raking import LEAST
from .compile import TERMS, Question, Statement, behind, compiled
from .coverage import confidence, coverage, missing, refusals, totals, unknown_share
from .figure import Cell, Figure, Refusal, Source
from .running import Run


def measured(
    run: Run,
    question: Question,
    inputs: Mapping[str, str],
    *,
    least: float = LEAST,
    check: bool = False,
) -> Figure:
    """The figure that answers a question.

    `run` gives the columns of a statement (see `running`), `inputs` the hash of each table. Cells of a survey with
    fewer than `least` effective answers are suppressed. `check` adds the interval over blocks of weeks where it
    differs. Raises Unasked where the question lacks an origin rule or a unit, or names what the registry has not.
    """
    statement = compiled(question)
    columns = run(statement)
    if question.definition.form == "gravity":
        found = _gravity(question, statement, columns, inputs)
    else:
        estimated = estimates(question, columns)
        cells = _cells(question, statement, columns, estimated, least)
        if check:
            cells = checked(run, question, cells)
        found = _figure(question, statement, columns, inputs, method=estimated.method, cells=cells)
        found = replace(found, notes=(*found.notes, *_few(estimated, cells)))
    return replace(found, missing=missing(run, question))


def _few(found: Estimates, cells: tuple[Cell, ...]) -> tuple[Refusal, ...]:
    """What must be said of intervals that too few effective titles carry; `cells` are their keys."""
    if found.few is None:
        return ()
    few = [
        list(cell.keys)
        for cell, untold in zip(cells, found.few.tolist(), strict=True)
        if untold and cell.value and cell.high is not None
    ]
    return (
        (Refusal("few_titles", {"count": len(few), "of": len(cells), "cells": few}),) if few else ()
    )


def _cells(
    question: Question, statement: Statement, columns: Columns, found: Estimates, least: float
) -> tuple[Cell, ...]:
    refused = refusals(question, columns, found, least)
    n, clusters = (
        _counts(columns, ("n", "out_n", "back_n")),
        _counts(columns, ("clusters", "out_clusters", "back_clusters")),
    )
    if "clusters" not in columns and "out_clusters" not in columns:
        clusters = n
    return tuple(
        Cell(
            keys=tuple(str(columns[name][at]) for name in statement.keys),
            value=None if refused[at] else _number(found.value[at]),
            low=None if refused[at] else _number(found.low[at]),
            high=None if refused[at] else _number(found.high[at]),
            n=n[at],
            clusters=clusters[at],
            refused=refused[at],
        )
        for at in range(len(found.value))
    )


def _figure(
    question: Question,
    statement: Statement,
    columns: Columns,
    inputs: Mapping[str, str],
    *,
    method: str,
    cells: tuple[Cell, ...],
) -> Figure:
    asked = question.definition
    unknown = unknown_share(question, columns) if cells else None
    summed = totals(question, columns) if cells else {}
    refusal = None if cells else Refusal("no_rows")
    given = [cell for cell in cells if cell.refused is None and "unknown" not in cell.keys]
    if unknown is not None and unknown > question.unknown_limit and cells and not given:
        refusal = coverage(question, unknown)
    return Figure(
        measure=asked.id,
        version=asked.version,
        title=asked.name,
        unit=asked.unit,
        parameters=question.parameters,
        dimensions=statement.keys,
        rows=cells,
        source=_source(question, statement, inputs, int(summed.get("facts", 0)), method),
        totals=summed,
        unknown_share=unknown,
        match_confidence=confidence(question, columns),
        refusal=refusal,
        notes=(Refusal("ranks"),) if question.unit == "points" else (),
    )


def _source(
    question: Question, statement: Statement, inputs: Mapping[str, str], rows: int, method: str
) -> Source:
    rested = behind(question)
    read = {
        name: digest
        for name, digest in inputs.items()
        if re.search(rf"\b(FROM|JOIN) {name}\b", statement.sql)
    }
    return Source(
        sql=statement.sql,
        bound=statement.bound,
        behind=rested.sql,
        behind_bound=rested.bound,
        inputs=read,
        rows=rows,
        interval=method,
        filters=tuple(name for name in rested.keys if name in statement.keys),
    )


def _gravity(
    question: Question, statement: Statement, columns: Columns, inputs: Mapping[str, str]
) -> Figure:
    """Coefficients of PPML; refused where it did not settle, a term where it is not told apart from the others."""
    y = numbers(columns, "y")
    names = ("ln_origin", "ln_territory", "language", "bloc", "home")
    x = np.column_stack([np.ones(len(y)), *(numbers(columns, name) for name in names)])
    method = "PPML, HC1"
    empty = _figure(question, statement, columns, inputs, method=method, cells=())
    unknown = unknown_share(question, columns) if len(y) else None
    if unknown is not None and unknown > question.unknown_limit:
        return replace(empty, refusal=coverage(question, unknown), unknown_share=unknown)
    if len(y) <= x.shape[1]:
        return empty
    fit = ppml(y, x)
    if not fit.settled:
        return replace(empty, refusal=Refusal("no_convergence", {"steps": STEPS}))
    wide = quantile(np.full(len(TERMS), len(y) - float(len(TERMS)))) * fit.errors
    rows = int(numbers(columns, "n").sum())
    cells = tuple(
        Cell((term,), None, n=rows, clusters=len(y), refused=Refusal("undefined"))
        if np.isnan(fit.coefficients[at])
        else Cell(
            (term,),
            float(fit.coefficients[at]),
            float(fit.coefficients[at] - wide[at]),
            float(fit.coefficients[at] + wide[at]),
            rows,
            len(y),
        )
        for at, term in enumerate(TERMS)
    )
    source = replace(empty.source, rows=rows)
    return replace(empty, rows=cells, refusal=None, source=source, unknown_share=unknown)


def _counts(columns: Columns, names: tuple[str, ...]) -> list[int]:
    """The sum of those of the columns that there are; what is empty counts nothing."""
    found = [np.nan_to_num(numbers(columns, name)) for name in names if name in columns]
    return np.sum(found, axis=0).astype(int).tolist() if found else []


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
