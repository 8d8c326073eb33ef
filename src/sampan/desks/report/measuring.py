"""A house's store of facts, and answers from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sampan.engines.circulation.compile import Question, Unasked
from sampan.engines.circulation.facts import Store
from sampan.engines.circulation.figure import Figure, rows_sql
from sampan.engines.circulation.measuring import measured
from sampan.engines.circulation.running import on_duckdb
from sampan.partners.errors import Invalid
from sampan.partners.models import Organisation

from . import drawing

ROWS = 500  # shown on a page; all of them are in the CSV


@dataclass(frozen=True, slots=True)
class Rows:
    columns: tuple[str, ...]
    lines: list[tuple[Any, ...]]
    is_cut: bool


def store_of(organisation: Organisation) -> Store:
    """The facts of one house, made of its own files and of what it did on the exchange."""
    folder: Path = settings.VAR
    return Store(folder / "facts" / organisation.slug)


def answered(organisation: Organisation, question: Question) -> Figure:
    """Raises Invalid with the sentence for a question that cannot be asked."""
    store = store_of(organisation)
    if not store.tables:
        raise Invalid(_("There are no facts yet: let a file count first."))
    try:
        with store.connect() as connection:
            return measured(on_duckdb(connection), question, store.sha256())
    except Unasked as error:
        told = {**error.refusal.parameters, "measure": question.measure}
        refusal = replace(error.refusal, parameters=told)
        raise Invalid(drawing.say(refusal, get_language() or drawing.FIRST)) from error


def rows_behind(
    organisation: Organisation,
    figure: Figure,
    keys: Sequence[str] | None = None,
    *,
    most: int = ROWS,
) -> Rows:
    """The rows of facts that a figure, or one of its cells, was counted from."""
    statement, bound = rows_sql(figure, keys)
    with store_of(organisation).connect() as connection:
        found = connection.execute(statement, bound)
        columns = tuple(column[0] for column in found.description or ())
        lines = found.fetchmany(most + 1)
    return Rows(columns, lines[:most], is_cut=len(lines) > most)
